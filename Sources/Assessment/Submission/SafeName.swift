import Foundation

/// A participant's own file name as it can stand in a package and on every system.
///
/// What Windows refuses, what misleads the eye and `%` (which bagit-python does not decode) become
/// `_`; the ending stays, and the whole is at most 120 bytes.
func safeName(for name: String) -> String {
  var last = name[...]
  if let slash = last.unicodeScalars.lastIndex(of: "/") {
    last = Substring(last.unicodeScalars[last.unicodeScalars.index(after: slash)...])
  }
  var cleaned = ""
  for scalar in last.precomposedStringWithCanonicalMapping.unicodeScalars {
    if "<>:\"|?*\\%".unicodeScalars.contains(scalar) {
      cleaned.unicodeScalars.append("_")
    } else if faults(ofName: String(scalar).utf8).allSatisfy({ $0.contains("ends with") }) {
      cleaned.unicodeScalars.append(scalar)
    }
  }
  cleaned = trimmed(cleaned)
  let (stem, ending) = parts(of: cleaned)
  var safe = shortened(stem, to: 120 - ending.utf8.count) + ending
  if safe.hasPrefix(".") || safe.hasPrefix("~") || isWindowsDevice(safe) { safe = "_" + safe }
  return safe.isEmpty ? "response" : safe
}

/// Safe names for several files; where two would be taken for the same, a number tells them apart.
func safeNames(for names: [String]) -> [String] {
  var taken = Set<[UInt8]>()
  return names.map { name in
    let safe = safeName(for: name)
    let (stem, ending) = parts(of: safe)
    var candidate = safe
    var number = 2
    while !taken.insert(foldedPath(Array(candidate.utf8))).inserted {
      candidate = "\(stem)-\(number)\(ending)"
      number += 1
    }
    return candidate
  }
}

/// Spaces at either end and dots at the end, which Windows drops, taken away.
private func trimmed(_ name: String) -> String {
  var name = name.trimmingCharacters(in: CharacterSet(charactersIn: " "))
  while name.hasSuffix(".") || name.hasSuffix(" ") { name.removeLast() }
  return name
}

/// The name before its last dot, and the ending with the dot where it is a short one.
private func parts(of name: String) -> (stem: String, ending: String) {
  guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
    name[dot...].utf8.count <= 12
  else { return (name, "") }
  return (String(name[..<dot]), String(name[dot...]))
}

private func shortened(_ text: String, to bytes: Int) -> String {
  var text = text
  while text.utf8.count > bytes { text.removeLast() }
  return text
}
