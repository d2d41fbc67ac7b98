package import Findings

/// One file in an export, as its table of contents has it; the path is no place to write to.
package struct ExportMember: Sendable, Hashable {
  package let path: String
  package let bytes: Int

  package init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }
}

/// What a platform's export holds.
package struct PlatformExport: Sendable {
  package var platform: Platform
  package var handIns: [HandIn] = []
  /// The platform's own list, where the export holds one.
  package var listings: [PlatformListing] = []
  /// Members that belong to nobody's response, by number: lists, feedback, litter.
  package var besides: Set<Int> = []
  package var findings: [Finding] = []

  init(_ platform: Platform) { self.platform = platform }

  /// Members that fit no rule of the platform, by number.
  package func strays(of members: [ExportMember]) -> [Int] {
    var known = besides
    for handIn in handIns {
      known.formUnion(handIn.files.compactMap(\.member))
    }
    return members.indices.filter { !known.contains($0) }
  }
}

/// What reading an export depends on besides its members.
package struct ExportContext: Sendable {
  /// The name of the archive or folder.
  package var name: String
  /// The zone of times that have none.
  package var zone: String
  /// The content of those members that `membersToRead` named.
  package var texts: [Int: [UInt8]]
  /// The platform's numbers that the roster holds, to tell them from numbers in names.
  package var numbers: Set<String>
  /// The logins that the roster holds, in lower case.
  package var logins: Set<String>

  package init(
    name: String, zone: String, texts: [Int: [UInt8]] = [:], numbers: Set<String> = [],
    logins: Set<String> = []
  ) {
    self.name = name
    self.zone = zone
    self.texts = texts
    self.numbers = numbers
    self.logins = logins
  }
}

/// Which platform made an export, told by the names in it; nil where they fit none.
///
/// At least two in three files must fit, for people put other files into a folder too. Canvas'
/// names are two numbers between underscores, which other names may hold as well: there somebody of
/// the roster must be among them.
package func platform(of members: [ExportMember], numbers: Set<String>) -> Platform? {
  let paths = members.map { ExportPath($0.path) }.filter { !$0.isLitter }
  guard !paths.isEmpty else { return nil }
  func fits(_ test: (ExportPath) -> Bool) -> Bool {
    paths.count(where: test) * 3 >= paths.count * 2
  }
  if fits({ MoodlePath($0) != nil }) { return .moodle }
  if fits({ SakaiPath($0) != nil || $0.name == "grades.csv" }) { return .sakai }
  if fits({ BlackboardName($0.name) != nil }) { return .blackboard }
  if fits({ BrightspacePath($0) != nil || $0.name == "index.html" }) { return .brightspace }
  let canvas = paths.compactMap { CanvasName($0.name, numbers: numbers) }
  if canvas.count * 3 >= paths.count * 2,
    canvas.contains(where: { $0.isAnonymous || numbers.contains($0.user) })
  {
    return .canvas
  }
  return nil
}

/// The members whose content says whose the others are and when they came, by number; all small.
package func membersToRead(_ platform: Platform, _ members: [ExportMember]) -> [Int] {
  members.indices.filter { index in
    let path = ExportPath(members[index].path)
    guard members[index].bytes <= 2_000_000 else { return false }
    return switch platform {
    case .blackboard: BlackboardName(path.name)?.file == nil && path.name.hasSuffix(".txt")
    case .sakai: ["timestamp.txt", "grades.csv"].contains(path.name)
    default: false
    }
  }
}

/// Reads an export by the naming rules of its platform.
package func readExport(
  _ platform: Platform, _ members: [ExportMember], _ context: ExportContext
) -> PlatformExport {
  var export =
    switch platform {
    case .moodle: readMoodle(members)
    case .canvas: readCanvas(members, context)
    case .brightspace: readBrightspace(members, context)
    case .blackboard: readBlackboard(members, context)
    case .sakai: readSakai(members, context)
    case .answers: PlatformExport(.answers)
    }
  export.putLitterAside(members)
  export.handIns.sort { ($0.key, $0.attempt) < ($1.key, $1.attempt) }
  return export
}

extension PlatformExport {
  /// Takes litter out of the responses, but for a file which somebody gave a hidden name: where it is
  /// all that they handed in, it is theirs.
  fileprivate mutating func putLitterAside(_ members: [ExportMember]) {
    let paths = members.map { ExportPath($0.path) }
    guard paths.contains(where: \.isLitter) else { return }
    handIns = handIns.compactMap { handIn in
      var handIn = handIn
      let shown = handIn.files.filter { file in !paths.at(file.member) { $0.isLitter } }
      handIn.files =
        shown.isEmpty
        ? handIn.files.filter { file in
          paths.at(file.member) { $0.isHiddenAlone && $0.name == file.name }
        } : shown
      return handIn.files.isEmpty ? nil : handIn
    }
    besides.formUnion(strays(of: members).filter { paths[$0].isLitter })
  }

  /// Adds a file to the response that has a key, which is made where there is none yet.
  mutating func add(
    _ file: HandInFile, to key: String, attempt: String = "", in places: inout [String: Int],
    make: () -> HandIn
  ) {
    let place = key + "\n" + attempt
    if let index = places[place] {
      handIns[index].files.append(file)
      return
    }
    var handIn = make()
    handIn.attempt = attempt
    handIn.files = [file]
    places[place] = handIns.count
    handIns.append(handIn)
  }
}

extension [ExportPath] {
  /// Whether something holds of a member, where there is one.
  fileprivate func at(_ member: Int?, _ holds: (ExportPath) -> Bool) -> Bool {
    member.map { holds(self[$0]) } ?? false
  }
}
