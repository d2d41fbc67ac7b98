/// The mark schemes that the program carries, as the text of their YAML files.
public enum Rubrics {
  /// Every embedded file: its name without the ending, and its text.
  public static var files: [(name: String, text: String)] { embedded }
}
