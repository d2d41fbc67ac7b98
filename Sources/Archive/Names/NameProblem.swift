import Findings

/// What can be wrong with a name.
enum NameProblem: Hashable {
  case empty, nul, climbs, absolute, drive, backslash, colon, untidy
  case control, bidi, noncharacter, invisible, lookalike, encoded
  case reserved, trailing, shortForm, windowsMark, litter
  case longPath(bytes: Int, limit: Int)
  case longPart(bytes: Int, limit: Int)
  case deep(parts: Int, limit: Int)

  func finding(for name: String) -> Finding {
    let (code, message) = words
    let isLitter = self == .litter
    let remedy = isLitter ? "nothing has to be done; it is not passed on" : Remedy.rename
    return Finding(code, isRefused ? .refused : .warning, name, message, remedy: remedy)
  }

  var isRefused: Bool {
    switch self {
    case .untidy, .invisible, .lookalike, .encoded, .windowsMark, .litter: false
    default: true
    }
  }

  private var words: (code: String, message: String) {
    switch self {
    case .empty: ("name-empty", "an entry has no name")
    case .nul: ("name-nul", "its name holds a zero byte, at which some programs stop reading")
    case .climbs: ("path-climbs", "its path climbs out of its folder with ..")
    case .absolute: ("path-absolute", "its path starts at the root or home of a computer")
    case .drive: ("path-drive", "its path starts with a drive of Windows")
    case .backslash: ("path-backslash", "its name holds a backslash, a separator on Windows")
    case .colon: ("name-colon", "its name holds a colon, which hides data on Windows")
    case .untidy: ("path-untidy", "its path holds an empty or one-dot part")
    case .control: ("name-control", "its name holds control characters")
    case .bidi: ("name-bidi", "its name holds characters that turn the text around")
    case .noncharacter: ("name-noncharacter", "its name holds code points that are no characters")
    case .invisible: ("name-invisible", "its name holds characters that cannot be seen")
    case .lookalike: ("name-lookalike", "its name holds characters that look like a dot or slash")
    case .encoded: ("name-encoded", "its name holds a dot, slash or zero byte in disguise (%2e)")
    case .reserved: ("name-reserved", "its name is that of a device on Windows")
    case .trailing: ("name-trailing", "its name ends in a dot or space, which Windows drops")
    case .shortForm: ("name-short-form", "its name is the short form of another one on Windows")
    case .windowsMark: ("name-windows-mark", "its name holds a character that Windows cannot keep")
    case .litter: ("litter", "it was left by the operating system or by an open document")
    case .longPath(let bytes, let limit):
      ("path-too-long", "its path has \(bytes) bytes and the limit is \(limit)")
    case .longPart(let bytes, let limit):
      ("name-too-long", "its name has \(bytes) bytes and the limit is \(limit)")
    case .deep(let parts, let limit):
      ("path-too-deep", "it lies \(parts) levels deep and the limit is \(limit)")
    }
  }
}
