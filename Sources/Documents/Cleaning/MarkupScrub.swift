import Markup

/// Takes traces and masked words out of the XML of one part, and leaves every other byte as it is.
struct MarkupScrub {
  /// A stretch of a paragraph's text and where it stands.
  private struct Piece {
    let text: String
    let range: Range<Int>
    /// Where `xml:space` can be put if the text comes to begin or end with a blank.
    let spaceAt: Int?
  }

  private let bytes: [UInt8]
  private let rules: ScrubRules
  private let masking: Masking
  private var patches: [Patch] = []
  private var result: ScrubbedPart
  private var path: [(name: String, role: ScrubRules.Role)] = []
  private var paragraphs: [[Piece]] = []
  private var spaceAt: Int?
  private var fields = FieldTrail()
  /// The mark or instruction of a field that we are in: where it began, and what it marks.
  private var code: (start: Int, kind: String?)?
  /// Where the last event ended.
  private var done = 0
  /// How deep the element lies that is being dropped, and where it began.
  private var dropping: (depth: Int, start: Int, kind: Trace.Kind?, isNoted: Bool)?

  private init(_ bytes: [UInt8], _ rules: ScrubRules, _ masking: Masking) {
    self.bytes = bytes
    self.rules = rules
    self.masking = masking
    result = ScrubbedPart(bytes: bytes)
  }

  /// Scrubs a part; `events` are those of its bytes, where they are known already.
  static func scrub(
    _ bytes: [UInt8], _ events: [MarkupEvent]?, _ rules: ScrubRules, _ masking: Masking
  ) throws(MarkupError) -> ScrubbedPart {
    let bytes = markupInUTF8(bytes)
    var scrub = MarkupScrub(bytes, rules, masking)
    if let events {
      for event in events { scrub.take(event) }
    } else {
      try MarkupReader.read(bytes, vocabulary: rules.vocabulary) { scrub.take($0) }
    }
    scrub.dropComments(in: scrub.done..<bytes.count)
    scrub.result.bytes = bytes.applying(scrub.patches)
    return scrub.result
  }

  private mutating func take(_ event: MarkupEvent) {
    takeGap(before: event)
    switch event {
    case .start(let name, let attributes, let range):
      let role = rules.role(of: name)
      path.append((name, role))
      if dropping == nil { start(name, role, attributes, range) }
    case .text(let text, let range):
      if let dropping {
        if dropping.kind == .authorField { result.lostWords += countWords(text) }
        if let kind = dropping.kind, !dropping.isNoted, !text.allSatisfy(\.isWhitespace) {
          note(kind)
          self.dropping?.isNoted = true
        }
      } else {
        take(text, range)
      }
    case .end(let name, let range):
      if let open = dropping {
        if open.depth == path.count {
          patches.append(Patch(open.start..<range.upperBound))
          dropping = nil
        }
      } else {
        end(name, path.last?.role ?? rules.role(of: name), range)
      }
      path.removeLast()
    }
  }

  /// What stands between two events is a comment or an instruction, which nobody is shown.
  private mutating func takeGap(before event: MarkupEvent) {
    let range =
      switch event {
      case .start(_, _, let range), .text(_, let range), .end(_, let range): range
      }
    if dropping == nil, done < range.lowerBound { dropComments(in: done..<range.lowerBound) }
    done = max(done, range.upperBound)
  }

  private mutating func dropComments(in gap: Range<Int>) {
    let within = bytes[..<gap.upperBound]
    for (open, close) in [("<!--", "-->"), ("<?", "?>")] {
      var from = gap.lowerBound
      while let start = within.firstIndex(of: Array(open.utf8), from: from),
        let end = within.firstIndex(of: Array(close.utf8), from: start + open.utf8.count)
      {
        from = end + close.utf8.count
        let isDeclaration = within[start...].starts(with: "<?xml ".utf8)
        if !isDeclaration { patches.append(Patch(start..<from)) }
      }
    }
  }

  private mutating func start(
    _ name: String, _ role: ScrubRules.Role, _ attributes: MarkupAttributes, _ range: Range<Int>
  ) {
    if let kind = role.dropped ?? rules.element(name, attributes) {
      if let kind, rules.notesEmpty { note(kind) }
      dropping = (path.count, range.lowerBound, kind, rules.notesEmpty)
      return
    }
    if let kind = role.unwrapped {
      note(kind)
      patches.append(Patch(range))
      return
    }
    if role.isParagraph { paragraphs.append([]) }
    if role.isGap { addPiece(" ", range.upperBound..<range.upperBound, nil) }
    if role.isText {
      spaceAt = attributes["xml:space"] == nil ? MarkupTag(bytes, at: range).end : nil
    }
    if name == "w:fldSimple", fields.beginSimple(attributes["w:instr"] ?? "") {
      if fields.isBereft { note(.documentData) }
      patches.append(Patch(range))
      return
    }
    if name == "w:fldChar" || name == "w:instrText" {
      code = (range.lowerBound, attributes["w:fldCharType"])
    }
    change(attributes, of: name, range)
  }

