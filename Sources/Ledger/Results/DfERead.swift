import Assessment
import Foundation
import GRDB

/// What the DfE was sent of one entry and what it answered, as far as it is known.
struct DfEStanding {
  /// A request that was made.
  struct Request {
    let id: Int
    let released: Int
    let payload: DfEPayload
    var answer: DfEAnswer.State?
  }

  var declared = DfECase.Declared.no
  var requests: [Request] = []
  /// The identifier that has replaced that of the roster.
  var replacedBy: String?
  var message = ""

  /// The last request, where it was not answered.
  var waiting: Request? { requests.last.flatMap { $0.answer == nil ? $0 : nil } }

  /// How it stands, in a few words.
  var flag: String? {
    guard let last = requests.last else { return nil }
    switch last.answer {
    case nil: return "DfE: \(last.payload.kind.rawValue) to be posted"
    case .accepted: return "DfE: \(last.payload.kind.rawValue) accepted"
    case .refused: return "DfE: refused" + (message.isEmpty ? "" : ", \(message)")
    case .voided: return "DfE: voided"
    }
  }

  mutating func take(_ answer: DfEAnswer, toRequest id: Int?) {
    message = answer.message
    replacedBy = answer.replacedBy ?? replacedBy
    let place = requests.lastIndex { $0.id == id }
    if let place { requests[place].answer = answer.state }
    switch answer.state {
    case .refused: break
    case .voided: declared = .no
    case .accepted: declared = .yes(last: place.flatMap { requests[$0].payload.confirmed })
    }
  }
}

extension DfEPayload {
  /// The outcome that the DfE has once it has taken the request.
  fileprivate var confirmed: DfECase.Outcome? {
    struct Body: Decodable {
      struct Content: Decodable { let attributes: Attributes }
      struct Attributes: Decodable {
        let has_passed: Bool?
        let state, declaration_date, completion_date: String?
      }
      let data: Content
    }
    guard let all = try? JSONDecoder().decode(Body.self, from: Data(body)).data.attributes,
      let day = all.completion_date ?? all.declaration_date?.prefix(10).description
    else { return nil }
    return DfECase.Outcome(passed: all.has_passed ?? (all.state == "passed"), day: day)
  }
}

extension Database {
  /// How each entry stands with the DfE, in the order in which things happened.
  func dfeStandings(_ scope: EntryScope = .everybody) throws -> [Int: DfEStanding] {
    var standings: [Int: DfEStanding] = [:]
    let carried = try Row.fetchCursor(
      self, sql: "SELECT entry, declared FROM carried WHERE \(scope.condition())")
    while let row = try carried.next() {
      let declared: String = row["declared"]
      standings[row["entry"], default: DfEStanding()].declared =
        declared == "yes" ? .yes(last: nil) : declared == "no" ? .no : .unknown
    }
    let sql = """
      SELECT entry, event, 0 AS turn, id, released, kind, participant, body, NULL AS state,
        NULL AS message FROM dfe_payload WHERE \(scope.condition())
      UNION ALL SELECT entry, event, 1, payload, NULL, NULL, participant, NULL, state, message
        FROM dfe_answer WHERE \(scope.condition())
      ORDER BY event, turn
      """
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      let entry: Int = row["entry"]
      if let kind = (row["kind"] as String?).flatMap(DfEPayload.Kind.init) {
        let body: String = row["body"]
        let payload = DfEPayload(
          kind: kind, participant: row["participant"], body: Array(body.utf8))
        standings[entry, default: DfEStanding()].requests.append(
          DfEStanding.Request(id: row["id"], released: row["released"], payload: payload))
      } else if let state = (row["state"] as String?).flatMap(DfEAnswer.State.init) {
        standings[entry, default: DfEStanding()].take(
          DfEAnswer(state: state, message: row["message"] ?? "", replacedBy: row["participant"]),
          toRequest: row["id"])
      }
    }
    return standings
  }
}
