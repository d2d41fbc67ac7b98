import Archive
import Findings
import Testing

/// One archive that is wrong in one way, and the code that must name it.
struct Flaw: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: String
  let bytes: [UInt8]

  init(_ description: String, _ code: String, _ bytes: [UInt8]) {
    testDescription = description
    self.code = code
    self.bytes = bytes
  }

  init(_ description: String, _ code: String, _ items: ZipItem...) {
    var builder = ZipBuilder()
    builder.items = items
    self.init(description, code, builder.bytes())
  }
}

/// The findings of a container check under the usual limits.
func findings(_ bytes: [UInt8], _ limits: ArchiveLimits = ArchiveLimits()) throws -> [Finding] {
  try checkContainer(bytes: bytes, limits: limits).findings
}

extension [Finding] {
  var codes: Set<String> { Set<String>(map(\.code)) }
  var refusals: Set<String> { filter { $0.severity == .refused }.codes }
}
