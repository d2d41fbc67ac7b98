/// Which files are taken.
public struct FilePolicy: Sendable, Hashable, Codable {
  /// Formats by their usual ending: `docx odt pdf txt md`.
  public let formats: [String]
  /// The most files in one submission.
  public let most: Int
  /// The most bytes of one file.
  public let bytes: Int

  /// Makes a policy; what is left out has its default.
  ///
  /// Accepted formats, numbers and sizes are published by no provider of reformed NPQs: the
  /// defaults are every format that can be read, one response, and 20 MB, far more than 1,500 words
  /// with pictures need.
  public init(
    formats: [String] = Self.readable, most: Int = 1, bytes: Int = 20 * Self.bytesPerMegabyte
  ) {
    self.formats = formats
    self.most = most
    self.bytes = bytes
  }

  /// The formats that can be read, by their usual ending.
  public static let readable = ["docx", "odt", "pdf", "txt", "md"]
  /// A megabyte is 10^6 bytes.
  public static let bytesPerMegabyte = 1_000_000
}
