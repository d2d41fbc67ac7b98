/// A National Professional Qualification.
public enum Qualification: String, Sendable, Hashable, Codable, CaseIterable {
  /// Leading teaching.
  case npqlt = "NPQLT"
  /// Leading teacher development.
  case npqltd = "NPQLTD"
  /// Leading behaviour and culture.
  case npqlbc = "NPQLBC"
  /// Leading literacy.
  case npqll = "NPQLL"
  /// Leading primary mathematics.
  case npqlpm = "NPQLPM"
  /// Senior leadership.
  case npqsl = "NPQSL"
  /// Headship.
  case npqh = "NPQH"
  /// Executive leadership.
  case npqel = "NPQEL"
  /// Early years leadership.
  case npqeyl = "NPQEYL"
  /// Special educational needs co-ordinators.
  case npqsenco = "NPQSENCO"
  /// Middle leadership: legacy, closed in August 2022.
  case npqml = "NPQML"
}

extension Qualification {
  /// The code, as the DfE's certificates write it.
  public var code: String { rawValue }
}
