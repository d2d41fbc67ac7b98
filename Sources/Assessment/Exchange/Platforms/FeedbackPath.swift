/// Where a platform looks for the feedback on a response, in the archive that it takes back.
///
/// The names are those of its own export, byte for byte: the numbers in them are what it goes by.
/// Nil where the platform takes no feedback for what lay at a path: Blackboard has no such upload,
/// and what was typed on Canvas has no number of a file.
package func feedbackPath(_ platform: Platform, besides path: String, name: String) -> String? {
  switch platform {
  case .moodle: moodleFeedback(path, name)
  case .canvas: canvasFeedback(path, name)
  case .brightspace: brightspaceFeedback(path, name)
  case .sakai: sakaiFeedback(path, name)
  case .blackboard, .answers: nil
  }
}

/// The folder of the participant and the file in it, or flat as it was exported.
///
/// Moodle reads name, number, plug-in type and plug-in, and stores what follows.
private func moodleFeedback(_ path: String, _ name: String) -> String? {
  let parts = path.parted(by: "/")
  for (index, part) in parts.enumerated() {
    let pieces = part.parted(by: "_")
    guard pieces.count >= 4, pieces[1].isDigits, pieces[2] == "assignsubmission" else { continue }
    if index + 1 < parts.count { return parts[index] + "/" + name }
    return pieces[..<3].joined(separator: "_") + "_" + pieces[3] + "_" + name
  }
  return nil
}

/// The numbers of the user and of the file, by which Canvas finds the response.
private func canvasFeedback(_ path: String, _ name: String) -> String? {
  let parts = (path.parted(by: "/").last ?? "").parted(by: "_")
  let place = parts.indices.dropFirst().first { place in
    place + 2 < parts.count && parts[place + 1].isDigits
      && (parts[place].isDigits || parts[place - 1] == "anon")
  }
  return place.map { parts[...($0 + 1)].joined(separator: "_") + "_" + name }
}

private func brightspaceFeedback(_ path: String, _ name: String) -> String? {
  let parts = path.parted(by: "/")
  guard
    let index = parts.indices.first(where: { part in
      BrightspacePath(ExportPath(parts[part] + "/x")) != nil
        || BrightspacePath(ExportPath(parts[part])) != nil
    })
  else { return nil }
  if index + 1 < parts.count { return (parts[...index] + [name]).joined(separator: "/") }
  guard let flat = BrightspacePath(ExportPath(parts[index])), parts[index].hasSuffix(flat.file)
  else { return nil }
  return String(decoding: Array(parts[index].utf8.dropLast(flat.file.utf8.count)), as: UTF8.self)
    + name
}

private func sakaiFeedback(_ path: String, _ name: String) -> String? {
  guard let person = SakaiPath(ExportPath(path)),
    let index = path.parted(by: "/").firstIndex(of: person.key)
  else { return nil }
  let front = path.parted(by: "/")[...index]
  return (front + ["Feedback Attachment(s)", name]).joined(separator: "/")
}

/// The number of the participant in one assignment of Moodle, from where the response lay.
package func moodleNumber(in path: String) -> String? { MoodlePath(ExportPath(path))?.number }
