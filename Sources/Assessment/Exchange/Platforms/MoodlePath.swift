/// A file in Moodle's export of an assignment (mod/assign/classes/downloader.php).
///
/// In folders `<name>_<number>_assignsubmission_<plug-in>[_]/<path>`, or flat
/// `<name>_<number>_assignsubmission_<plug-in>_<file>`; blind the name is the word for participant
/// in the language of the site. Underscores in a name became spaces, so that, as Moodle itself does
/// when it takes feedback back (importziplib.php), the parts may be counted from the front.
struct MoodlePath {
  /// `<name>_<number>`.
  let key: String
  let name: String
  /// The number of the participant in this assignment, which is not the number of the person.
  let number: String
  let plugin: String
  /// The name of the file.
  let file: String

  init?(_ path: ExportPath) {
    // The folder of the person may lie in a folder of the whole.
    for (index, part) in path.parts.enumerated() {
      let parts = part.parted(by: "_")
      guard parts.count >= 4, parts[1].isDigits, parts[2] == "assignsubmission" else { continue }
      key = parts[0] + "_" + parts[1]
      name = parts[0]
      number = parts[1]
      plugin = parts[3]
      let isFolder = index + 1 < path.parts.count
      file = isFolder ? path.name : parts.dropFirst(4).joined(separator: "_")
      if file.isEmpty || path.climbs { return nil }
      return
    }
    return nil
  }

  /// What the plug-in says that the file is.
  ///
  /// The name of the page of typed text is translated; it is the only web page there that Moodle
  /// itself makes.
  var kind: HandInFile.Kind {
    guard plugin == "onlinetext" else { return .document }
    let ending = file.lowercased()
    return ending.hasSuffix(".html") || ending.hasSuffix(".htm") ? .webPage : .embedded
  }
}

/// Reads an export of Moodle; whose a folder is says the grading worksheet, for the folder has only
/// a name and a number of this one assignment.
func readMoodle(_ members: [ExportMember]) -> PlatformExport {
  var export = PlatformExport(.moodle)
  var places: [String: Int] = [:]
  for (index, member) in members.enumerated() {
    guard let path = MoodlePath(ExportPath(member.path)) else { continue }
    let file = HandInFile(kind: path.kind, name: path.file, source: .member(index))
    export.add(file, to: path.key, in: &places) {
      var handIn = HandIn(key: path.key, person: PlatformPerson(name: path.name))
      handIn.listing = path.number
      return handIn
    }
  }
  return export
}
