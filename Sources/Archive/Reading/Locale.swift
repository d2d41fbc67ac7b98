import Glibc

/// A UTF-8 locale for one thread at a time, without which libarchive has no words for a name that
/// is not ASCII.
///
/// The locale of the process stays as it is; `setlocale` would change it for all threads. It is made
/// once and kept, since making one takes a lock that all threads wait for, and reads files.
struct UTF8Locale {
  /// The locale's address; 0 where the computer has none.
  private static let made: Int = {
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8", "en_GB.UTF-8"] {
      if let found = unsafe newlocale(LC_CTYPE_MASK, name, nil) {
        return Int(bitPattern: found)
      }
    }
    return 0
  }()

  init() throws(ArchiveError) {
    guard Self.made != 0 else {
      throw .library(act: "open an archive", reason: "this computer has no UTF-8 locale")
    }
  }

  /// Runs a body under the locale and puts the thread's own back.
  func scoped<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let before = unsafe uselocale(locale_t(bitPattern: Self.made))
    defer { unsafe uselocale(before) }
    return try body()
  }
}
