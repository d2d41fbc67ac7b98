/// Sizes and place of one entry, which may stand in 32 bits or in the ZIP64 field.
struct EntryNumbers {
  var bytes: Int
  var compressed: Int
  var offset = 0
  /// Where in the extra fields the 64-bit sizes stand, if they do.
  var wideSizes: Int?
}

/// The ZIP64 field (APPNOTE 4.5.3): 64-bit values for those that hold the mark of all ones.
enum Zip64Field {
  static let mark = 0xFFFF_FFFF

  /// Resolves the numbers of a central record; nil where the field is missing, repeated, too long
  /// or says another thing than the record.
  static func central(_ plain: EntryNumbers, disk: Int, _ extra: ExtraFields) -> EntryNumbers? {
    let isMarked = plain.bytes == mark || plain.compressed == mark || plain.offset == mark
    guard isMarked || !extra.fields.isEmpty else { return plain }
    let found = extra.all(ExtraFields.zip64)
    let values = [plain.bytes, plain.compressed, plain.offset]
    let marked = values.indices.filter { values[$0] == mark }
    guard let field = found.first else { return marked.isEmpty ? plain : nil }
    guard found.count == 1 else { return nil }
    let needed = marked.count * 8 + (disk == 0xFFFF ? 4 : 0)
    guard needed > 0 else { return repeats(values, field) ? plain : nil }
    guard field.count == needed else { return nil }
    var resolved = values
    for (place, index) in marked.enumerated() { resolved[index] = field.int64(place * 8) }
    guard disk != 0xFFFF || field.u32(needed - 4) == 0 else { return nil }
    return EntryNumbers(bytes: resolved[0], compressed: resolved[1], offset: resolved[2])
  }

  /// Whether a field that nothing refers to says again what the record says, as some writers have
  /// it.
  private static func repeats(_ values: [Int], _ field: Record) -> Bool {
    guard [0, 16, 24, 28].contains(field.count) else { return false }
    let wide = stride(from: 0, to: field.count - 7, by: 8).map { field.int64($0) }
    return zip(wide, values).allSatisfy { $0 == $1 } && (field.count < 28 || field.u32(24) == 0)
  }

  /// Resolves the sizes of a local header, whose field must hold both.
  static func local(_ plain: EntryNumbers, _ extra: ExtraFields) -> EntryNumbers? {
    let isMarked = plain.bytes == mark || plain.compressed == mark
    guard isMarked || !extra.fields.isEmpty else { return plain }
    let found = extra.fields.filter { $0.id == ExtraFields.zip64 }
    guard let range = found.first?.range, let field = extra.all(ExtraFields.zip64).first else {
      return isMarked ? nil : plain
    }
    guard found.count == 1 else { return nil }
    guard field.count >= 16 else { return isMarked || !field.bytes.isEmpty ? nil : plain }
    let wide = EntryNumbers(bytes: field.int64(0), compressed: field.int64(8))
    // An unmarked size beside a field that holds another one would be two readings.
    guard plain.bytes == mark || plain.bytes == wide.bytes || wide.bytes == 0,
      plain.compressed == mark || plain.compressed == wide.compressed || wide.compressed == 0
    else { return nil }
    return EntryNumbers(
      bytes: plain.bytes == mark ? wide.bytes : plain.bytes,
      compressed: plain.compressed == mark ? wide.compressed : plain.compressed,
      wideSizes: isMarked ? range.lowerBound : nil)
  }
}
