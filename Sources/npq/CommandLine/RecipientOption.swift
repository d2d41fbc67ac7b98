import ArgumentParser
import Findings
import Foundation
import Sealing

extension AgeRecipient {
  /// Recipients as an option states them: one by itself, or a file such as `office.pub`.
  static func stated(_ text: String) throws -> [AgeRecipient] {
    do throws(AgeError) {
      if text.hasPrefix("age1") { return [try AgeRecipient(text)] }
      guard let data = FileManager.default.contents(atPath: text), data.count < 64_000 else {
        throw .notARecipient("and no file of that name can be read")
      }
      let recipients = try AgeRecipient.list(String(decoding: data, as: UTF8.self))
      guard !recipients.isEmpty else { throw .notARecipient("the file names nobody") }
      return recipients
    } catch {
      throw ValidationError("'\(text.escaped)' is \(error)")
    }
  }
}
