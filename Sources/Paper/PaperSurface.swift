import CPango
import Documents
import Foundation
import Glibc

/// A PDF that is drawn page by page with cairo.
///
/// The day of its making stands in it: whoever takes the file over puts that of every copy there.
/// (Set by hand it has the form of no date in cairo 1.16.)
@safe struct PaperSurface: ~Copyable {
  private let surface: OpaquePointer
  let context: OpaquePointer
  private let path: String
  /// What of the document is being drawn.
  var tags = PaperTags()

  init?(path: String, title: String? = nil, width: Double, height: Double) {
    guard let surface = unsafe cairo_pdf_surface_create(path, width, height),
      unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let context = unsafe cairo_create(surface)
    else { return nil }
    unsafe (self.surface, self.context) = (surface, context)
    self.path = path
    // The page joins these files, and reads tables of objects as this version has them.
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
    if let title {
      unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    }
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// The size of the pages from here on.
  func setSize(width: Double, height: Double) {
    unsafe cairo_pdf_surface_set_size(surface, width, height)
  }

  mutating func endPage() {
    leavePage()
    unsafe cairo_show_page(context)
  }

  /// Writes what is left; false where something could not be drawn or written.
  mutating func finish() -> Bool {
    let isTagged = !tags.open.isEmpty
    leaveDocument()
    unsafe cairo_surface_finish(surface)
    return unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
      && cairo_status(context) == CAIRO_STATUS_SUCCESS && (!isTagged || complete())
  }

  /// Puts into the file what cairo has no words for.
  private func complete() -> Bool {
    let file = URL(filePath: path)
    guard let data = try? Data(contentsOf: file), let drawn = TaggedFile(Array(data)) else {
      return false
    }
    let whole = drawn.telling(language: "en-GB", pictures: tags.pictures)
    return (try? Data(whole).write(to: file)) != nil
  }

  func draw(_ line: UnsafeMutablePointer<PangoLayoutLine>, x: Double, y: Double) {
    ink(0)
    unsafe cairo_move_to(context, x, y)
    unsafe pango_cairo_show_layout_line(context, line)
  }

  func rule(from x: Double, to end: Double, y: Double, thickness: Double, grey: Double = 0) {
    ink(grey)
    unsafe cairo_set_line_width(context, thickness)
    unsafe cairo_move_to(context, x, y)
    unsafe cairo_line_to(context, end, y)
    unsafe cairo_stroke(context)
  }

  func frame(x: Double, y: Double, width: Double, height: Double) {
    ink(0.5)
    unsafe cairo_set_line_width(context, 0.5)
    unsafe cairo_rectangle(context, x, y, width, height)
    unsafe cairo_stroke(context)
  }

  /// Covers what lies under a rectangle, white where nothing else is said.
  func fill(x: Double, y: Double, width: Double, height: Double, grey: Double = 1) {
    ink(grey)
    unsafe cairo_rectangle(context, x, y, width, height)
    unsafe cairo_fill(context)
  }

  private func ink(_ grey: Double) { unsafe cairo_set_source_rgb(context, grey, grey, grey) }
}

extension PaperSurface {
  /// Draws a picture into a rectangle; false where it cannot be read.
  func draw(
    _ picture: Picture, _ size: PictureSize, x: Double, y: Double, width: Double, height: Double
  ) -> Bool {
    let drawn =
      switch picture.kind {
      case .png: unsafe Self.decoded(picture.bytes, size, for: width)
      case .jpeg: unsafe Self.undecoded(picture.bytes, size)
      }
    guard let drawn = unsafe drawn else { return false }
    defer { unsafe cairo_surface_destroy(drawn) }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, x, y)
    unsafe cairo_scale(
      context, width / Double(cairo_image_surface_get_width(drawn)),
      height / Double(cairo_image_surface_get_height(drawn)))
    unsafe cairo_set_source_surface(context, drawn, 0, 0)
    unsafe cairo_paint(context)
    unsafe cairo_restore(context)
    return true
  }

  /// A PNG, with no more dots than paper shows.
  private static func decoded(
    _ bytes: [UInt8], _ size: PictureSize, for width: Double
  ) -> OpaquePointer? {
    var source = PictureSource(bytes: bytes[...])
    let read = unsafe withUnsafeMutablePointer(to: &source) { source in
      unsafe cairo_image_surface_create_from_png_stream(readPicture, source)
    }
    guard let whole = unsafe read else { return nil }
    guard unsafe cairo_surface_status(whole) == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_surface_destroy(whole)
      return nil
    }
    let dots = width / 72 * 200
    guard Double(size.width) > dots * 1.5 else { return unsafe whole }
    defer { unsafe cairo_surface_destroy(whole) }
    let scale = dots / Double(size.width)
    let small = unsafe cairo_surface_create_similar_image(
      whole, cairo_image_surface_get_format(whole), Int32(max(1, dots)),
      Int32(max(1, Double(size.height) * scale)))
    let drawing = unsafe cairo_create(small)
    unsafe cairo_scale(drawing, scale, scale)
    unsafe cairo_set_source_surface(drawing, whole, 0, 0)
    unsafe cairo_pattern_set_filter(cairo_get_source(drawing), CAIRO_FILTER_GOOD)
    unsafe cairo_paint(drawing)
    unsafe cairo_destroy(drawing)
    return unsafe small
  }

  /// A JPEG, which a PDF holds as it is: nothing of it is decoded here.
  private static func undecoded(_ bytes: [UInt8], _ size: PictureSize) -> OpaquePointer? {
    guard
      let blank = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(size.width), Int32(size.height)),
      let copy = unsafe malloc(bytes.count)
    else { return nil }
    unsafe bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe copy.copyMemory(from: start, byteCount: source.count)
    }
    let status = unsafe cairo_surface_set_mime_data(
      blank, "image/jpeg", copy.assumingMemoryBound(to: UInt8.self), UInt(bytes.count),
      { unsafe free($0) }, copy)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe free(copy)
      unsafe cairo_surface_destroy(blank)
      return nil
    }
    return unsafe blank
  }
}

/// What is still to be read of a picture.
private struct PictureSource {
  var bytes: ArraySlice<UInt8>
}

/// Gives cairo the next bytes of a `PictureSource`.
private let readPicture: cairo_read_func_t = { closure, target, length in
  guard let closure = unsafe closure, let target = unsafe target else {
    return CAIRO_STATUS_READ_ERROR
  }
  let source = unsafe closure.assumingMemoryBound(to: PictureSource.self)
  let wanted = Int(length)
  guard unsafe source.pointee.bytes.count >= wanted else { return CAIRO_STATUS_READ_ERROR }
  for (place, byte) in unsafe source.pointee.bytes.prefix(wanted).enumerated() {
    unsafe target[place] = byte
  }
  unsafe source.pointee.bytes.removeFirst(wanted)
  return CAIRO_STATUS_SUCCESS
}
