import Findings
import Foundation

/// The names of what lies in an opened marking pack.
package enum PackFolder {
  /// What the sealed page holds: scripts, mark schemes, and the key that signs returns.
  package static let page = "pack.json"
  /// The marking page, in a pack of plain files.
  package static let start = "START-HERE.html"
  /// The office's signature over what names the whole pack.
  package static let signature = "tagmanifest-sha256.txt.sig"
  package static let workbook = "marks.xlsx"
  /// All scripts in one file, for printing.
  package static let allScripts = "all-scripts.pdf"
  /// The return that left last; what differs from it afterwards is a new revision.
  package static let lastReturn = "last-return.json"
}

extension OpenedPack {
  /// The plain files of the pack, by the names under which they lie in its folder.
  ///
  /// Scripts are text here, and PDF where the page holds them so: the pack holds what they say, not
  /// the files in which they came.
  package func files(page: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    let counts = Dictionary(grouping: scripts, by: \.qualification).mapValues(\.count)
    let limits = Set(papers.map(\.wordLimit))
    let brief = MarkingBrief(
      series: series, pack: pack, assessor: assessor,
      papers: papers.map { ($0.title, $0.questions) }, scripts: counts,
      due: due.flatMap { CivilDate($0) }, deleteBy: deleteBy.flatMap { CivilDate($0) },
      wordLimit: limits.count == 1 ? limits.first ?? nil : nil,
      instructions: instructions, news: (withdrawn, answers), contact: contact)
    var files = [
      (name: PackFolder.page, bytes: page), ("brief.txt", Array(briefText(brief).utf8)),
    ]
    for paper in papers where !paper.caseStudy.isEmpty {
      files.append(("case-study-\(paper.id).txt", text(of: paper.caseStudy)))
    }
    for (place, example) in exemplars.enumerated() {
      files.append(("exemplar-\(place + 1).txt", text(of: example.blocks)))
    }
    for (qualification, scheme) in schemes {
      files.append(("mark-scheme-\(qualification.code).html", Array(rubricPage(scheme).utf8)))
      files.append(("mark-scheme-\(qualification.code).txt", Array(rubricText(scheme).utf8)))
      let codes = scripts.filter { $0.qualification == qualification }.map(\.script)
      files.append(
        (
          markSheetName(for: qualification, of: Set(counts.keys)),
          writeMarkSheet(
            pack: pack, revision: revision, scripts: codes, rubric: scheme.rubric)
        ))
    }
    files.append(
      (
        PackFolder.workbook,
        try writeMarkWorkbook(
          pack: pack, revision: revision, scripts: contents.scripts, schemes: schemes,
          office: contact)
      ))
    for script in scripts {
      files.append(("scripts/\(script.script).txt", text(of: script.blocks)))
      if let pdf = script.pdf { files.append(("scripts/\(script.script).pdf", [UInt8](pdf))) }
    }
    return files
  }

  /// What assessors are told of single scripts.
  private var instructions: [String: String] {
    var told: [String: String] = [:]
    for script in scripts {
      let said = [script.instruction, script.wordLimit.map { "the word limit is \($0)" }]
      let text = said.compactMap { $0 }.joined(separator: "; ")
      if !text.isEmpty { told[script.script.text] = text }
    }
    return told
  }

  private func text(of blocks: [TextBlock]) -> [UInt8] {
    Array((blockLines(blocks, width: 80).joined(separator: "\n") + "\n").utf8)
  }
}

/// Blocks as lines of plain text, none wider than asked where its words allow.
package func blockLines(_ blocks: [TextBlock], width: Int) -> [String] {
  var lines: [String] = []
  for (index, block) in blocks.enumerated() {
    // Items of a list stand together; everything else stands apart.
    let follows = index > 0 && block.kind == "item" && blocks[index - 1].kind == "item"
    if index > 0, !follows { lines.append("") }
    lines += block.lines(width: width)
  }
  return lines
}

extension TextBlock {
  fileprivate func lines(width: Int) -> [String] {
    switch kind {
    case "heading":
      let text = plain
      return wrapped(text, width: width) + [String(repeating: "-", count: min(text.count, width))]
    case "item":
      let indent = String(repeating: "  ", count: (level ?? 0) + 1)
      let mark = number.map { "\($0). " } ?? "- "
      return wrapped(plain, width: max(20, width - indent.count - mark.count)).enumerated()
        .map { line in
          indent + (line.offset == 0 ? mark : String(repeating: " ", count: mark.count))
            + line.element
        }
    case "table":
      return (rows ?? []).flatMap { row -> [String] in
        let cells = row.map { blockLines($0, width: width).joined(separator: " ") }
        return wrapped(cells.joined(separator: " | "), width: width - 2).map { "| " + $0 }
      }
    default: return wrapped(plain, width: width)
    }
  }

  private var plain: String {
    (runs ?? []).map { run in
      if run.limit == true { return " [THE WORD LIMIT FALLS HERE] " }
      if run.picture != nil { return "[picture: \(run.text ?? "")]" }
      return run.text ?? run.missing.map { "[picture that cannot be shown: \($0)]" } ?? ""
    }.joined()
  }
}

/// A text in lines of whole words; a word that is longer than a line is cut.
package func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  let width = max(width, 10)
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    for word in paragraph.split(separator: " ") {
      var word = word
      while word.count > width {
        if !line.isEmpty { lines.append(line) }
        line = ""
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    lines.append(line)
  }
  return lines
}
