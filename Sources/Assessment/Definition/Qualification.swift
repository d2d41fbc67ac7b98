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

  /// The name without 'NPQ', as the DfE's registration service shows it.
  ///
  /// Source: DFE-Digital/npq-registration, `config/initializers/courses.rb`; NPQML by its usual
  /// name.
  public var title: String {
    switch self {
    case .npqlt: "Leading teaching"
    case .npqltd: "Leading teacher development"
    case .npqlbc: "Leading behaviour and culture"
    case .npqll: "Leading literacy"
    case .npqlpm: "Leading primary mathematics"
    case .npqsl: "Senior leadership"
    case .npqh: "Headship"
    case .npqel: "Executive leadership"
    case .npqeyl: "Early years leadership"
    case .npqsenco: "Special educational needs co-ordinator"
    case .npqml: "Middle leadership"
    }
  }

  /// The DfE's `course_identifier`; nil for NPQML, which never had one.
  ///
  /// Source: DFE-Digital/npq-registration, `config/initializers/courses.rb`. Mind
  /// `npq-leading-teaching-development`: teaching, not teacher.
  public var courseIdentifier: String? {
    switch self {
    case .npqlt: "npq-leading-teaching"
    case .npqltd: "npq-leading-teaching-development"
    case .npqlbc: "npq-leading-behaviour-culture"
    case .npqll: "npq-leading-literacy"
    case .npqlpm: "npq-leading-primary-mathematics"
    case .npqsl: "npq-senior-leadership"
    case .npqh: "npq-headship"
    case .npqel: "npq-executive-leadership"
    case .npqeyl: "npq-early-years-leadership"
    case .npqsenco: "npq-senco"
    case .npqml: nil
    }
  }

  /// The group in the DfE's system, which decides on schedules and declarations.
  public enum Group: String, Sendable, Hashable, Codable, CaseIterable {
    /// For leaders of one field: 12 months of teaching.
    case specialist
    /// For leaders of a school, a trust or a setting: 18 months of teaching.
    case leadership
  }

  /// The group; nil for NPQML, which is older than the two groups.
  ///
  /// Source: DFE-Digital/npq-registration, `config/initializers/courses.rb`. Its commit
  /// `90cb60d0d` of 11 July 2024 moved NPQSENCO from specialist to leadership, so data from before
  /// that day may call it specialist.
  public var group: Group? {
    switch self {
    case .npqlt, .npqltd, .npqlbc, .npqll, .npqlpm: .specialist
    case .npqsl, .npqh, .npqel, .npqeyl, .npqsenco: .leadership
    case .npqml: nil
    }
  }
}
