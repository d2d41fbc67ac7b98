import CArchive

/// What libarchive answers to any call.
enum Status {
  case done
  case end
  /// Anything else; the reason is libarchive's own text.
  case failed(reason: String)

  /// The one place where its codes are read.
  ///
  /// A warning is a failure: it is all that libarchive says of a wrong checksum. A retry is one
  /// too, for nothing that we ask can succeed on a second try.
  init(_ code: some BinaryInteger, _ archive: OpaquePointer) {
    switch Int32(clamping: code) {
    case ARCHIVE_OK: self = .done
    case ARCHIVE_EOF: self = .end
    case ARCHIVE_RETRY, ARCHIVE_WARN, ARCHIVE_FAILED, ARCHIVE_FATAL:
      self = unsafe .failed(reason: Self.reason(archive))
    case let other:
      let reason = unsafe Self.reason(archive)
      self = .failed(reason: "unknown status \(other): \(reason)")
    }
  }

  private static func reason(_ archive: OpaquePointer) -> String {
    guard let text = unsafe archive_error_string(archive) else { return "no reason given" }
    return unsafe String(cString: text)
  }
}
