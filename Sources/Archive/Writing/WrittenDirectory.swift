/// The directory of a ZIP that is written, and the records at its end (APPNOTE 4.3.12 to 4.3.16).
struct WrittenDirectory {
  private var records: [UInt8] = []
  private var count = 0

  mutating func add(_ entry: WrittenEntry) {
    records += entry.central
    count += 1
  }

  /// All that stands behind the last entry.
  func end(at place: Int) -> [UInt8] {
    var end = records
    let isWide = count >= 0xFFFF || place + records.count >= Zip64Field.mark
    if isWide { putWideEnd(at: place, to: &end) }
    end.put(EndRecord.signature, 4)
    end.put(0, 4)
    for _ in 0..<2 { end.put(min(count, 0xFFFF), 2) }
    end.put(min(records.count, Zip64Field.mark), 4)
    end.put(min(place, Zip64Field.mark), 4)
    end.put(0, 2)
    return end
  }

  /// The end record in 64 bits, and its locator.
  private func putWideEnd(at place: Int, to end: inout [UInt8]) {
    end.put(EndRecord64.signature, 4)
    end.put(44, 8)
    end.put(0x0300 | WrittenEntry.wideVersion, 2)
    end.put(WrittenEntry.wideVersion, 2)
    end.put(0, 8)
    for value in [count, count, records.count, place] { end.put(value, 8) }
    end.put(EndRecord64.locatorSignature, 4)
    end.put(0, 4)
    end.put(place + records.count, 8)
    end.put(1, 4)
  }
}
