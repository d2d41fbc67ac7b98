/// Drop-downs that are too long to stand with their cells, in which Excel takes 255 characters:
/// they stand on a hidden sheet, a column each.
struct LongLists {
  static let sheet = "lists"
  /// What a cell's own list holds at most, with the commas between its parts; a message, too.
  static let mostCharacters = 255

  let lists: [[String]]

  init(_ sheets: [WorkbookSheet]) {
    var lists: [[String]] = []
    for choices in sheets.flatMap(\.columns).map(\.choices)
    where choices.joined(separator: ",").unicodeScalars.count > Self.mostCharacters {
      if !lists.contains(choices) { lists.append(choices) }
    }
    self.lists = lists
  }

  /// Where the choices stand, as a formula; nil where they are few enough to stand with their cells.
  func formula(of choices: [String]) -> String? {
    lists.firstIndex(of: choices).map { number in
      let column = CellReference.letters(of: number)
      return "=\(Self.sheet)!$\(column)$1:$\(column)$\(choices.count)"
    }
  }

  /// The hidden sheet's rows, from the first.
  var rows: [[WorkbookCell]] {
    (0..<(lists.map(\.count).max() ?? 0)).map { row in
      lists.map { $0.indices.contains(row) ? .text($0[row]) : .text("") }
    }
  }
}
