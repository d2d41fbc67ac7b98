/// Whether an address leads to a mailbox or to a place on somebody's computer.
func isPersonalAddress(_ text: String) -> Bool {
  let lower = text.lowercased()
  let telling = [
    "mailto:", "file:", "-my.sharepoint.com/personal/", "safelinks.protection.outlook.com",
  ]
  return telling.contains { lower.utf8.contains(Array($0.utf8)) } || isLocalPath(lower)
}

/// Whether a text is the name of a file, as a picture keeps it from where it came.
func isFileName(_ text: String) -> Bool {
  let bytes = Array(text.lowercased().utf8)
  guard bytes.count <= 255, let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else {
    return false
  }
  let endings: Set<String> = [
    "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "heic", "webp", "svg", "emf", "wmf", "pdf",
    "doc", "docx", "odt", "xls", "xlsx", "ppt", "pptx",
  ]
  return endings.contains(String(decoding: bytes[(dot + 1)...], as: UTF8.self))
}

/// Whether a text holds a path on somebody's computer.
func isLocalPath(_ text: String) -> Bool {
  let bytes = Array(text.lowercased().utf8)
  if ["c:\\", ":\\users", "\\\\"].contains(where: { bytes.contains($0) }) { return true }
  // On the web these are names like any other.
  return !bytes.contains("://") && ["/users/", "/home/"].contains { bytes.contains($0) }
}

extension String.UTF8View {
  fileprivate func contains(_ needle: [UInt8]) -> Bool { Array(self).contains(needle) }
}
