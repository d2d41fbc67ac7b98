import Testing

@testable import npq

@Suite struct ProgressTests {
  static let lines: [(Int, Int, Duration, String)] = [
    (0, 404, .seconds(3), "[                        ] 0 of 404"),
    (100, 400, .seconds(10), "[######                  ] 100 of 400, 10 a second, 30 s left"),
    (3, 9, .seconds(60), "[########                ] 3 of 9, 0.1 a second, 2 min left"),
    (
      1_000, 20_000, .seconds(1_000),
      "[#                       ] 1,000 of 20,000, 1.0 a second, 5 h left"
    ),
    (9, 9, .seconds(1), "[########################] 9 of 9, 9.0 a second, 0 s left"),
  ]

  @Test(arguments: lines)
  func `a bar says count, rate and what is left`(
    done: Int, all: Int, time: Duration, line: String
  ) {
    #expect(ProgressBar.line(done, of: all, after: time, withBar: true) == line)
  }
}