  private mutating func end(_ name: String, _ role: ScrubRules.Role, _ range: Range<Int>) {
    if role.unwrapped != nil { patches.append(Patch(range)) }
    if name == "w:fldSimple", fields.endSimple() { patches.append(Patch(range)) }
    if name == "w:fldChar" || name == "w:instrText" { endCode(name, range) }
    if role.isParagraph, let pieces = paragraphs.popLast() { mask(pieces) }
  }

  private mutating func endCode(_ name: String, _ range: Range<Int>) {
    guard let open = code else { return }
    code = nil
    let whole = open.start..<range.upperBound
    guard name == "w:fldChar" else { return fields.add(code: whole) }
    if open.kind == "end", fields.isBereft { note(.documentData) }
    patches += fields.mark(open.kind, at: whole).map { Patch($0) }
  }

  private mutating func take(_ text: String, _ range: Range<Int>) {
    guard let (element, role) = path.last else { return }
    if element == "w:instrText" {
      takeInstruction(text, range)
    } else if fields.showsAuthor, role.isText {
      note(.authorField)
      result.lostWords += countWords(text)
      patches.append(Patch(range))
    } else if role.isText || rules.takesAllText {
      addPiece(text, range, spaceAt)
    }
  }

  /// The instruction of a field may hold a path, a mailbox or a name.
  private mutating func takeInstruction(_ text: String, _ range: Range<Int>) {
    fields.instruct(text)
    if isPersonalAddress(text) {
      note(.link)
      patches.append(Patch(range))
    } else if let masked = masking.apply(toName: text) {
      result.masked += masked.count
      patches.append(Patch(range, masked.text.markupEscaped))
    }
  }

  private mutating func addPiece(_ text: String, _ range: Range<Int>, _ spaceAt: Int?) {
    guard !masking.isEmpty, !paragraphs.isEmpty else { return }
    paragraphs[paragraphs.count - 1].append(Piece(text: text, range: range, spaceAt: spaceAt))
  }

  private mutating func mask(_ pieces: [Piece]) {
    guard let masked = masking.apply(to: pieces.map(\.text)) else { return }
    result.masked += masked.count
    for (piece, text) in zip(pieces, masked.pieces) where text != piece.text {
      guard !piece.range.isEmpty else { continue }
      patches.append(Patch(piece.range, text.markupEscaped))
      if let place = piece.spaceAt,
        text.first?.isWhitespace == true || text.last?.isWhitespace == true
      {
        patches.append(Patch(place..<place, " xml:space=\"preserve\""))
      }
    }
  }

  private mutating func change(
    _ attributes: MarkupAttributes, of element: String, _ range: Range<Int>
  ) {
    guard !attributes.items.isEmpty else { return }
    var tag: MarkupTag?
    for (index, item) in attributes.items.enumerated() {
      let act = rules.attribute(element, item.name, item.value)
      if case .keep = act { continue }
      let places = tag ?? MarkupTag(bytes, at: range)
      tag = places
      guard index < places.attributes.count else { return }
      apply(act, to: item, places.attributes[index])
    }
  }

  private mutating func apply(
    _ act: ScrubRules.Act, to item: MarkupAttributes.Item, _ place: MarkupTag.Attribute
  ) {
    switch act {
    case .keep: return
    case .drop(let kind):
      if let kind { note(kind) }
      patches.append(Patch(place.whole))
    case .replace(let value, let kind):
      if let kind { note(kind) }
      patches.append(Patch(place.value, value.markupEscaped))
    case .mask:
      guard let masked = masking.apply(toName: item.value) else { return }
      result.masked += masked.count
      patches.append(Patch(place.value, masked.text.markupEscaped))
    }
  }

  private mutating func note(_ kind: Trace.Kind) {
    result.traces[kind, default: 0] += 1
  }
}

/// XML in UTF-8 without an encoding declaration; from UTF-16 where it has a byte order mark.
func markupInUTF8(_ bytes: [UInt8]) -> [UInt8] {
  guard bytes.hasWideMark, let decoded = decodeText(bytes) else { return bytes }
  var utf8 = Array(decoded.text.utf8)
  if utf8.starts(with: "<?xml".utf8), let end = utf8.firstIndex(of: Array("?>".utf8), from: 0) {
    utf8.removeSubrange(0..<(end + 2))
  }
  return utf8
}
