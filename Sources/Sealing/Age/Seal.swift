/// Seals bytes so that only those named by the lock can open them.
package func sealed(
  _ bytes: [UInt8], for lock: AgeLock, form: AgeForm = .binary,
  using random: inout some RandomNumberGenerator
) throws(AgeError) -> [UInt8] {
  var source = ByteReader(ArraySource(bytes))
  var sink = ArraySink()
  try seal(&source, into: &sink, for: lock, form: form, using: &random)
  return sink.bytes
}

/// Seals a file of any size; the sealed file appears whole or not at all.
package func sealFile(
  at input: String, to output: String, for lock: AgeLock, form: AgeForm = .binary,
  replacing: Bool = false, using random: inout some RandomNumberGenerator
) throws(AgeError) {
  var source = ByteReader(try openSource(input))
  let file = try stage(output)
  do throws(AgeError) {
    var sink = FileSink(file: file)
    try seal(&source, into: &sink, for: lock, form: form, using: &random)
    try keep(file, replacing: replacing)
  } catch {
    file.abandon()
    throw error
  }
}

/// Seals what a source holds into a sink.
func seal(
  _ source: inout ByteReader, into sink: inout some ByteSink, for lock: AgeLock, form: AgeForm,
  using random: inout some RandomNumberGenerator
) throws(AgeError) {
  switch form {
  case .binary: try sealBinary(&source, into: &sink, for: lock, using: &random)
  case .armoured:
    var armour = try ArmourSink(sink)
    try sealBinary(&source, into: &armour, for: lock, using: &random)
    try armour.finish()
    sink = armour.inner
  }
}

private func sealBinary(
  _ source: inout ByteReader, into sink: inout some ByteSink, for lock: AgeLock,
  using random: inout some RandomNumberGenerator
) throws(AgeError) {
  let fileKey = FileKey(using: &random)
  let stanzas = try stanzas(for: lock, sealing: fileKey, using: &random)
  let text = AgeHeader.text(of: stanzas)
  let header = AgeHeader(
    stanzas: stanzas, authenticator: fileKey.authenticator(of: text), authenticated: text)
  let nonce = random.bytes(Payload.nonceLength)
  try sink.write(header.bytes + nonce)
  var payload = Payload(key: fileKey.payloadKey(nonce: nonce))
  try payload.seal(&source, into: &sink)
}

private func stanzas(
  for lock: AgeLock, sealing fileKey: FileKey, using random: inout some RandomNumberGenerator
) throws(AgeError) -> [AgeStanza] {
  switch lock {
  case .passphrase(let passphrase, let workFactor):
    return [
      try ScryptStanza.seal(fileKey, under: passphrase, workFactor: workFactor, using: &random)
    ]
  case .recipients(let recipients):
    guard !recipients.isEmpty else { throw .noRecipients }
    var stanzas: [AgeStanza] = []
    for recipient in recipients {
      stanzas.append(try X25519Stanza.seal(fileKey, for: recipient, using: &random))
    }
    return stanzas
  }
}

func openSource(_ path: String) throws(AgeError) -> FileSource {
  do throws(FileError) { return try FileSource(path: path) } catch { throw .file(error) }
}

func stage(_ path: String) throws(AgeError) -> StagedFile {
  do throws(FileError) { return try StagedFile(for: path) } catch { throw .file(error) }
}

func keep(_ file: StagedFile, replacing: Bool) throws(AgeError) {
  do throws(FileError) { try file.keep(replacing: replacing) } catch { throw .file(error) }
}
