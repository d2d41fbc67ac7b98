import Documents

/// Something that stands between two places at which a page may end.
struct Slab {
  indirect enum Content {
    /// A line of text, behind what marks an item of a list.
    case line(SetLine, x: Double, leader: (line: SetLine, x: Double, path: [Tag])?)
    case picture(Picture, PictureSize, x: Double, width: Double)
    /// The place of the word limit, with its words.
    case limit(SetLine)
    /// A line across, above notes.
    case rule
    case row(Row)
  }

  /// Cells side by side.
  struct Row {
    struct Cell {
      let x: Double
      let width: Double
      var slabs: [Slab]
    }

    static let padding = 4.0
    var cells: [Cell]

    var height: Double { (cells.map(\.slabs.height).max() ?? 0) + 2 * Self.padding }
  }

  var content: Content
  /// The elements of the document that it stands in, outermost first; none for what is no content.
  var path: [Tag] = []
  var height: Double
  /// What is free above it, unless it stands at the top.
  var before = 0.0
  /// Whether the next one belongs on the same page.
  var keepsNext = false

  init(_ content: Content, _ path: [Tag] = [], height: Double, before: Double = 0) {
    self.content = content
    self.path = path
    self.height = height
    self.before = before
  }

  init(_ row: Row, before: Double = 0) {
    self.init(.row(row), height: row.height, before: before)
  }
}

extension [Slab] {
  var height: Double { reduce(0) { $0 + $1.before + $1.height } - (first?.before ?? 0) }
}

/// Slabs that are still to be placed.
struct SlabQueue {
  private var slabs: [Slab]
  private var next = 0

  init(_ slabs: [Slab]) { self.slabs = slabs }

  var isEmpty: Bool { next == slabs.count }
  var rest: [Slab] { Array(slabs[next...]) }

  /// Takes what fits into a height, one slab at least where `force` says so.
  mutating func take(_ height: Double, force: Bool) -> [Slab] {
    var taken: [Slab] = []
    var used = 0.0
    while next < slabs.count {
      let chain = chainEnd
      let gap = taken.isEmpty ? 0 : slabs[next].before
      let free = height - used - gap
      let need = Array(slabs[next...chain]).height
      if need <= free {
        taken += slabs[next...chain]
        used += gap + need
        next = chain + 1
        continue
      }
      let mustTake = force && taken.isEmpty
      if chain == next, mustTake || (need > height * 0.4 && free > height * 0.25),
        let top = splitRow(free, force: mustTake)
      {
        return taken + [top]
      }
      guard mustTake else { return taken }
      // What belongs together is higher than a page: it is taken apart.
      taken.append(slabs[next])
      used += slabs[next].height
      next += 1
    }
    return taken
  }

  /// The last of those that belong on one page with the next one.
  private var chainEnd: Int {
    var end = next
    while end + 1 < slabs.count, slabs[end].keepsNext { end += 1 }
    return end
  }

  /// Cuts the upper part off a row; nil where the next one is no row, or nothing of it fits.
  private mutating func splitRow(_ height: Double, force: Bool) -> Slab? {
    guard case .row(var row) = slabs[next].content else { return nil }
    let inside = height - 2 * Slab.Row.padding
    var top = row
    for index in row.cells.indices {
      var queue = SlabQueue(row.cells[index].slabs)
      top.cells[index].slabs = queue.take(inside, force: force)
      row.cells[index].slabs = queue.rest
    }
    guard top.cells.contains(where: { !$0.slabs.isEmpty }) else { return nil }
    let before = slabs[next].before
    if row.cells.allSatisfy(\.slabs.isEmpty) {
      next += 1
    } else {
      slabs[next] = Slab(row)
    }
    return Slab(top, before: before)
  }
}
