import Testing

@testable import Assessment

@Suite struct PlatformTimes {
  static let known: [(text: String, instant: String, seconds: Bool)] = [
    ("2027-03-15T23:41:07Z", "2027-03-15T23:41:07Z", true),
    ("2027-07-15 23:41", "2027-07-15T22:41:00Z", false),
    ("Monday, 15 March 2027, 11:59 PM", "2027-03-15T23:59:00Z", false),
    ("Monday, March 15, 2027, 12:05 AM", "2027-03-15T00:05:00Z", false),
    ("Montag, 15. März 2027, 23:59", "2027-03-15T23:59:00Z", false),
    ("Dydd Llun, 15 Mawrth 2027, 11:59 PM", "2027-03-15T23:59:00Z", false),
    ("lundi 15 mars 2027, 23:59", "2027-03-15T23:59:00Z", false),
    ("lunes, 15 de marzo de 2027, 23:59", "2027-03-15T23:59:00Z", false),
    ("lunedì, 15 marzo 2027, 23:59", "2027-03-15T23:59:00Z", false),
    ("15th of March 2027 at 9:41pm", "2027-03-15T21:41:00Z", false),
    ("Mar 15, 2027 1159 PM", "2027-03-15T23:59:00Z", false),
    ("Thursday, 15 July 2027 21:41:03 o'clock BST", "2027-07-15T20:41:03Z", true),
    ("Thursday, 15 July 2027 21:41:03 o'clock GMT", "2027-07-15T21:41:03Z", true),
    // The hour that comes twice is the earlier one, so that nobody is late for it.
    ("31 October 2027, 1:30 AM", "2027-10-31T00:30:00Z", false),
  ]

  @Test(arguments: known)
  func `a platform's words are a time`(_ row: (text: String, instant: String, seconds: Bool)) {
    let time = PlatformTime(row.text, zone: "Europe/London")
    #expect(time.instant?.description == row.instant && time.hasSeconds == row.seconds)
    #expect(time.text == row.text)
  }

  @Test(arguments: [
    "-", "", "03/04/2027 11:00", "15 March 2027", "March 2027, 11:00", "15 Brumaire 2027, 11:00",
    "31 February 2027, 11:00", "15 March 2027, 13:00 PM", "15 March 2027, 25:00",
    "mar. 15 juin 2027, 11:00", "15 March 2027 11:00 EST", "15 16 March 2027, 11:00",
    "15 March 2027, 11:00 or 12:00",
  ])
  func `what may mean something else is no time`(_ text: String) {
    #expect(PlatformTime(text, zone: "Europe/London").instant == nil)
  }

  @Test func `figures are read where a day after the twelfth proves their order`() {
    let day = DayOrder(["03/04/2027 09:00", "15/03/2027 21:41:03"])
    #expect(
      day.time("03/04/2027 09:00", zone: "Europe/London").instant?.description
        == "2027-04-03T08:00:00Z")
    let month = DayOrder(["3/15/27 21:41"])
    #expect(
      month.time("3/4/27 9:00 PM", zone: "Europe/London").instant?.description
        == "2027-03-04T21:00:00Z")
    for doubtful in [["03/04/2027 09:00"], ["15/03/2027 1:00", "03/15/2027 1:00"]] {
      #expect(DayOrder(doubtful).time("03/04/2027 09:00", zone: "UTC").instant == nil)
    }
  }
}
