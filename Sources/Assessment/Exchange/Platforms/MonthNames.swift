/// The names of months as the language packs of platforms have them, with their usual short forms.
enum MonthNames {
  /// The number of each name, in lower case.
  static let numbers: [String: Int] = {
    var numbers: [String: Int] = [:]
    for (index, names) in names.enumerated() {
      for name in names { numbers[name] = index + 1 }
    }
    return numbers
  }()

  /// The English names, January first.
  static let english = names.map { $0[0] }

  // English, Welsh, German, French, Spanish, Italian; what one name stands for in two languages is
  // the same month in both.
  private static let names = [
    [
      "january", "jan", "ionawr", "ion", "januar", "janvier", "janv", "enero", "ene", "gennaio",
      "gen",
    ],
    [
      "february", "feb", "chwefror", "chwef", "chw", "februar", "février", "fevrier", "févr",
      "febrero", "febbraio",
    ],
    ["march", "mar", "mawrth", "maw", "märz", "mär", "maerz", "mars", "marzo"],
    ["april", "apr", "ebrill", "ebr", "avril", "avr", "abril", "abr", "aprile"],
    ["may", "mai", "mayo", "maggio", "mag"],
    ["june", "jun", "mehefin", "meh", "juni", "juin", "junio", "giugno", "giu"],
    [
      "july", "jul", "gorffennaf", "gorff", "gor", "juli", "juillet", "juil", "julio", "luglio",
      "lug",
    ],
    ["august", "aug", "awst", "aws", "août", "aout", "agosto", "ago"],
    [
      "september", "sep", "sept", "medi", "med", "septembre", "septiembre", "settembre", "set",
    ],
    ["october", "oct", "hydref", "hyd", "oktober", "okt", "octobre", "octubre", "ottobre", "ott"],
    ["november", "nov", "tachwedd", "tach", "tac", "novembre", "noviembre"],
    [
      "december", "dec", "rhagfyr", "rhag", "rha", "dezember", "dez", "décembre", "decembre",
      "déc", "diciembre", "dic", "dicembre",
    ],
  ]
}
