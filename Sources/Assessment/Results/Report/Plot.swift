/// A plot as inline SVG, drawn with classes alone so that light, dark and paper each have their
/// colours.
struct Plot {
  static let width = 640.0
  /// What is left free for labels and ticks.
  struct Margins {
    var left = 48.0
    var right = 12.0
    var top = 10.0
    var bottom = 44.0
  }

  let width: Double
  let height: Double
  let margins: Margins
  private var parts: [String] = []

  init(height: Double, margins: Margins = Margins(), width: Double = Plot.width) {
    self.width = width
    self.height = height
    self.margins = margins
  }

  /// Values from left to right.
  func across(_ range: ClosedRange<Double>) -> PlotAxis {
    PlotAxis(range: range, from: margins.left, to: width - margins.right)
  }

  /// Values from the bottom up.
  func upwards(_ range: ClosedRange<Double>) -> PlotAxis {
    PlotAxis(range: range, from: height - margins.bottom, to: margins.top)
  }

  mutating func line(_ from: (Double, Double), _ to: (Double, Double), _ name: String) {
    parts.append(
      "<line class=\"\(name)\" x1=\"\(short(from.0))\" y1=\"\(short(from.1))\" "
        + "x2=\"\(short(to.0))\" y2=\"\(short(to.1))\"/>")
  }

  mutating func box(
    _ corner: (Double, Double), _ other: (Double, Double), _ name: String, opacity: Double? = nil
  ) {
    let strength = opacity.map { " fill-opacity=\"\(fixed($0, 2))\"" } ?? ""
    parts.append(
      "<rect class=\"\(name)\" x=\"\(short(min(corner.0, other.0)))\" "
        + "y=\"\(short(min(corner.1, other.1)))\" width=\"\(short(abs(other.0 - corner.0)))\" "
        + "height=\"\(short(abs(other.1 - corner.1)))\"\(strength)/>")
  }

  mutating func dot(_ at: (Double, Double), _ radius: Double, _ name: String) {
    parts.append(
      "<circle class=\"\(name)\" cx=\"\(short(at.0))\" cy=\"\(short(at.1))\" "
        + "r=\"\(short(radius))\"/>")
  }

  /// A line through points.
  mutating func path(_ points: [(Double, Double)], _ name: String) {
    let all = points.map { "\(short($0.0)),\(short($0.1))" }.joined(separator: " ")
    parts.append("<polyline class=\"\(name)\" points=\"\(all)\"/>")
  }

  /// Text; `anchor` is start, middle or end.
  mutating func text(
    _ at: (Double, Double), _ text: String, _ anchor: String = "start", _ name: String = "label"
  ) {
    parts.append(
      "<text class=\"\(name)\" x=\"\(short(at.0))\" y=\"\(short(at.1))\" "
        + "text-anchor=\"\(anchor)\">\(text.inHTML)</text>")
  }

  /// Ticks and lines of an axis along the bottom, and what it counts.
  mutating func bottomAxis(_ axis: PlotAxis, _ title: String, lines: Bool = true) {
    let end = height - margins.bottom
    for tick in axis.ticks {
      let place = axis(tick)
      if lines { line((place, margins.top), (place, end), "grid") }
      text((place, end + 16), tickText(tick), "middle")
    }
    line((margins.left, end), (width - margins.right, end), "axis")
    text(((margins.left + width - margins.right) / 2, height - 6), title, "middle", "title")
  }

  /// Ticks and lines of an axis along the left.
  mutating func leftAxis(_ axis: PlotAxis, _ title: String) {
    for tick in axis.ticks {
      let place = axis(tick)
      line((margins.left, place), (width - margins.right, place), "grid")
      text((margins.left - 6, place + 4), tickText(tick), "end")
    }
    let middle = (margins.top + height - margins.bottom) / 2
    parts.append(
      "<text class=\"title\" text-anchor=\"middle\" "
        + "transform=\"translate(13 \(short(middle))) rotate(-90)\">\(title.inHTML)</text>")
  }

  /// The whole drawing; `id` names it on the page.
  func svg(_ id: String, title: String, told: String) -> String {
    "<svg viewBox=\"0 0 \(short(width)) \(short(height))\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-told\"><title id=\"\(id)-title\">\(title.inHTML)"
      + "</title><desc id=\"\(id)-told\">\(told.inHTML)</desc>\(parts.joined())</svg>"
  }
}

/// Where values stand on a plot.
struct PlotAxis {
  let range: ClosedRange<Double>
  let from: Double
  let to: Double

  func callAsFunction(_ value: Double) -> Double {
    let width = range.upperBound - range.lowerBound
    guard width > 0 else { return (from + to) / 2 }
    return from + (value - range.lowerBound) / width * (to - from)
  }

  /// Round values, about six of them.
  var ticks: [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0 else { return [range.lowerBound] }
    var step = 1.0
    while width / step > 10 { step *= 10 }
    while width / step < 1 { step /= 10 }
    for part in [0.1, 0.2, 0.5, 1] where width / (step * part) <= 8 {
      step *= part
      break
    }
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { tick($0, step) }
  }

  private func tick(_ number: Int, _ step: Double) -> Double {
    (Double(number) * step * 1e6).rounded() / 1e6
  }
}

/// A tick as people write it, with a minus sign that is one.
private func tickText(_ value: Double) -> String {
  (value < 0 ? "\u{2212}" : "") + plainNumber(abs(value))
}

/// A coordinate, to a tenth.
private func short(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  guard tenths % 10 != 0 else { return "\(tenths / 10)" }
  return fixed(value, 1)
}
