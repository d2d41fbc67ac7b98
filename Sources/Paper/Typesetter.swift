import CPango
import Documents

/// A stretch of text that looks the same throughout.
struct TextPiece {
  var text: String
  var isBold = false
  var isItalic = false
  /// Ours, not the writer's.
  var isQuiet = false
}

/// How a text is set.
struct TextStyle {
  var points = 10.5
  var isBold = false
  var isQuiet = false
  /// From one baseline to the next, in sizes of the letters.
  var leading = 1.38
}

/// One line of a set text, in points.
struct SetLine {
  /// Which text, and which of its lines.
  let text: Int
  let line: Int
  /// From the left edge of the text.
  let x: Double
  let width: Double
  /// From the top of the line to its baseline.
  let ascent: Double
  let height: Double
  /// Whether a blank ends it, which is not drawn with it.
  let endsInBlank: Bool
}

/// Sets text with Pango, and keeps what was set until it is drawn.
///
/// Fonts are named by family: the first that the machine has is taken, and for signs that it lacks
/// another that has them.
@safe struct Typesetter: ~Copyable {
  private let context: OpaquePointer
  private var layouts: [OpaquePointer]
  /// A blank, so that whoever has a paragraph read aloud hears words where lines end.
  private let blank: OpaquePointer
  /// Signs for which there is no font.
  private(set) var missingSigns = 0

  private static let families = "Liberation Sans, DejaVu Sans, sans-serif"
  private static let quiet: (UInt16, UInt16, UInt16) = (0x5500, 0x5500, 0x5500)

  init() {
    unsafe layouts = []
    unsafe context = pango_font_map_create_context(pango_cairo_font_map_get_default())
    // Nothing is fitted to pixels: the same text breaks the same way at every size of a screen.
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
    unsafe pango_context_set_round_glyph_positions(context, 0)
    unsafe pango_context_set_language(context, pango_language_from_string("en-GB"))
    unsafe blank = pango_layout_new(context)
    unsafe pango_layout_set_text(blank, " ", 1)
    unsafe Self.setFont(of: blank, points: TextStyle().points)
  }

  deinit {
    unsafe g_object_unref(UnsafeMutableRawPointer(blank))
    unsafe layouts.forEach { unsafe g_object_unref(UnsafeMutableRawPointer($0)) }
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
  }

  /// Sets pieces as one text, in lines no wider than `width`.
  mutating func set(_ pieces: [TextPiece], _ style: TextStyle, width: Double) -> [SetLine] {
    let layout = unsafe pango_layout_new(context)
    guard let layout = unsafe layout else { return [] }
    let text = unsafe layouts.count
    unsafe layouts.append(layout)
    unsafe Self.setFont(of: layout, points: style.points)
    unsafe pango_layout_set_width(layout, Int32(max(width, 1) * Double(PANGO_SCALE)))
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    unsafe give(pieces, style, to: layout)
    missingSigns += Int(unsafe pango_layout_get_unknown_glyphs_count(layout))
    return unsafe lines(of: text, layout, style)
  }

  private static func setFont(of layout: OpaquePointer, points: Double) {
    let font = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(font, families)
    unsafe pango_font_description_set_absolute_size(font, points * Double(PANGO_SCALE))
    unsafe pango_layout_set_font_description(layout, font)
    unsafe pango_font_description_free(font)
  }

  private func give(_ pieces: [TextPiece], _ style: TextStyle, to layout: OpaquePointer) {
    let attributes = unsafe pango_attr_list_new()
    var bytes: [CChar] = []
    for piece in pieces {
      let start = bytes.count
      bytes += piece.text.utf8.map { CChar(bitPattern: $0) }
      let range = UInt32(start)..<UInt32(bytes.count)
      func add(_ attribute: UnsafeMutablePointer<PangoAttribute>?) {
        guard let attribute = unsafe attribute else { return }
        unsafe attribute.pointee.start_index = range.lowerBound
        unsafe attribute.pointee.end_index = range.upperBound
        unsafe pango_attr_list_insert(attributes, attribute)
      }
      if piece.isBold || style.isBold { unsafe add(pango_attr_weight_new(PANGO_WEIGHT_BOLD)) }
      if piece.isItalic { unsafe add(pango_attr_style_new(PANGO_STYLE_ITALIC)) }
      if piece.isQuiet || style.isQuiet {
        unsafe add(pango_attr_foreground_new(Self.quiet.0, Self.quiet.1, Self.quiet.2))
      }
    }
    // A word that is cut is not given a hyphen that nobody wrote.
    unsafe pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pango_layout_set_text(layout, buffer.baseAddress, Int32(buffer.count))
    }
    unsafe pango_layout_set_attributes(layout, attributes)
    unsafe pango_attr_list_unref(attributes)
  }

  private func lines(of text: Int, _ layout: OpaquePointer, _ style: TextStyle) -> [SetLine] {
    let scale = Double(PANGO_SCALE)
    var lines: [SetLine] = []
    let walk = unsafe pango_layout_get_iter(layout)
    defer { unsafe pango_layout_iter_free(walk) }
    repeat {
      var frame = PangoRectangle()
      unsafe pango_layout_iter_get_line_extents(walk, nil, &frame)
      let ascent = Double(unsafe pango_layout_iter_get_baseline(walk) - frame.y) / scale
      let natural = Double(frame.height) / scale
      let height = max(natural, style.points * style.leading)
      lines.append(
        SetLine(
          text: text, line: lines.count, x: Double(frame.x) / scale,
          width: Double(frame.width) / scale, ascent: ascent + (height - natural) / 2,
          height: height, endsInBlank: unsafe Self.endsInBlank(walk, layout)))
    } while unsafe pango_layout_iter_next_line(walk) != 0
    return lines
  }

  private static func endsInBlank(_ walk: OpaquePointer?, _ layout: OpaquePointer) -> Bool {
    guard let line = unsafe pango_layout_iter_get_line_readonly(walk),
      let text = unsafe pango_layout_get_text(layout), unsafe line.pointee.length > 0
    else { return false }
    let last = unsafe line.pointee.start_index + line.pointee.length - 1
    return unsafe text[Int(last)] == CChar(bitPattern: UInt8(ascii: " "))
  }

  /// Draws a line with the left end of its text at `x` and its top at `y`.
  func draw(_ line: SetLine, on surface: borrowing PaperSurface, x: Double, y: Double) {
    let layout = unsafe layouts[line.text]
    guard let drawn = unsafe pango_layout_get_line_readonly(layout, Int32(line.line)) else {
      return
    }
    unsafe surface.draw(drawn, x: x + line.x, y: y + line.ascent)
    if line.endsInBlank, let blank = unsafe pango_layout_get_line_readonly(blank, 0) {
      unsafe surface.draw(blank, x: x + line.x + line.width, y: y + line.ascent)
    }
  }
}
