import Testing

@testable import Sealing

@Suite struct Base64Tests {
  /// The table of RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the table of RFC 4648 holds both ways`(plain: String, text: String) {
    let bytes = Array(plain.utf8)
    #expect(Base64.encode(bytes, padded: true) == Array(text.utf8))
    #expect(Base64.decode(text.utf8, padded: true) == bytes)
    let bare = text.utf8.filter { $0 != UInt8(ascii: "=") }
    #expect(Base64.encode(bytes, padded: false) == bare)
    #expect(Base64.decode(bare, padded: false) == bytes)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm9v=", "Zm 9v", "Zm9v\n", "Zg==Zg==",
  ])
  func `any but the canonical padded spelling is refused`(text: String) {
    #expect(Base64.decode(text.utf8, padded: true) == nil)
  }

  @Test(arguments: ["Zg==", "Zh", "Z", "Zm9vYmF", "Zm-_"])
  func `any but the canonical bare spelling is refused`(text: String) {
    #expect(Base64.decode(text.utf8, padded: false) == nil)
  }
}
