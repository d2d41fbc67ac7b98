/// Matches a name in a `switch`, by its length before anything else.
///
/// The readers of XML hold each of thousands of names against dozens of words; the comparison that
/// Swift would choose knows about canonical equivalence and costs ten times as much, and no two of
/// these names are equivalent without being the same bytes.
@inline(__always)
func ~= (pattern: String, name: String) -> Bool {
  pattern.utf8.count == name.utf8.count && pattern == name
}
