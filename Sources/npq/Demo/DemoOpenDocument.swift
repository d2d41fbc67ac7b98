import Archive

/// Writes an OpenDocument text as LibreOffice would.
func demoOpenDocument(_ blocks: [DemoBlock], author: String, to path: String) throws {
  var archive = try ZipWriter(path: path)
  for (name, text) in [
    ("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest),
    ("content.xml", content(blocks)), ("meta.xml", meta(author)),
  ] {
    try archive.add(name, bytes: Array(text.utf8))
  }
  try archive.finish()
}

private let oasis = "urn:oasis:names:tc:opendocument:xmlns"
private let manifest = """
  <?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="\(oasis):manifest:1.0" \
  manifest:version="1.3"><manifest:file-entry manifest:full-path="/" \
  manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry \
  manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry \
  manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>
  """

private func content(_ blocks: [DemoBlock]) -> String {
  let body = blocks.map { block in
    switch block {
    case .heading(let text): "<text:h text:outline-level=\"1\">\(text)</text:h>"
    case .paragraph(let text): "<text:p>\(text)</text:p>"
    case .picture: ""
    }
  }
  return """
    <?xml version="1.0" encoding="UTF-8"?><office:document-content \
    xmlns:office="\(oasis):office:1.0" xmlns:text="\(oasis):text:1.0" office:version="1.3">\
    <office:body><office:text>\(body.joined())</office:text></office:body></office:document-content>
    """
}

private func meta(_ author: String) -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="\(oasis):office:1.0" \
  xmlns:meta="\(oasis):meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">\
  <office:meta><meta:initial-creator>\(author)</meta:initial-creator>\
  <dc:creator>\(author)</dc:creator></office:meta></office:document-meta>
  """
}
