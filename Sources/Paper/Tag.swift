/// What a stretch of a page is, for those who have it read aloud: an element in the tree of the
/// document (ISO 32000-1, 14.8.4).
struct Tag: Hashable {
  let name: String
  /// No other element of the document has it.
  let number: Int

  static let document = Tag(name: "Document", number: 0)
}

/// Gives each element its number.
struct TagCounter {
  private var last = 0

  mutating func next(_ name: String) -> Tag {
    last += 1
    return Tag(name: name, number: last)
  }
}

/// The lists in which the next item may stand: a list of a deeper level lies in the item before it.
struct OpenLists {
  private var open: [(level: Int, list: Tag, item: [Tag])] = []

  /// Where the mark of an item stands and where its text does, below what holds the list.
  mutating func item(
    level: Int, _ tags: inout TagCounter
  ) -> (label: [Tag], body: [Tag]) {
    while let last = open.last, last.level > level { open.removeLast() }
    if open.last?.level != level { open.append((level, tags.next("L"), [])) }
    let item = tags.next("LI")
    let outer = open.dropLast().flatMap { [$0.list] + $0.item }
    let path = outer + [open[open.count - 1].list, item]
    let body = tags.next("LBody")
    open[open.count - 1].item = [item, body]
    return (path + [tags.next("Lbl")], path + [body])
  }
}

extension [[Slab]] {
  /// The elements that go on from one page to the next.
  var broken: Set<Tag> {
    var (seen, broken) = (Set<Tag>(), Set<Tag>())
    for page in self {
      let here = Set(page.flatMap(\.leaves))
      broken.formUnion(seen.intersection(here))
      seen.formUnion(here)
    }
    return broken
  }
}

extension Slab {
  /// The elements that hold its text.
  fileprivate var leaves: [Tag] {
    if case .row(let row) = content { return row.cells.flatMap { $0.slabs.flatMap(\.leaves) } }
    return path.suffix(1)
  }
}
