import Findings

/// Reads one request, gathering what is wrong with it.
struct DfEReading {
  let subject: String
  private(set) var findings: [Finding] = []

  init(subject: String) { self.subject = subject }

  mutating func find(
    _ code: String, _ message: String, _ remedy: String, _ severity: Finding.Severity = .warning
  ) {
    findings.append(Finding(code, severity, subject, message, remedy: remedy))
  }

  /// The attributes of a request, which has just the keys that it may have.
  mutating func attributes(
    of body: [UInt8], type: String, required: Set<String>, optional: Set<String>
  ) -> StrictJSON? {
    guard let json = try? StrictJSON(body), Self.keys(json) == ["data"], let data = json["data"],
      Self.keys(data) == ["attributes", "type"], data["type"]?.text == type,
      let attributes = data["attributes"], let keys = Self.keys(attributes)
    else {
      find("dfe-shape", "is no request of the type \(type)", "make the request anew")
      return nil
    }
    for key in required.subtracting(keys).sorted() {
      find("dfe-shape", "lacks \(key)", "make the request anew")
    }
    for key in Set(keys).subtracting(required).subtracting(optional).sorted() {
      find("dfe-shape", "has \(key.escaped), which is not taken", "make the request anew")
    }
    return attributes
  }

  private static func keys(_ json: StrictJSON) -> [String]? { json.members?.map(\.key).sorted() }

  mutating func check(participant: String) {
    guard !isUUID(participant) else { return }
    find(
      "dfe-participant", "has no DfE id in its form of 36 signs",
      "put it into the column dfe_id of the roster")
  }

  /// The ten qualifications; coaching offers have neither declaration nor outcome of this kind.
  mutating func check(course: StrictJSON?) {
    guard let text = course?.text else {
      return find("dfe-course", "names no course", "make the request anew")
    }
    guard !Qualification.allCases.contains(where: { $0.courseIdentifier == text }) else { return }
    find("dfe-course", "names a course that the service does not know", "check the qualification")
  }
}

/// Whether a text is a UUID in its usual form.
func isUUID(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return parts.map(\.count) == [8, 4, 4, 4, 12]
    && parts.joined().allSatisfy { byte in
      (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
}
