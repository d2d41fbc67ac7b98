/// The formats that a response may have.
package enum DocumentFormat: String, Sendable, CaseIterable, Codable {
  case docx, odt, pdf, txt, md
}
