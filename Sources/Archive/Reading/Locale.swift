import Glibc

/// A UTF-8 locale for one thread at a time, without which libarchive has no words for a name that
/// is not ASCII.
///
/// The locale of the process stays as it is; `setlocale` would change it for all threads.
@safe struct UTF8Locale: ~Copyable {
  private let locale: locale_t

  init() throws(ArchiveError) {
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8", "en_GB.UTF-8"] {
      if let found = unsafe newlocale(LC_CTYPE_MASK, name, nil) {
        unsafe locale = found
        return
      }
    }
    throw .library(act: "open an archive", reason: "this computer has no UTF-8 locale")
  }

  deinit { unsafe freelocale(locale) }

  /// Runs a body under the locale and puts the thread's own back.
  func scoped<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let before = unsafe uselocale(locale)
    defer { unsafe uselocale(before) }
    return try body()
  }
}
