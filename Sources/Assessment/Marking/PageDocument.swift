/// The marking page, with a sealed pack in it or none.
///
/// The page without a pack asks for one and is otherwise the same.
package func markingPage(title: String, sealed: String = "") -> String {
  assemblePage(
    markingPageFiles, values: ["title": title.inHTML, "sealed": sealed.inHTML])
}

/// The page's scripts in the order in which they stand; each uses what comes before it.
private let markingPageFiles = PageFiles(
  frame: "page.html", styles: ["base.css", "page.css"],
  scripts: [
    "opening.js", "keeping.js", "reading.js", "returning.js", "marking.js", "phrases.js",
    "listing.js", "page.js",
  ],
  allowed: ["img-src data:"])
