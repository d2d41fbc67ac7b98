extension Decoder {
  /// A value that is written as one text; `form` tells of what is no such text.
  func text<Value>(_ form: String, _ read: (String) -> Value?) throws -> Value {
    let text = try singleValueContainer().decode(String.self)
    guard let value = read(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: form))
    }
    return value
  }
}
