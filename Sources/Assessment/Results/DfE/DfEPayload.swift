import Foundation

/// One request to the DfE's service for NPQs (npq-registration, API v3), ready to be posted.
package struct DfEPayload: Sendable, Hashable {
  /// What the request is.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The first result of somebody: a `completed` declaration, which makes their first outcome.
    case declaration
    /// A later result, such as that of a resit: an outcome of its own.
    case outcome
  }

  package let kind: Kind
  /// The participant's identifier with the DfE, by which alone it knows them.
  package let participant: String
  /// The request's JSON.
  package let body: [UInt8]

  package init(kind: Kind, participant: String, body: [UInt8]) {
    self.kind = kind
    self.participant = participant
    self.body = body
  }

  /// Where it is posted to, under the service's own address.
  package var path: String {
    switch kind {
    case .declaration: "/api/v3/participant-declarations"
    case .outcome: "/api/v3/participants/npq/\(participant)/outcomes"
    }
  }
}

/// The body of a `completed` declaration: `ParticipantDeclarationCompletedRequest` of the service's
/// OpenAPI document.
struct CompletedDeclaration: Encodable {
  struct Attributes: Encodable {
    let participantID: String
    let declarationType = "completed"
    let declarationDate: String
    let courseIdentifier: String
    let hasPassed: Bool
    let deliveryPartnerID: String?
    let secondaryDeliveryPartnerID: String?

    enum CodingKeys: String, CodingKey {
      case participantID = "participant_id"
      case declarationType = "declaration_type"
      case declarationDate = "declaration_date"
      case courseIdentifier = "course_identifier"
      case hasPassed = "has_passed"
      case deliveryPartnerID = "delivery_partner_id"
      case secondaryDeliveryPartnerID = "secondary_delivery_partner_id"
    }
  }

  let attributes: Attributes

  func json() throws -> [UInt8] {
    [UInt8](try canonicalJSON(Envelope(type: "participant-declaration", attributes: attributes)))
  }
}

/// The body of an outcome: `ParticipantOutcomeCreateRequest`.
struct ConfirmedOutcome: Encodable {
  struct Attributes: Encodable {
    let courseIdentifier: String
    let state: String
    let completionDate: String

    enum CodingKeys: String, CodingKey {
      case state
      case courseIdentifier = "course_identifier"
      case completionDate = "completion_date"
    }
  }

  let attributes: Attributes

  func json() throws -> [UInt8] {
    [UInt8](try canonicalJSON(Envelope(type: "npq-outcome-confirmation", attributes: attributes)))
  }
}

/// What every request of the service is wrapped in.
private struct Envelope<Attributes: Encodable>: Encodable {
  struct Content: Encodable {
    let type: String
    let attributes: Attributes
  }

  let data: Content

  init(type: String, attributes: Attributes) {
    data = Content(type: type, attributes: attributes)
  }
}
