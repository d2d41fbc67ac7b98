import Documents

/// A page of A4, with a right margin wide enough to write in.
///
/// Everything is in points.
enum Page {
  static let paper = (width: 595.0, height: 842.0)
  private static let left = 62.0
  private static let right = 130.0
  private static let top = 58.0
  private static let bottom = 48.0
  static let width = paper.width - left - right
  /// With the margin.
  static let widest = paper.width - 2 * left
  static let height = paper.height - top - bottom

  /// Sets a script and writes it as a PDF; nil where that failed.
  static func write(_ script: PaperScript, to path: String, place: Int) -> PaperAnswer? {
    var flow = Flow(limit: script.limit)
    var slabs: [Slab] = []
    for notice in script.notices { slabs += flow.notice(notice, width: width) }
    slabs += flow.slabs(of: script.blocks, width: width)
    var queue = SlabQueue(slabs)
    var pages: [[Slab]] = []
    while !queue.isEmpty { pages.append(queue.take(height, force: true)) }
    if pages.isEmpty { pages = [[]] }
    guard
      var surface = PaperSurface(
        path: path, title: script.head, width: paper.width, height: paper.height)
    else { return nil }
    surface.tags.broken = pages.broken
    var unread = 0
    for (number, page) in pages.enumerated() {
      if let head = script.head {
        let line = headLine(head, number + 1, of: pages.count, &flow)
        flow.setter.draw(line, on: surface, x: left, y: 26)
        surface.rule(from: left, to: paper.width - left, y: 42, thickness: 0.6, grey: 0.4)
      }
      unread += draw(page, flow.setter, on: &surface, x: left, y: top)
      surface.endPage()
    }
    guard surface.finish() else { return nil }
    return PaperAnswer(
      place: place, pages: pages.count, missingSigns: flow.setter.missingSigns,
      missingPictures: flow.missingPictures + unread)
  }

  /// Writes pages of given sizes with nothing but their heads, and the place of the word limit.
  static func write(
    heads head: String, _ sizes: [PaperSheet.PageSize], _ limit: PaperSheet.LimitMark?,
    to path: String, place: Int
  ) -> PaperAnswer? {
    var flow = Flow(limit: "")
    guard let first = sizes.first,
      var surface = PaperSurface(
        path: path, width: Double(first.width) / 1_000, height: Double(first.height) / 1_000)
    else { return nil }
    for (number, size) in sizes.enumerated() {
      let (width, height) = (Double(size.width) / 1_000, Double(size.height) / 1_000)
      surface.setSize(width: width, height: height)
      let mark = limit.flatMap { $0.page == number ? $0 : nil }
      if let mark { draw(mark, on: surface, width: width) }
      let line = headLine(
        head, number + 1, of: sizes.count, &flow, mark.map { " · \u{258D} \($0.words)" } ?? "")
      // Above the writer's own head, and over whatever stands there.
      let x = max(4, min(left, width - line.width - 16))
      surface.fill(x: x - 4, y: 10, width: line.width + 8, height: line.height + 2)
      flow.setter.draw(line, on: surface, x: x, y: 11)
      surface.endPage()
    }
    guard surface.finish() else { return nil }
    return PaperAnswer(place: place, pages: sizes.count, missingSigns: 0, missingPictures: 0)
  }

  /// A bar before the first word over the limit, and a line in both margins.
  private static func draw(
    _ limit: PaperSheet.LimitMark, on surface: borrowing PaperSurface, width: Double
  ) {
    let (y, height) = (Double(limit.y) / 1_000, Double(limit.height) / 1_000)
    surface.fill(x: Double(limit.x) / 1_000 - 2, y: y, width: 1.6, height: height, grey: 0)
    let (left, right) = (Double(limit.left) / 1_000, Double(limit.right) / 1_000)
    if left > 24 { surface.rule(from: 8, to: left - 6, y: y, thickness: 1.2) }
    if right < width - 24 { surface.rule(from: right + 6, to: width - 8, y: y, thickness: 1.2) }
  }

  private static func headLine(
    _ head: String, _ number: Int, of count: Int, _ flow: inout Flow, _ more: String = ""
  ) -> SetLine {
    let text = "\(head) · page \(number) of \(count)\(more)"
    return flow.setter.set([TextPiece(text: text)], TextStyle(points: 9), width: 10_000)[0]
  }

  /// Draws slabs below each other; answers how many pictures could not be read.
  private static func draw(
    _ slabs: [Slab], _ setter: borrowing Typesetter, on surface: inout PaperSurface, x: Double,
    y: Double
  ) -> Int {
    var (y, unread) = (y, 0)
    for (number, slab) in slabs.enumerated() {
      if number > 0 { y += slab.before }
      unread += draw(slab, setter, on: &surface, x: x, y: y)
      y += slab.height
    }
    return unread
  }

  private static func draw(
    _ slab: Slab, _ setter: borrowing Typesetter, on surface: inout PaperSurface, x: Double,
    y: Double
  ) -> Int {
    switch slab.content {
    case .line(let line, let at, let leader):
      if let leader {
        surface.enter(leader.path)
        setter.draw(leader.line, on: surface, x: x + leader.x, y: y)
      }
      surface.enter(slab.path)
      setter.draw(line, on: surface, x: x + at, y: y)
    case .limit(let line):
      surface.leave()
      surface.rule(from: x, to: x + width, y: y + 1, thickness: 1.5)
      surface.enter(slab.path)
      setter.draw(line, on: surface, x: x, y: y + 3)
    case .rule:
      surface.leave()
      surface.rule(from: x, to: x + width, y: y + 0.5, thickness: 0.5, grey: 0.4)
    case .picture(let picture, let size, let at, let wide):
      surface.enter(slab.path, picture: picture.words)
      let isDrawn = surface.draw(
        picture, size, x: x + at, y: y, width: wide, height: slab.height)
      if !isDrawn { surface.frame(x: x + at, y: y, width: wide, height: slab.height) }
      return isDrawn ? 0 : 1
    case .row(let row):
      return row.cells.reduce(0) { unread, cell in
        surface.leave()
        surface.frame(x: x + cell.x, y: y, width: cell.width, height: slab.height)
        return unread
          + draw(
            cell.slabs, setter, on: &surface, x: x + cell.x + Slab.Row.padding,
            y: y + Slab.Row.padding)
      }
    }
    return 0
  }
}

extension Picture {
  /// What is read aloud in its place.
  fileprivate var words: String {
    description.isEmpty ? "a picture that nothing is said of" : description
  }
}
