import Foundation

/// The words under which key files are kept, and how hard they are to try out.
package struct KeyProtection: Sendable {
  package let passphrase: Passphrase
  let workFactor: Int

  /// Protects with a passphrase; trying one out costs 2 to the work factor.
  package init(_ passphrase: Passphrase, workFactor: Int = 18) {
    self.passphrase = passphrase
    self.workFactor = workFactor
  }
}

/// One secret of a key folder: a file as it is, or the same file wrapped under a passphrase.
///
/// Anyone can wrap one later with `age -p -o signing.sec.age signing.sec`.
struct SecretFile: Sendable, Hashable {
  private static let byteLimit = 64 * 1_024

  let plain: String
  var wrapped: String { plain + ".age" }

  /// Writes the secret where none was, readable by its owner alone, and says where.
  func write(
    _ bytes: [UInt8], protection: KeyProtection?, using random: inout some RandomNumberGenerator
  ) throws(KeyError) -> String {
    guard let protection else {
      try writeKeyFile(bytes, to: plain)
      return plain
    }
    let lock = AgeLock.passphrase(protection.passphrase, workFactor: protection.workFactor)
    let text: [UInt8]
    do throws(AgeError) {
      text = try sealed(bytes, for: lock, form: .armoured, using: &random)
    } catch {
      throw .notSealed(error)
    }
    try writeKeyFile(text, to: wrapped)
    return wrapped
  }

  /// Locks the secret under new words, whatever it was under before; the old words open it.
  ///
  /// The locked file is in its place before the plain one goes, and an interruption between the
  /// two is made good by doing the same again.
  func protect(
    _ protection: KeyProtection, from old: Passphrase?,
    using random: inout some RandomNumberGenerator
  ) throws(KeyError) {
    let bytes: [UInt8]
    do throws(KeyError) {
      bytes = isThere(plain) ? try Self.guarded(plain) : try read(passphrase: old)
    } catch {
      guard case .passphraseWrong = error else { throw error }
      _ = try read(passphrase: protection.passphrase)
      return
    }
    let lock = AgeLock.passphrase(protection.passphrase, workFactor: protection.workFactor)
    do throws(AgeError) {
      let text = try sealed(bytes, for: lock, form: .armoured, using: &random)
      do throws(FileError) { try writeNewFile(text, to: wrapped, replacing: true) } catch {
        throw AgeError.file(error)
      }
    } catch {
      if case .file(let error) = error { throw keyError(error) }
      throw .notSealed(error)
    }
    unlink(plain)
  }

  /// Whether the secret is kept under a passphrase.
  func isProtected() throws(KeyError) -> Bool {
    switch (isThere(plain), isThere(wrapped)) {
    case (true, true): throw .twice(path: plain)
    case (true, false): return false
    case (false, true): return true
    case (false, false): throw .missing(path: plain)
    }
  }

  /// The secret, which must be its owner's alone.
  func read(passphrase: Passphrase?) throws(KeyError) -> [UInt8] {
    guard try isProtected() else { return try Self.guarded(plain) }
    let text = try Self.guarded(wrapped)
    guard let passphrase else { throw .passphraseNeeded(path: wrapped) }
    do throws(AgeError) {
      return try unsealed(text, with: AgeKeys(passphrase: passphrase))
    } catch {
      if case .noMatch([ScryptStanza.type]) = error { throw .passphraseWrong(path: wrapped) }
      throw .malformed(path: wrapped, reason: error.description)
    }
  }

  /// The bytes of a file that nobody else may read.
  static func guarded(_ path: String) throws(KeyError) -> [UInt8] {
    let bytes: [UInt8]
    let trespass: KeyError?
    do throws(FileError) {
      let source = try FileSource(path: path)
      trespass = Sealing.trespass(of: try source.status(), path: path, mask: 0o077)
      bytes = trespass == nil ? try source.whole(limit: byteLimit) : []
    } catch {
      throw keyError(error)
    }
    if let trespass { throw trespass }
    return bytes
  }
}

/// Writes a file of a key folder where none was.
func writeKeyFile(_ bytes: [UInt8], to path: String) throws(KeyError) {
  do throws(FileError) { try writeNewFile(bytes, to: path) } catch { throw keyError(error) }
}

/// Whether anything at all stands at the path.
func isThere(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0
}

/// What is wrong with who owns a file and who else may use it.
func trespass(of status: stat, path: String, mask: mode_t) -> KeyError? {
  guard status.st_uid == geteuid() || status.st_uid == 0 else { return .notOwned(path: path) }
  let mode = status.st_mode & 0o7777
  return mode & mask == 0 ? nil : .openToOthers(path: path, mode: UInt16(mode))
}

/// A failure of a file in the words of keys.
func keyError(_ error: FileError) -> KeyError {
  switch error {
  case .exists(let path): .exists(path: path)
  case .system(_, let path, ENOENT): .missing(path: path)
  default: .file(error)
  }
}
