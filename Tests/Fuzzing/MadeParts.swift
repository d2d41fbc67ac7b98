import Foundation

@testable import Assessment

/// Small documents and bags that use much of what their readers know.
enum MadeParts {
  private static func parted(_ parts: KeyValuePairs<String, String>) -> Parted {
    Parted(parts.map { (name: $0.key, bytes: Array($0.value.utf8)) })
  }

  static let word = parted([
    "[Content_Types].xml": """
    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default \
    Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Override PartName="/word/document.xml" ContentType="\(wordType)document.main+xml"/>\
    <Override PartName="/word/styles.xml" ContentType="\(wordType)styles+xml"/>\
    <Override PartName="/word/footnotes.xml" ContentType="\(wordType)footnotes+xml"/></Types>
    """,
    "_rels/.rels": """
    <Relationships xmlns="\(packageBase)"><Relationship Id="r1" Type="\(officeBase)officeDocument" \
    Target="word/document.xml"/></Relationships>
    """,
    "word/_rels/document.xml.rels": """
    <Relationships xmlns="\(packageBase)"><Relationship Id="r1" Type="\(officeBase)styles" \
    Target="styles.xml"/><Relationship Id="r2" Type="\(officeBase)footnotes" \
    Target="/word/footnotes.xml"/><Relationship Id="r3" Type="\(officeBase)hyperlink" \
    Target="mailto:a@b.example" TargetMode="External"/></Relationships>
    """,
    "word/document.xml": """
    <?xml version="1.0" encoding="UTF-8"?><w:document \(wordSpaces)><w:body><w:p><w:pPr><w:pStyle \
    w:val="H1"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p w:rsidR="00AB"><w:r><w:rPr><w:vanish/>\
    </w:rPr><w:t xml:space="preserve">hidden &amp; &#x41;</w:t><w:tab/><w:br/></w:r><w:ins \
    w:author="A" w:date="2027-01-01T00:00:00Z"><w:r><w:t>in</w:t></w:r></w:ins><w:del w:author="A">\
    <w:r><w:delText>out</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t>\
    </w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>\
    <w:instrText>AUTHOR</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>\
    <w:t>A</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><mc:AlternateContent>\
    <mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>\
    </mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent></w:r></w:p><w:sdt><w:sdtPr>\
    <w:bibliography/></w:sdtPr><w:p><w:r><w:t>References</w:t></w:r></w:p></w:sdt></w:body>\
    </w:document>
    """,
    "word/styles.xml": """
    <w:styles \(wordSpaces)><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>\
    <w:basedOn w:val="H2"/></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn \
    w:val="H1"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>
    """,
    "word/footnotes.xml": """
    <w:footnotes \(wordSpaces)><w:footnote w:id="1"><w:p><w:r><w:t>note</w:t></w:r></w:p>\
    </w:footnote></w:footnotes>
    """,
    "docProps/core.xml":
      "<cp xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>A</dc:creator></cp>",
  ])

