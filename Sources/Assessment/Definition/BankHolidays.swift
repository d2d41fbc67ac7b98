/// Bank holidays in England and Wales.
///
/// Source: alphagov/frontend, `lib/data/bank-holidays.json` (what gov.uk/bank-holidays.json
/// serves), read on 21 August 2026 for 2023 to 2028; gov.uk/bank-holidays as published for 2021 and
/// 2022. Observed days only. Single ones (3 June and 19 September 2022, 8 May 2023) follow no rule,
/// so the list is data; an assessment's `bank-holidays` adds to it.
enum BankHolidays {
  /// The years that the list covers.
  static let years = 2021...2028

  /// Whether a day is a bank holiday.
  static func contains(_ day: CivilDate) -> Bool { days.contains(day) }

  private static let days = Set(
    listed.flatMap { year, days in
      days.compactMap { CivilDate(year: year, month: $0 / 100, day: $0 % 100) }
    })

  /// Month and day as one number: 1225 is 25 December.
  private static let listed: [(year: Int, days: [Int])] = [
    (2021, [0101, 0402, 0405, 0503, 0531, 0830, 1227, 1228]),
    (2022, [0103, 0415, 0418, 0502, 0602, 0603, 0829, 0919, 1226, 1227]),
    (2023, [0102, 0407, 0410, 0501, 0508, 0529, 0828, 1225, 1226]),
    (2024, [0101, 0329, 0401, 0506, 0527, 0826, 1225, 1226]),
    (2025, [0101, 0418, 0421, 0505, 0526, 0825, 1225, 1226]),
    (2026, [0101, 0403, 0406, 0504, 0525, 0831, 1225, 1228]),
    (2027, [0101, 0326, 0329, 0503, 0531, 0830, 1227, 1228]),
    (2028, [0103, 0414, 0417, 0501, 0529, 0828, 1225, 1226]),
  ]
}
