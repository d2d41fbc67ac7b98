import Findings

@testable import Sheets

/// The parts of a workbook made for a test, as one program or another writes them.
struct MadeWorkbook: Sendable {
  var sheets: [(name: String, state: String?, body: String)]
  var shared: String?
  var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  var target = "worksheets/sheet"

  /// One sheet of some rows.
  init(_ rows: String, shared: [String]? = nil) {
    sheets = [("Sheet1", nil, "<sheetData>\(rows)</sheetData>")]
    self.shared = shared.map { $0.map { "<si>\($0)</si>" }.joined() }
  }

  func with(_ change: (inout MadeWorkbook) -> Void) -> MadeWorkbook {
    var made = self
    change(&made)
    return made
  }

  var parts: [(name: String, bytes: [UInt8])] {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    var listed = ""
    var related = ""
    var parts: [(String, String)] = []
    for (number, sheet) in sheets.enumerated() {
      let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
      listed +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(number + 1)\"\(state) r:id=\"r\(number)\"/>"
      related += """
        <Relationship Id="r\(number)" Type="\(office)/worksheet" Target="\(target)\(number + 1).xml"/>
        """
      parts.append(
        (
          "xl/worksheets/sheet\(number + 1).xml",
          "<worksheet xmlns=\"\(main)\">\(sheet.body)</worksheet>"
        ))
    }
    if let shared {
      related +=
        "<Relationship Id=\"s\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
      parts.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(shared)</sst>"))
    }
    parts += [
      (
        "_rels/.rels",
        """
        <Relationships xmlns="\(package)"><Relationship Id="a" Type="\(office)/officeDocument" \
        Target="xl/workbook.xml"/></Relationships>
        """
      ),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(listed)</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(package)\">\(related)</Relationships>"
      ),
    ]
    return parts.map { ($0.0, Array($0.1.utf8)) }
  }
}

/// Reads a made workbook and shows its first table.
func read(
  _ made: MadeWorkbook, required: [String] = [], limits: SheetLimits = SheetLimits()
) -> (rows: [[String]], codes: [String], subjects: [String]) {
  let reader = WorkbookReader(name: "x.xlsx", required: required, limits: limits)
  do throws(WorkbookFlaw) {
    let judged = try reader.read(try WorkbookParts(made.parts), most: 1)
    let rows = judged.value?.first.map { [$0.header] + $0.rows.map(\.cells) } ?? []
    return (rows, judged.findings.map(\.code), judged.findings.map(\.subject))
  } catch {
    let findings = error.findings("x.xlsx")
    return ([], findings.map(\.code), findings.map(\.subject))
  }
}
