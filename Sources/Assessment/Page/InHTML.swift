extension String {
  /// The text as it may stand in HTML, in an element or in a quoted attribute.
  var inHTML: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": shown += "&amp;"
      case "<": shown += "&lt;"
      case ">": shown += "&gt;"
      case "\"": shown += "&quot;"
      case "'": shown += "&#39;"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
