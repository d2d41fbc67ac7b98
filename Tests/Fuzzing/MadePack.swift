import Crypto

@testable import Assessment
@testable import Sealing
@testable import Sheets

/// A marking pack of three scripts, the same in every run.
enum MadePack {
  static let rubric = try? Rubric.embedded(.npqlt)

  static let scripts: [ScriptCode] = ["a", "b", "c"].compactMap { participant in
    guard let assessment = Identifier("spring"), let participant = Identifier(participant) else {
      return nil
    }
    return ScriptCode(
      assessment: assessment, participant: participant, attempt: 1,
      secret: Array(repeating: 7, count: 32))
  }

  static let contents: PackContents? = {
    guard let pack = Identifier("A1-1"), let assessor = Identifier("A1"), let rubric,
      let marked = try? PackRubric(rubric)
    else { return nil }
    var contents = PackContents(
      pack: pack, assessor: assessor,
      scripts: Dictionary(scripts.map { ($0, Qualification.npqlt) }) { first, _ in first },
      rubrics: [.npqlt: marked])
    contents.digest = Digest(of: [1])
    return contents
  }()

  /// What the page saves when two scripts are marked.
  static var answer: String {
    guard let contents, let rubric, let scheme = contents.rubrics[.npqlt]?.digest else { return "" }
    let marks = rubric.criteria.map { "\"\($0.id)\":\($0.levels[0].marks)" }
    return """
      {"return":1,"tool":"marking page 1","pack":"A1-1","packDigest":"\(Digest(of: [1]))",\
      "revision":1,"assessor":"A1","exported":"2027-04-01T10:00:00Z","finished":false,\
      "schemes":{"NPQLT":"\(scheme)"},"rows":[
      {"script":"\(scripts[0])","revision":2,"marks":{\(marks.joined(separator: ","))},\
      "comments":{"\(rubric.criteria[0].id)":"\u{DC}nd \\u260e \\"so\\"\\n=1"},"comment":"All",\
      "note":"","flags":["welfare","alike \(scripts[1])"],"later":true},
      {"script":"\(scripts[2])","revision":0}
      ]}

      """
  }

  /// A sheet in which the first script is marked.
  static var sheet: [UInt8] {
    guard let contents, let rubric, let marked = contents.rubrics[.npqlt] else { return [] }
    let marks = rubric.criteria.map { ($0.id, $0.levels[0].marks) }
    let row = ScriptMarks(
      script: scripts[0], assessor: contents.assessor, pack: contents.pack, revision: 1,
      rubric: marked.digest, marks: Dictionary(marks) { first, _ in first },
      comments: [rubric.criteria[0].id: "clear, and \"well\" argued"], comment: "=good",
      flags: [ScriptFlag("query")].compactMap { $0 })
    return writeMarkSheet(
      pack: contents.pack, revision: 1, scripts: scripts, rubric: rubric, recorded: [row])
  }
}

/// Keys that are the same in every run and open nothing of anyone's.
enum MadeKeys {
  /// Counts upwards; for tests alone.
  struct Count: RandomNumberGenerator {
    var state: UInt64 = 1

    mutating func next() -> UInt64 {
      state &*= 0x9E37_79B9_7F4A_7C15
      return state
    }
  }

  static let identity: AgeIdentity? = {
    var count = Count()
    return try? AgeIdentity(using: &count)
  }()

  static var sealedFiles: [[UInt8]] {
    var count = Count()
    guard let identity, let passphrase = Passphrase("of no use") else { return [] }
    let locks: [AgeLock] = [
      .recipients([identity.recipient]), .passphrase(passphrase, workFactor: 2),
    ]
    let files = locks.flatMap { lock in
      AgeForm.allCases.map { form in
        (try? sealed(Array("some words".utf8), for: lock, form: form, using: &count)) ?? []
      }
    }
    return files + [Array("# of nobody\n\(identity.recipient)\n".utf8)]
      + [Array("# of nobody\n\(identity.secretText)\n".utf8)]
  }

  static var signatures: [[UInt8]] {
    var count = Count()
    guard let key = try? SigningKey(using: &count),
      let signature = try? sign(Array("words".utf8), with: key, comment: "verify with npq.pub"),
      let secret = try? key.secretText(comment: "npq")
    else { return [] }
    let open = try? key.verificationKey.publicText(comment: "npq")
    return [Array(signature.utf8), secret, open ?? []]
  }
}
