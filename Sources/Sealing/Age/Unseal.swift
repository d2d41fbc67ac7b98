/// Opens sealed bytes with the keys at hand; nothing comes out unless all of it is sound.
///
/// Without a form, the first byte tells whether the bytes are armoured.
package func unsealed(
  _ bytes: [UInt8], with keys: AgeKeys, form: AgeForm? = nil
) throws(AgeError) -> [UInt8] {
  var sink = ArraySink()
  try unseal(ByteReader(ArraySource(bytes)), into: &sink, with: keys, form: form)
  return sink.bytes
}

/// Opens a sealed file of any size; what was in it appears whole or not at all.
package func unsealFile(
  at input: String, to output: String, with keys: AgeKeys, form: AgeForm? = nil,
  replacing: Bool = false
) throws(AgeError) {
  let source = ByteReader(try openSource(input))
  let file = try stage(output)
  do throws(AgeError) {
    var sink = FileSink(file: file)
    try unseal(source, into: &sink, with: keys, form: form)
    try keep(file, replacing: replacing)
  } catch {
    file.abandon()
    throw error
  }
}

/// Opens what a source holds into a sink, which has the sound chunks before a flaw.
func unseal(
  _ source: ByteReader, into sink: inout some ByteSink, with keys: AgeKeys, form: AgeForm?
) throws(AgeError) {
  var source = source
  var form = form
  if form == nil { form = try told(by: &source) }
  if form == .armoured { source = ByteReader(ArmourSource(source)) }
  let header = try AgeHeaderReader.header(from: &source)
  let fileKey = try fileKey(of: header, with: keys)
  guard fileKey.vouches(for: header) else { throw .changedHeader }
  let nonce = try source.read(upTo: Payload.nonceLength)
  guard nonce.count == Payload.nonceLength else { throw .header("it ends too early") }
  var payload = Payload(key: fileKey.payloadKey(nonce: nonce))
  try payload.open(&source, into: &sink)
}

/// The form that the first byte tells: armour begins with a dash or with white space.
private func told(by source: inout ByteReader) throws(AgeError) -> AgeForm {
  guard let first = try source.peek() else { return .binary }
  return first == UInt8(ascii: "-") || Armour.isWhitespace(first) ? .armoured : .binary
}

/// Finds the stanza that one of the keys opens; every known stanza must be well formed.
private func fileKey(of header: AgeHeader, with keys: AgeKeys) throws(AgeError) -> FileKey {
  var shares: [X25519Stanza] = []
  for stanza in header.stanzas {
    switch stanza.type {
    case X25519Stanza.type: shares.append(try X25519Stanza(stanza))
    case ScryptStanza.type:
      guard header.stanzas.count == 1 else {
        throw .header("a passphrase must stand alone in it")
      }
      let sealed = try ScryptStanza(stanza)
      if let passphrase = keys.passphrase,
        let fileKey = try sealed.open(
          with: passphrase, maximumWorkFactor: keys.maximumWorkFactor)
      {
        return fileKey
      }
    default: break
    }
  }
  for share in shares {
    for identity in keys.identities {
      if let fileKey = try share.open(with: identity) { return fileKey }
    }
  }
  throw .noMatch(types: types(of: header))
}

/// The types of recipients in a header, each once, and no more of them than a message can hold.
private func types(of header: AgeHeader) -> [String] {
  var types: [String] = []
  for stanza in header.stanzas where !types.contains(stanza.type) && types.count < 5 {
    types.append(String(stanza.type.prefix(32)))
  }
  return types
}
