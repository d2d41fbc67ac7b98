public import Findings

extension Qualification {
  /// Other spellings in use, beside the code and the DfE's course identifier.
  ///
  /// `NPQS` stands in npq-registration's `config/locales/en.yml`, `NPQSENCo` on the external
  /// moderator's pages, the nine-digit types in npq-registration's
  /// `load_legacy_participant_outcomes.rake`. Written forms follow the programmes' titles.
  public var aliases: [String] {
    var names = [title, "NPQ \(title)", "NPQ in \(title)", "NPQ for \(title)", "\(title) NPQ"]
    names += ["National Professional Qualification in \(title)"]
    names += ["National Professional Qualification for \(title)"]
    names += legacyType.map { [$0] } ?? []
    if self == .npqltd { names.append("npq-leading-teacher-development") }
    if self == .npqsenco {
      names += [
        "NPQS", "NPQSENCo", "SENCO", "NPQ SENCO", "NPQ for SENCO", "NPQ for SENCOs",
        "NPQ for Special Educational Needs Co-ordinators",
        "National Professional Qualification for SENCOs",
      ]
    }
    return names
  }

  /// The number of the type in the DfE's old database of teachers.
  private var legacyType: String? {
    switch self {
    case .npqh: "389040001"
    case .npqsl: "389040004"
    case .npqml: "389040005"
    case .npqel: "389040006"
    case .npqlt: "389040007"
    case .npqltd: "389040008"
    case .npqlbc: "389040009"
    case .npqeyl: "389040010"
    case .npqll: "389040011"
    case .npqlpm, .npqsenco: nil
    }
  }

  /// The qualification of a code, a DfE course identifier or another spelling in use.
  ///
  /// Upper or lower case, spaces, hyphens, underscores and full stops make no difference; nil for
  /// anything else. Nothing is guessed: a code with a slip of the pen names no qualification.
  public init?(named name: String) {
    guard let found = Self.byName[Self.plain(name)] else { return nil }
    self = found
  }

  /// The finding for a name that is no qualification's.
  public static func unknown(_ name: String, subject: String) -> Finding {
    let codes = allCases.map(\.code).joined(separator: ", ")
    if coachingOffers.contains(plain(name)) {
      return Finding(
        "unknown-qualification", .refused, subject,
        "'\(name)' is a coaching offer, which has no assessment and no outcome",
        remedy: "leave it out, or choose one of \(codes)")
    }
    return Finding(
      "unknown-qualification", .refused, subject, "'\(name)' is not an NPQ that is known here",
      remedy: "choose one of \(codes)")
  }

  /// Source: npq-registration, `config/initializers/courses.rb`: groups `ehco` and `support`.
  private static let coachingOffers: Set<[UInt8]> = Set(
    [
      "EHCO", "ASO", "npq-early-headship-coaching-offer", "npq-additional-support-offer",
      "Early headship coaching offer", "Additional support offer",
    ].map(plain))

  private static let byName: [[UInt8]: Qualification] = {
    var table: [[UInt8]: Qualification] = [:]
    for qualification in allCases {
      let names = [qualification.code, qualification.courseIdentifier ?? ""]
      for name in names + qualification.aliases where !name.isEmpty {
        table[plain(name)] = qualification
      }
    }
    return table
  }()

  /// The bytes of a name in lower case, without what people put between words.
  private static func plain(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): nil
      default: byte
      }
    }
  }
}
