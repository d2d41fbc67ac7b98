import CXlsxWriter
import Glibc

/// Why a workbook could not be written.
package enum WorkbookError: Error, CustomStringConvertible {
  /// libxlsxwriter's words.
  case library(String)
  case system(String, code: Int32)
  /// A text longer than a cell can hold.
  case tooLong(cell: String)

  package var description: String {
    switch self {
    case .library(let reason): "cannot write a workbook: \(reason)"
    case .system(let act, let code): "cannot \(act) a workbook: error \(code)"
    case .tooLong(let cell): "the text of cell \(cell) is longer than the 32,767 that it can hold"
    }
  }
}

/// A file in memory that has no name in any folder.
struct MemoryFile: ~Copyable {
  /// `MFD_CLOEXEC` of Linux.
  private static let closedOnExec: UInt32 = 1
  let descriptor: Int32

  init() throws(WorkbookError) {
    descriptor = unsafe memfd_create("workbook", Self.closedOnExec)
    guard descriptor >= 0 else { throw .system("make", code: errno) }
  }

  deinit { close(descriptor) }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func bytes() throws(WorkbookError) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, filled in
      while filled < size {
        let rest = unsafe buffer.baseAddress?.advanced(by: filled)
        let count = unsafe pread(descriptor, rest, size - filled, off_t(filled))
        guard count > 0 else {
          failure = count < 0 ? errno : EIO
          return
        }
        filled += count
      }
    }
    guard size > 0, failure == 0 else { throw .system("read back", code: failure) }
    return bytes
  }
}

/// Owns libxlsxwriter's workbook until it is closed.
@safe struct WorkbookHandle: ~Copyable {
  let pointer: UnsafeMutablePointer<lxw_workbook>

  /// A long one holds a row at a time.
  init(path: String, isLong: Bool) throws(WorkbookError) {
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = isLong ? 1 : 0
    guard let made = unsafe workbook_new_opt(path, &options) else { throw .library("no memory") }
    unsafe pointer = made
  }

  deinit { unsafe lxw_workbook_free(pointer) }

  /// Fixes the moment of its making, so that the same sheets give the same bytes.
  func fixTime() {
    var properties = unsafe lxw_doc_properties()
    // 1 January 1980, as in the ZIP around it.
    unsafe properties.created = 315_532_800
    unsafe workbook_set_properties(pointer, &properties)
  }

  /// Writes everything; the workbook is gone afterwards, whether it worked or not.
  consuming func finish() throws(WorkbookError) {
    let pointer = unsafe pointer
    discard self
    try check(unsafe workbook_close(pointer))
  }
}

/// Throws what libxlsxwriter says of a call.
func check(_ code: lxw_error) throws(WorkbookError) {
  guard code != LXW_NO_ERROR else { return }
  let words = unsafe lxw_strerror(code).map { unsafe String(cString: $0) }
  throw .library(words ?? "error \(code.rawValue)")
}
