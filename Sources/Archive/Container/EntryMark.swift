/// What an entry says of the computer that it was packed on; none of it belongs to the file.
package enum EntryMark: String, Sendable, Hashable, CaseIterable, Comparable {
  /// When the file was last changed, in the record or in an extra field.
  case times
  /// The number of a user or a group.
  case owners
  /// Fields that we do not read.
  case extraFields = "extra fields"
  case comments

  package static func < (one: EntryMark, other: EntryMark) -> Bool {
    one.rawValue < other.rawValue
  }
}

extension Member {
  /// 1 January 1980, the first day that a ZIP can name, which programs write that name none.
  private static let firstDay: UInt32 = 0x0021_0000

  /// Extra fields that say nothing of anyone: large sizes, names in Unicode, padding.
  private static let silent: Set<Int> = [
    0x0000, ExtraFields.zip64, ExtraFields.unicodePath, 0x6375, 0xCAFE, 0xD935, 0xA220, 0xA11E,
  ]
  private static let clocks: Set<Int> = [0x000A, 0x5455, 0x5855]
  private static let users: Set<Int> = [0x7855, 0x7875]

  /// What the record of the directory says beyond the file itself.
  var marks: Set<EntryMark> {
    var marks: Set<EntryMark> = []
    if time != 0, time & 0xFFFF_0000 != Self.firstDay { marks.insert(.times) }
    if comment > 0 { marks.insert(.comments) }
    guard let extra else { return marks }
    for (id, _) in extra.fields where !Self.silent.contains(id) {
      // A field of zeros, as our own archives have it, names nobody.
      guard extra.all(id).contains(where: { $0.saysSomething(as: id) }) else { continue }
      if Self.clocks.contains(id) {
        marks.insert(.times)
      } else {
        marks.insert(Self.users.contains(id) ? .owners : .extraFields)
      }
    }
    return marks
  }
}

extension Record {
  /// Whether an extra field holds more than zeros behind its version, flags and lengths.
  fileprivate func saysSomething(as id: Int) -> Bool {
    switch id {
    case 0x5455: slice(from: min(count, 1)).contains { $0 != 0 }
    // Version, then twice a length and that many bytes.
    case 0x7875:
      count >= 7 && (slice(2, 4).contains { $0 != 0 } || slice(from: 7).contains { $0 != 0 })
    default: bytes.contains { $0 != 0 }
    }
  }
}