  static let openDocument = parted([
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": """
    <manifest:manifest \(openSpaces)><manifest:file-entry manifest:full-path="/" \
    manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry \
    manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
    """,
    "meta.xml": """
    <office:document-meta \(openSpaces)><office:meta><meta:initial-creator>A</meta:initial-creator>\
    </office:meta></office:document-meta>
    """,
    "content.xml": """
    <office:document-content \(openSpaces)><office:automatic-styles><style:style style:name="P1" \
    style:family="paragraph" style:parent-style-name="P1"><style:text-properties \
    text:display="none"/></style:style></office:automatic-styles><office:body><office:text>\
    <text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>\
    <dc:creator>A</dc:creator></office:change-info><text:p>gone</text:p></text:deletion>\
    </text:changed-region></text:tracked-changes><text:h text:outline-level="1">One</text:h>\
    <text:p text:style-name="P1">a<text:s text:c="3"/>b<text:tab/><text:note \
    text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>\
    note</text:p></text:note-body></text:note></text:p><table:table><table:table-row \
    table:number-rows-repeated="2"><table:table-cell><text:p>cell</text:p></table:table-cell>\
    </table:table-row></table:table><text:p><draw:frame><draw:text-box><text:p>box</text:p>\
    </draw:text-box></draw:frame><office:annotation><dc:creator>A</dc:creator></office:annotation>\
    </text:p><text:bibliography><text:p>A (1)</text:p></text:bibliography></office:text>\
    </office:body></office:document-content>
    """,
  ])

  static let workbook = parted([
    "_rels/.rels": """
    <Relationships xmlns="\(packageBase)"><Relationship Id="r1" Type="\(officeBase)officeDocument" \
    Target="xl/workbook.xml"/></Relationships>
    """,
    "xl/workbook.xml": """
    <workbook \(sheetSpaces)><sheets><sheet name="A" sheetId="1" r:id="r1"/><sheet name="B" \
    sheetId="2" state="hidden" r:id="r2"/></sheets></workbook>
    """,
    "xl/_rels/workbook.xml.rels": """
    <Relationships xmlns="\(packageBase)"><Relationship Id="r1" Type="\(officeBase)worksheet" \
    Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="\(officeBase)worksheet" \
    Target="/xl/../xl/worksheets/sheet2.xml"/><Relationship Id="r3" \
    Type="\(officeBase)sharedStrings" Target="sharedStrings.xml"/></Relationships>
    """,
    "xl/sharedStrings.xml": """
    <sst \(sheetSpaces)><si><t>id</t></si><si><r><t xml:space="preserve">a </t></r><r><t>b_x000A_</t>\
    </r><rPh><t>p</t></rPh></si></sst>
    """,
    "xl/worksheets/sheet1.xml": """
    <worksheet \(sheetSpaces)><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="b"><v>1\
    </v></c></row><row r="3" hidden="1"><c r="A3"><f>1+1</f><v>2.0E0</v></c><c r="B3" t="e"><v>#REF!\
    </v></c><c r="C3" t="inlineStr"><is><t>'=x</t></is></c></row><row><c t="s"><v>1</v></c><c><f>A1\
    </f></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>
    """,
    "xl/worksheets/sheet2.xml": "<worksheet \(sheetSpaces)><sheetData/></worksheet>",
  ])

  static let bag: Parted = {
    let essay = "A response.\n"
    let digest = Digest(of: Array(essay.utf8))
    let record = """
      {"assessment":"spring","files":[{"bytes":12,"name":"essay.txt","sha256":"\(digest)","words":2}],\
      "method":"npq-words-1","ownWork":["Mine."],"participant":"ada","qualification":"NPQLT",\
      "submission":1}
      """
    var files = [
      ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
      ("bag-info.txt", "External-Description: long\n  line\nPayload-Oxum: 12.1\nBag-Size: 1 KB\n"),
      ("submission.json", record), ("fetch.txt", "https://x.example/y 12 data/essay.txt\n"),
      ("manifest-sha256.txt", "\(digest)  data/essay.txt\n"),
      ("manifest-md5.txt", "0123 *./data/a%25b%0D.txt\n"), ("data/essay.txt", essay),
    ]
    let lines = files.dropLast().map { "\(Digest(of: Array($0.1.utf8)))  \($0.0)\n" }
    files.append(("tagmanifest-sha256.txt", lines.joined()))
    return Parted(files.map { (name: "submission/" + $0.0, bytes: Array($0.1.utf8)) })
  }()

  static let receipt = """
    {"facts":{"clock":"platform","contentDigest":"\(Digest(of: [1]))","files":[{"bytes":12,\
    "name":"essay.txt","sha256":"\(Digest(of: [2]))","words":2}],"method":"npq-words-1",\
    "originals":[],"paper":{"assessment":"spring","attempt":1,"closes":"2027-03-15T23:59:59Z",\
    "lateBy":0,"opens":"2027-03-08T00:01:00Z","rule":{"extended":false,"graceMinutes":0,\
    "late":"hold","throughClosingMinute":true},"timing":"on-time","title":"Spring",\
    "zone":"Europe/London"},"participant":"ada","received":"2027-03-15T23:41:00Z","replaces":[],\
    "verdict":"held","waits":[{"code":"late","sendAgain":false}]},"number":"7Q4M-K2P9","receipt":1}
    """

  static let pictures: [[UInt8]] = [
    [0xFF, 0xD8, 0xFF, 0xE1, 0, 8] + Array("Exif\0\0".utf8) + [0xFF, 0xDA, 0, 2, 1, 0xFF, 0xD9],
    [0x89] + Array("PNG\r\n\u{1A}\n\0\0\0\u{3}tEXta\0b0000\0\0\0\0IEND0000".utf8),
    Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 1, 1, 1, 0x21, 0xFE, 1, 65, 0]
      + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0, 0x3B],
    [1, 0, 0, 0] + Array(repeating: 0, count: 36) + Array(" EMF".utf8)
      + Array(repeating: 0, count: 16) + [2, 0, 0, 0, 88, 0, 0, 0]
      + Array(repeating: 65, count: 40),
    Array("BM".utf8) + Array(repeating: 0, count: 60),
  ]

  private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
  private static let packageBase = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let officeBase =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
  private static let wordSpaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
  private static let sheetSpaces =
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
  private static let openSpaces =
    ["office", "text", "style", "table", "meta", "manifest"]
    .map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }
    .joined(separator: " ")
    + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
    + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
}
