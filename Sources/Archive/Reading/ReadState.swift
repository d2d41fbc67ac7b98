import CArchive
import Glibc

/// What libarchive's callbacks work on: the bytes, and how far they were read.
@safe struct ReadState: ~Copyable {
  let source: ByteSource
  private let view: PlainView
  private let block: UnsafeMutableRawBufferPointer
  private var position = 0
  /// The error number of the first read that the system denied.
  private(set) var denied: Int32?

  init(_ source: consuming ByteSource, _ view: PlainView) {
    // Most packages are a tenth of that; the system takes more trouble over a large block.
    unsafe block = .allocate(byteCount: min(max(source.size, 1), 65_536), alignment: 16)
    self.source = source
    self.view = view
  }

  deinit { unsafe block.deallocate() }

  /// The next block, which stays as it is until the next call; a count of 0 at the end.
  mutating func next() -> (block: UnsafeRawPointer?, count: Int) {
    switch unsafe source.read(at: position, into: block) {
    case .failure(let denial):
      denied = denied ?? denial.code
      return (nil, Int(ARCHIVE_FATAL))
    case .success(let count):
      unsafe view.apply(to: UnsafeMutableRawBufferPointer(rebasing: block[..<count]), at: position)
      position += count
      return unsafe (UnsafeRawPointer(block.baseAddress), count)
    }
  }

  /// Moves as `lseek` does; nil where that is no place in the archive.
  mutating func seek(_ offset: Int, _ whence: Int32) -> Int? {
    let base =
      switch whence {
      case SEEK_SET: 0
      case SEEK_CUR: position
      default: source.size
      }
    let (place, overflow) = base.addingReportingOverflow(offset)
    guard !overflow, (0...source.size).contains(place) else { return nil }
    position = place
    return place
  }

  /// Moves forward and says how far.
  mutating func skip(_ count: Int) -> Int {
    let step = max(0, min(count, source.size - position))
    position += step
    return step
  }
}

/// libarchive's read callback.
func readBytes(
  _: OpaquePointer?, _ state: UnsafeMutableRawPointer?,
  _ block: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let state = unsafe state?.assumingMemoryBound(to: ReadState.self) else {
    return Int(ARCHIVE_FATAL)
  }
  let next = unsafe state.pointee.next()
  unsafe block?.pointee = next.block
  return unsafe next.count
}

/// libarchive's seek callback.
func seekBytes(
  _: OpaquePointer?, _ state: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32
) -> Int64 {
  guard let state = unsafe state?.assumingMemoryBound(to: ReadState.self),
    let place = unsafe state.pointee.seek(Int(offset), whence)
  else { return Int64(ARCHIVE_FATAL) }
  return Int64(place)
}

/// libarchive's skip callback.
func skipBytes(
  _: OpaquePointer?, _ state: UnsafeMutableRawPointer?, _ count: Int64
) -> Int64 {
  guard let state = unsafe state?.assumingMemoryBound(to: ReadState.self) else { return 0 }
  return Int64(unsafe state.pointee.skip(Int(count)))
}
