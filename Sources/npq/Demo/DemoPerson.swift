import Assessment

/// One made-up participant: everything that a roster says, and how they hand in.
struct DemoPerson {
  /// How the response comes.
  enum Form: String { case word, pictured, openDocument, portable, text, markdown }

  /// What is unusual about it.
  enum Fate { case ordinary, missing, late, resubmitted, overLimit, named, hostile }

  let number: Int
  let id: String
  let name: String
  let qualification: Qualification
  let school: DemoSchool
  let form: Form
  let fate: Fate
  let words: Int
  /// When the response came, in seconds after the window opened.
  let came: Int64
  let trn: String
  let dfeId: String

  init(_ number: Int, draw: UInt64, schools: Int) {
    var stream = DrawStream(draw: draw, purpose: "demo person", id: "\(number)")
    self.number = number
    id = "d27-" + padded(number, 6)
    let first = Self.first[stream.number(below: Self.first.count)]
    name = "\(first) \(Self.last[stream.number(below: Self.last.count)])"
    qualification = Self.share(stream.number(below: 100), of: Self.qualifications)
    school = DemoSchool(stream.number(below: schools))
    form = Self.share(stream.number(below: 100), of: Self.forms)
    fate = Self.share(stream.number(below: 1_000), of: Self.fates)
    words =
      fate == .overLimit ? 1_520 + stream.number(below: 200) : 1_180 + stream.number(below: 315)
    // Half of all responses come on the last day.
    let lastDay = stream.number(below: 2) == 0
    let second = Int64(stream.number(below: lastDay ? 86_000 : 7 * 86_400))
    came = fate == .late ? 8 * 86_400 + second % 60_000 : second + (lastDay ? 7 * 86_400 : 0)
    trn = "\(1_000_000 + number % 9_000_000)"
    dfeId = Self.identifier(stream.next(), stream.next())
  }

  var email: String { "\(id)@\(school.domain)" }

  /// The one whose share a number falls into; the shares add up to what the number is below.
  private static func share<Kind>(_ number: Int, of shares: [(kind: Kind, share: Int)]) -> Kind {
    var left = number
    for (kind, share) in shares {
      if left < share { return kind }
      left -= share
    }
    return shares[0].kind
  }

  private static func identifier(_ high: UInt64, _ low: UInt64) -> String {
    let digits = Array(
      (hex(high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000)
        + hex(low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)).utf8)
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return parts.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
  }

  private static func hex(_ number: UInt64) -> String {
    padded(number, 16, radix: 16)
  }

  private static let qualifications: [(kind: Qualification, share: Int)] = [
    (.npqlt, 22), (.npqltd, 12), (.npqlbc, 12), (.npqll, 5), (.npqlpm, 4), (.npqsl, 20), (.npqh, 9),
    (.npqel, 3), (.npqeyl, 4), (.npqsenco, 9),
  ]
  private static let forms: [(kind: Form, share: Int)] = [
    (.word, 44), (.pictured, 28), (.openDocument, 9), (.portable, 9), (.text, 6), (.markdown, 4),
  ]
  private static let fates: [(kind: Fate, share: Int)] = [
    (.ordinary, 849), (.missing, 20), (.late, 30), (.resubmitted, 40), (.overLimit, 30),
    (.named, 30),
    (.hostile, 1),
  ]
  private static let first = """
    Siobhán Grace Łukasz Priya Zoë Tom Farah Ewan 明慧 Mohammed Ruth Bethan Rosa Callum Will Jamie \
    Anne-Marie José Nguyễn Ольга Ελένη Seán Aoife Dafydd D'Arcy Hannah Oliver Chloe Samuel Aisha \
    Daniel Emily Yusuf Katie Robert Ines Marek Helen Paul Nadia Peter Amelia Joel Leila Simon Freya
    """.words
  private static let last = """
    O'Brien-Ng Hope Wiśniewski Nandakumar Adeyemi-Clarke Hartley Siddiqui MacAllister 李 al-Rashid \
    Ackroyd Pryce Delgado Reid Marsh Fenn St.John Иванова Øvergård Smith Jones Taylor Brown Patel Khan \
    Walker Wright Thompson Evans Roberts Hughes Begum Ahmed Robinson Clarke Wood Turner Shaw Bailey \
    Okafor Mensah Kowalski Rossi Müller Fernandes Ito Lindqvist Green Baker Hall Cooper Ward Morris
    """.words
}

/// One made-up school, by its number.
struct DemoSchool {
  let name, urn, trust, partner, partnerId, domain: String

  init(_ number: Int) {
    let place = Self.places[number % Self.places.count]
    let kind = Self.kinds[number / Self.places.count % Self.kinds.count]
    let round = number / (Self.places.count * Self.kinds.count)
    name = "\(place) \(kind)" + (round == 0 ? "" : " \(round + 1)")
    urn = "\(900_000 + number)"
    // Every third school stands alone, the others belong to trusts of about six.
    trust = number % 3 == 0 ? "" : "\(Self.places[number / 9 % Self.places.count]) Learning Trust"
    partner = "\(Self.partners[number % Self.partners.count]) Teaching School Hub"
    partnerId = "00000000-0000-4000-8000-" + padded(number % Self.partners.count + 1, 12)
    domain = "school\(number).example.org"
  }

  private static let places = """
    Hollin Kestrel Eastmere Larch Northmoor Coastway Skelder Tarnside Oxwith Brackenfell Millbeck \
    Ashgrove Whinmoor Sallowfield Thornbridge Penhallow Rookhope Garsdale Fernlea Overbeck
    """.words
  private static let kinds = [
    "Primary School", "Community School", "Academy", "CofE Primary School", "High School",
    "Infant and Nursery School", "Catholic Primary School", "Special School",
  ]
  private static let partners = "Northmoor Coastway Fellside Oxwith Larch".words
}

/// A number with zeros before it.
func padded(_ number: some BinaryInteger, _ digits: Int, radix: Int = 10) -> String {
  let text = String(number, radix: radix)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

extension String {
  /// The words of a list that is written in one text.
  fileprivate var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}
