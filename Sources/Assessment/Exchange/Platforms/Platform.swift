/// A system from which responses are exported.
package enum Platform: String, Sendable, Hashable, Codable, CaseIterable {
  case moodle, canvas, brightspace, blackboard, sakai
  /// A form whose answers were typed into boxes, as a table with a column for each question.
  case answers = "csv"

  /// What people call it.
  package var title: String {
    switch self {
    case .moodle: "Moodle"
    case .canvas: "Canvas"
    case .brightspace: "Brightspace"
    case .blackboard: "Blackboard"
    case .sakai: "Sakai"
    case .answers: "the provider's form"
    }
  }
}

/// A person as a platform names them; what it does not say is nil.
package struct PlatformPerson: Sendable, Hashable {
  /// The platform's own number of the person.
  package var number: String?
  package var login: String?
  package var email: String?
  /// Numbers that the provider gave the platform: its own id, the DfE's, a TRN.
  package var others: [String]
  /// The name as shown there; nobody is ever matched by it.
  package var name: String?

  package init(
    number: String? = nil, login: String? = nil, email: String? = nil, others: [String] = [],
    name: String? = nil
  ) {
    self.number = number
    self.login = login
    self.email = email
    self.others = others
    self.name = name
  }

  /// What this person is known by together with what another source says.
  func joined(with other: PlatformPerson) -> PlatformPerson {
    PlatformPerson(
      number: number ?? other.number, login: login ?? other.login, email: email ?? other.email,
      others: others + other.others.filter { !others.contains($0) }, name: name ?? other.name)
  }
}

/// What one person handed in at one moment, as an export tells it.
package struct HandIn: Sendable {
  /// How a list for `--match` or `--times` calls it: the folder, or what the file names begin with.
  package var key: String
  package var person: PlatformPerson
  package var files: [HandInFile] = []
  /// When; nil where the export does not say.
  package var time: PlatformTime?
  /// Sorts a person's attempts as the platform does, from the first to the last.
  package var attempt = ""
  /// Whether the platform calls it late, which without a time proves nothing.
  package var saysLate = false
  /// The line of the platform's list that has only what this export calls the person.
  package var listing: String?

  package init(key: String, person: PlatformPerson) {
    self.key = key
    self.person = person
  }
}

/// One file of what was handed in.
package struct HandInFile: Sendable {
  /// What it is.
  package enum Kind: Sendable, Hashable {
    /// A document as it was uploaded.
    case document
    /// Text typed on the platform, as a web page.
    case webPage
    /// The platform's note on an attempt, in which text may stand that was typed.
    case attemptNote
    /// A picture and the like within typed text.
    case embedded
  }

  /// Where its bytes are.
  package enum Source: Sendable {
    /// A member of the export, by its number.
    case member(Int)
    /// Made of a table: what came in, and the text.
    case made(original: [UInt8], text: [UInt8])
  }

  package var kind: Kind
  /// The name that the person gave it, or the platform.
  package var name: String
  package var source: Source

  /// The number of the member that it is; nil where it was made of a table.
  package var member: Int? {
    switch source {
    case .member(let number): number
    case .made: nil
    }
  }
}

/// One line of the platform's own list.
package struct PlatformListing: Sendable {
  package var person: PlatformPerson
  /// Whether it says that something was handed in; nil where it does not say.
  package var handedIn: Bool?
  package var time: PlatformTime?
  /// The file and line, for findings.
  package var place: String
  /// What an export calls the person, where that is no identifier anywhere else.
  var key: String?
}
