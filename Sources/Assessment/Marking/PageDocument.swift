package import Archive
import Foundation
package import Sealing

/// The marking page, with a sealed pack in it or none.
///
/// The page without a pack asks for one and is otherwise the same.
package func markingPage(title: String, sealed: String = "") -> String {
  page.filled(["title": title.inHTML, "sealed": sealed.inHTML])
}

/// The marking page with a sealed pack in it, as bytes: what stands around a pack is put together
/// once for all packs.
package func markingPage(title: String, sealed: SealedText) -> [UInt8] {
  guard around.count == 4 else {
    return Array(markingPage(title: title, sealed: sealed.text).utf8)
  }
  let title = Array(title.inHTML.utf8)
  var page = around[0] + title + around[1] + title + around[2]
  sealed.write(to: &page)
  return page + around[3]
}

/// The page in the parts between which its title stands twice, and the pack.
private let around: [[UInt8]] = page.filled(["title": "\u{1}", "sealed": "\u{1}"])
  .utf8.split(separator: 1, omittingEmptySubsequences: false).map { Array($0) }

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

/// The page of a plain pack, with its content as it was deflated.
package func startPage(of pack: Identifier, _ content: DeflatedFile) -> [UInt8] {
  markingPage(
    title: startTitle(of: pack),
    sealed: SealedText(openDeflated: Data(content.packed), from: content.count))
}

/// Whether a page is the one that we write around a plain pack, however its content is packed.
package func isStartPage(_ page: [UInt8], of pack: Identifier, _ content: [UInt8]) -> Bool {
  guard let open = SealedText.find(in: Data(page)), openContent(of: open) == content else {
    return false
  }
  return Array(markingPage(title: startTitle(of: pack), sealed: open).utf8) == page
}

private func startTitle(of pack: Identifier) -> String { "Marking pack \(pack)" }

/// The pack in a page that lies open; nil where it is sealed, damaged, or too large to be one.
package func openContent(of text: String) -> [UInt8]? {
  switch SealedText.plain(text) {
  case .bytes(let bytes): return [UInt8](bytes)
  case .deflated(let packed, let count):
    guard count <= ArchiveLimits().totalBytes,
      let bytes = inflate(deflated: [UInt8](packed)[...], limit: count), bytes.count == count
    else { return nil }
    return bytes
  case nil: return nil
  }
}
