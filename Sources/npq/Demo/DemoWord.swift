import Archive

/// Writes a Word document as a participant's Word would: styles, a header, pictures, and what tells
/// who wrote it.
///
/// Made-up names and prose hold no sign that XML would take for its own.
func demoWord(
  _ blocks: [DemoBlock], author: String, header: String?, pictures: [[UInt8]], to path: String
) throws {
  var archive = try ZipWriter(path: path)
  for (name, text) in [
    ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelations),
    ("docProps/core.xml", properties(author)), ("word/document.xml", document(blocks, header)),
    ("word/styles.xml", styles),
    ("word/_rels/document.xml.rels", relations(header, pictures.count)),
  ] {
    try archive.add(name, bytes: Array((declaration + text).utf8))
  }
  if let header {
    let text = "<w:hdr \(names)><w:p><w:r><w:t>\(header)</w:t></w:r></w:p></w:hdr>"
    try archive.add("word/header1.xml", bytes: Array((declaration + text).utf8))
  }
  for (number, picture) in pictures.enumerated() {
    try archive.add("word/media/image\(number + 1).png", bytes: picture)
  }
  try archive.finish()
}

private let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
private let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
private let package = "http://schemas.openxmlformats.org/package/2006"
private let drawing = "http://schemas.openxmlformats.org/drawingml/2006"
private let names =
  #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="\#(office)""#
private let type = "application/vnd.openxmlformats-officedocument.wordprocessingml"

private let contentTypes = """
  <Types xmlns="\(package)/content-types">\
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
  <Default Extension="png" ContentType="image/png"/>\
  <Override PartName="/word/document.xml" ContentType="\(type).document.main+xml"/>\
  <Override PartName="/word/styles.xml" ContentType="\(type).styles+xml"/>\
  <Override PartName="/word/header1.xml" ContentType="\(type).header+xml"/>\
  <Override PartName="/docProps/core.xml" \
  ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
  """

private let packageRelations = """
  <Relationships xmlns="\(package)/relationships">\
  <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
  <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" \
  Target="docProps/core.xml"/></Relationships>
  """

private let styles = """
  <w:styles \(names)><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>\
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>\
  </w:styles>
  """

private func properties(_ author: String) -> String {
  """
  <cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" \
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>\(author)</dc:creator>\
  <cp:lastModifiedBy>\(author)</cp:lastModifiedBy>\
  <dcterms:modified xsi:type="dcterms:W3CDTF">2027-03-07T18:00:00Z</dcterms:modified>\
  </cp:coreProperties>
  """
}

private func relations(_ header: String?, _ pictures: Int) -> String {
  var list = #"<Relationship Id="rId1" Type="\#(office)/styles" Target="styles.xml"/>"#
  if header != nil {
    list += #"<Relationship Id="rId2" Type="\#(office)/header" Target="header1.xml"/>"#
  }
  for number in 0..<pictures {
    list += """
      <Relationship Id="rId\(number + 10)" Type="\(office)/image" \
      Target="media/image\(number + 1).png"/>
      """
  }
  return #"<Relationships xmlns="\#(package)/relationships">\#(list)</Relationships>"#
}

private func document(_ blocks: [DemoBlock], _ header: String?) -> String {
  let body = blocks.map { block in
    switch block {
    case .heading(let text):
      "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
    case .paragraph(let text): "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>"
    case .picture(let number): "<w:p><w:r>\(inline(number))</w:r></w:p>"
    }
  }
  let reference = header == nil ? "" : #"<w:headerReference w:type="default" r:id="rId2"/>"#
  return """
    <w:document \(names)><w:body>\(body.joined())<w:sectPr>\(reference)\
    <w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>
    """
}

private func inline(_ number: Int) -> String {
  """
  <w:drawing><wp:inline xmlns:wp="\(drawing)/wordprocessingDrawing"><wp:extent cx="2286000" \
  cy="1524000"/><wp:docPr id="\(number + 1)" name="Picture \(number + 1)" descr="A chart of the case"/>\
  <a:graphic xmlns:a="\(drawing)/main"><a:graphicData uri="\(drawing)/picture"><pic:pic \
  xmlns:pic="\(drawing)/picture"><pic:nvPicPr><pic:cNvPr id="\(number + 1)" name="chart.png"/>\
  <pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId\(number + 10)"/><a:stretch>\
  <a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2286000" \
  cy="1524000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
  </a:graphicData></a:graphic></wp:inline></w:drawing>
  """
}
