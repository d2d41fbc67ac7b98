/// The contents of all files of a new key folder.
struct NewKeys: Sendable, Secret {
  let signing: [UInt8]
  let signingPublic: [UInt8]
  let office: [UInt8]
  let officePublic: [UInt8]
  let pseudonyms: [UInt8]

  /// Draws the keys of a series and seals its pseudonym secret.
  init(
    series: String, officers: [AgeRecipient], using random: inout some RandomNumberGenerator
  ) throws(KeyError) {
    let comment = "npq \(series)"
    do throws(SignatureError) {
      let key = try SigningKey(using: &random)
      signing = try key.secretText(comment: comment)
      signingPublic = try key.verificationKey.publicText(comment: comment)
    } catch {
      throw .name
    }
    do throws(AgeError) {
      let identity = try AgeIdentity(using: &random)
      let recipient = identity.recipient
      office = Array("# \(comment)\n# public key: \(recipient)\n\(identity.secretText)\n".utf8)
      officePublic = Array("# \(comment)\n\(recipient)\n".utf8)
      let secret = PseudonymSecret(using: &random)
      pseudonyms = try sealed(
        secret.text, for: .recipients(officers.isEmpty ? [recipient] : officers), form: .armoured,
        using: &random)
    } catch {
      throw .notSealed(error)
    }
  }
}
