import Sheets

/// A request with whose it is, as a line of the lists for whoever posts.
package struct DfELine: Sendable {
  package let participant: String
  package let qualification: Qualification
  package let attempt: Int
  package let payload: DfEPayload

  package init(
    participant: String, qualification: Qualification, attempt: Int, payload: DfEPayload
  ) {
    self.participant = participant
    self.qualification = qualification
    self.attempt = attempt
    self.payload = payload
  }

  /// The name of the file with the request's body.
  package var fileName: String {
    "\(participant)-\(qualification.code)\(attempt == 1 ? "" : "-\(attempt)").json"
  }
}

/// The bytes of `dfe.csv`: a row for each request, by what stands in it.
package func writeDfEList(_ lines: [DfELine]) -> [UInt8] {
  writeCSV(
    header: [
      "participant", "qualification", "kind", "path", "participant_id", "course_identifier",
      "date", "passed", "delivery_partner_id", "file",
    ],
    rows: lines.map { line in
      let attributes = (try? StrictJSON(line.payload.body))?["data"]?["attributes"]
      let passed =
        attributes?["has_passed"]?.flag ?? (attributes?["state"]?.text == "passed")
      return [
        line.participant, line.qualification.code, line.payload.kind.rawValue, line.payload.path,
        line.payload.participant, attributes?["course_identifier"]?.text ?? "",
        attributes?["declaration_date"]?.text ?? attributes?["completion_date"]?.text ?? "",
        passed ? "true" : "false", attributes?["delivery_partner_id"]?.text ?? "",
        "dfe/\(line.fileName)",
      ].map { .text($0) }
    })
}

/// The bytes of `dfe.jsonl`: one request in a line, with where to post it.
package func writeDfELines(_ lines: [DfELine]) -> [UInt8] {
  // An identifier and a UUID hold nothing that JSON would have to escape.
  lines.flatMap { line in
    Array("{\"body\":".utf8) + line.payload.body
      + Array(
        ",\"method\":\"POST\",\"participant\":\"\(line.participant)\",\"path\":\"\(line.payload.path)\","
          .utf8)
      + Array("\"qualification\":\"\(line.qualification.code)\"}\n".utf8)
  }
}
