/// One step through an XML document.
///
/// Names are as the reader's vocabulary spells them: `w:p` for an element of a namespace that the
/// vocabulary calls `w`, `{uri}p` for one that it does not know, `p` for one in no namespace. Each
/// event knows the bytes of the document that it came from, so that a document can be changed in
/// place. An element written `<a/>` ends in an empty range.
package enum MarkupEvent: Sendable, Hashable {
  case start(String, MarkupAttributes, at: Range<Int>)
  case text(String, at: Range<Int>)
  case end(String, at: Range<Int>)
}

/// The attributes of an element, in their order, without namespace declarations.
package struct MarkupAttributes: Sendable, Hashable {
  /// One attribute.
  package struct Item: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  package var items: [Item] = []

  package init() {}

  package subscript(_ name: String) -> String? {
    // Lengths first: they differ for most, and comparing text costs much more.
    let count = name.utf8.count
    for item in items where item.name.utf8.count == count && item.name == name {
      return item.value
    }
    return nil
  }
}
