/// The marking page, with a sealed pack in it or none.
///
/// The page without a pack asks for one and is otherwise the same.
package func markingPage(title: String, sealed: String = "") -> String {
  page.filled(["title": title.inHTML, "sealed": sealed.inHTML])
}

private let page = WebPage(
  template: "page.html", styles: ["base.css", "page.css"],
  scripts: [
    "elements.js", "opening.js", "keeping.js", "reading.js", "returning.js", "marking.js",
    "phrases.js", "agreed.js", "listing.js", "page.js",
  ],
  allowed: ["img-src data:"])
