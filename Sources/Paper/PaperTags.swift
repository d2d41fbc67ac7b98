import CPango

/// The elements of a document that are open while its pages are drawn.
struct PaperTags {
  /// Outermost first; what is drawn belongs to the last.
  fileprivate(set) var open: [Tag] = []
  fileprivate var page = 0
  /// What goes on from page to page has a part on each.
  var broken: Set<Tag> = []
  /// The words for each picture, in the order in which they were drawn.
  fileprivate(set) var pictures: [String] = []
}

extension PaperSurface {
  /// Lets what is drawn next be the content of an element: the last on a path from the document.
  mutating func enter(_ path: [Tag], picture words: String? = nil) {
    var path = [Tag.document] + path
    if let leaf = path.last, tags.broken.contains(leaf) {
      path.append(Tag(name: "Span", number: -tags.page))
    }
    let same = zip(tags.open, path).prefix { $0 == $1 }.count
    close(downTo: same)
    for tag in path[same...] { begin(tag) }
    if let words { tags.pictures.append(words) }
  }

  /// Lets what is drawn next be no content: a line, a frame, the head of a page.
  mutating func leave() {
    if tags.open.count > 1 { close(downTo: tags.open.count - 1) }
  }

  /// What is whole on one page ends with it: all but paragraphs that go on, lists and tables.
  mutating func leavePage() {
    leave()
    if let row = tags.open.firstIndex(where: { $0.name == "TR" }) { close(downTo: row) }
    tags.page += 1
  }

  mutating func leaveDocument() { close(downTo: 0) }

  private mutating func close(downTo count: Int) {
    while tags.open.count > count { unsafe cairo_tag_end(context, tags.open.removeLast().name) }
  }

  private mutating func begin(_ tag: Tag) {
    unsafe cairo_tag_begin(context, tag.name, nil)
    tags.open.append(tag)
  }
}
