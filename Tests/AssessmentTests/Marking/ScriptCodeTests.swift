import Assessment
import Testing

@Suite struct ScriptCodes {
  @Test func `a code is the HMAC of the length-prefixed entry, as Python's hmac computes it`()
    throws
  {
    // hmac.new(b"secret", b"\0\0\0\6spring\0\0\0\2P1\0\0\0\1" b"1", "sha256"), first 40 bits
    #expect(try code("P1").text == "SGWH5TRGXR")
    #expect(try code("P1", attempt: 2).text == "SDV07GSGHS")
  }

  @Test func `fields cannot run into each other`() throws {
    let secret = Array("secret".utf8)
    let left = ScriptCode(
      assessment: try id("a1"), participant: try id("2"), attempt: 3, secret: secret)
    let right = ScriptCode(
      assessment: try id("a"), participant: try id("12"), attempt: 3, secret: secret)
    #expect(left != right)
    #expect(
      ScriptCode(assessment: try id("a"), participant: try id("1"), attempt: 23, secret: secret)
        != ScriptCode(
          assessment: try id("a"), participant: try id("12"), attempt: 3, secret: secret))
  }

  @Test func `another secret gives another code, and a taken code the next`() throws {
    let first = try code("P1")
    let next = ScriptCode(
      assessment: try id("spring"), participant: try id("P1"), attempt: 1,
      secret: Array("secret".utf8), taken: [first])
    let other = ScriptCode(
      assessment: try id("spring"), participant: try id("P1"), attempt: 1,
      secret: Array("other".utf8))
    #expect(Set([first, next, other]).count == 3)
  }

  @Test func `what a person types is forgiven`() throws {
    let text = try code("P1").text
    #expect(ScriptCode(text.lowercased()) == (try code("P1")))
    #expect(ScriptCode(" " + text.prefix(5) + "-" + text.dropFirst(5) + " ") == (try code("P1")))
    // Find codes that hold a 0 and a 1, so that each look-alike is tried.
    var zero = false
    var one = false
    for number in 0..<200 {
      let code = try code("Q\(number)")
      if code.text.contains("0") {
        zero = true
        #expect(ScriptCode(code.text.replacing("0", with: "O")) == code)
      }
      if code.text.contains("1") {
        one = true
        #expect(ScriptCode(code.text.replacing("1", with: "l")) == code)
        #expect(ScriptCode(code.text.replacing("1", with: "I")) == code)
      }
    }
    #expect(zero && one)
  }

  @Test func `one wrong symbol or two exchanged ones always show`() throws {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    for number in 0..<20 {
      let symbols = Array(try code("Q\(number)").text)
      for place in 1..<10 {
        for symbol in alphabet where symbol != symbols[place] {
          var wrong = symbols
          wrong[place] = symbol
          #expect(ScriptCode(String(wrong)) == nil)
        }
        for other in 1..<10 where symbols[other] != symbols[place] {
          var swapped = symbols
          swapped.swapAt(place, other)
          #expect(ScriptCode(String(swapped)) == nil)
        }
      }
    }
  }

  @Test(arguments: [
    "", "S", "S000", "X00000000", "S0000000000", "s00000000000", "1000000000", "SОOOOOOOOO",
    "S00000000\u{301}", "../../etc/", "S00000000U",
  ])
  func `anything else is no code`(_ text: String) {
    #expect(ScriptCode(text) == nil)
  }

  @Test func `four thousand entries draw four thousand codes`() throws {
    var taken: Set<ScriptCode> = []
    for number in 0..<4_000 {
      taken.insert(
        ScriptCode(
          assessment: try id("spring"), participant: try id("P\(number)"), attempt: 1,
          secret: [1, 2, 3], taken: taken))
    }
    #expect(taken.count == 4_000)
  }
}
