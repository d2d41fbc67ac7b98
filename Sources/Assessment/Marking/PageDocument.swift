import Foundation
import Sealing

/// The marking page, with a sealed pack in it or none.
///
/// The page without a pack asks for one and is otherwise the same.
package func markingPage(title: String, sealed: String = "") -> String {
  page.filled(["title": title.inHTML, "sealed": sealed.inHTML])
}

private let page = WebPage(
  template: "page.html", styles: ["base.css", "page.css"],
  scripts: [
    "elements.js", "decoding.js", "container.js", "entries.js", "entry-names.js", "inflating.js",
    "markup.js", "opening.js", "keeping.js", "reading.js", "returning.js", "merging.js",
    "packs.js", "workbook-reading.js", "sheets.js", "taking.js", "saving.js", "marking.js",
    "phrases.js", "agreed.js", "printing.js", "joining.js", "listing.js", "keys.js", "desk.js",
    "page.js",
  ],
  // One name, since a workbook is read with the browser's XML parser; nothing of it is shown as
  // markup.
  allowed: ["img-src data:", "trusted-types npq-xml"])

/// The page of a plain pack.
package func startPage(of pack: Identifier, _ content: [UInt8]) -> [UInt8] {
  let open = SealedText(open: Data(content))
  return Array(markingPage(title: "Marking pack \(pack)", sealed: open.text).utf8)
}
