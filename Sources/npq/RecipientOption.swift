import ArgumentParser
import Findings
import Foundation
import Sealing

extension AgeRecipient {
  /// A recipient as an option states it.
  static func stated(_ text: String) throws -> AgeRecipient {
    do throws(AgeError) {
      return try AgeRecipient(text)
    } catch {
      throw ValidationError("'\(text.escaped)' is \(error)")
    }
  }
}
