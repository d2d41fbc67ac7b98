import CExpat

/// Owns an expat parser and the state that its handlers fill; frees both.
@safe struct ParserOwner: ~Copyable {
  private let parser: OpaquePointer
  private let state: UnsafeMutablePointer<MarkupState>

  init(names: NameTable, limits: MarkupLimits) throws(MarkupError) {
    guard let parser = unsafe XML_ParserCreateNS(nil, CChar(NameTable.separator)) else {
      throw .memory
    }
    unsafe self.parser = unsafe parser
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(
      to: MarkupState(parser: parser, limits: limits, names: names))
    unsafe XML_SetUserData(parser, state)
    unsafe Self.setHandlers(of: parser)
  }

  deinit {
    unsafe XML_ParserFree(parser)
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Feeds a piece and returns what went wrong, if anything did.
  func parse(_ piece: ArraySlice<UInt8>, last: Bool) -> MarkupError? {
    let status = unsafe piece.withUnsafeBytes { buffer in
      unsafe XML_Parse(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count),
        last ? 1 : 0)
    }
    unsafe state.pointee.flushText()
    if let failure = unsafe state.pointee.failure { return failure }
    guard status != XML_STATUS_OK else { return nil }
    let reason = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map { unsafe String(cString: $0) }
    return .malformed(
      reason ?? "unknown reason", line: Int(clamping: unsafe XML_GetCurrentLineNumber(parser)))
  }

  /// The names as far as they were learnt.
  var names: NameTable { unsafe state.pointee.names }

  func takeEvents() -> [MarkupEvent] {
    let events = unsafe state.pointee.events
    unsafe state.pointee.events = []
    return events
  }

  /// How many of the bytes fed so far wait for the end of their token.
  func unfinished(of fed: Int) -> Int {
    fed - max(0, unsafe Int(XML_GetCurrentByteIndex(parser)))
  }

  private static func setHandlers(of parser: OpaquePointer) {
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let name = unsafe name, let attributes = unsafe attributes else { return }
        unsafe ParserOwner.state(data)?.pointee.start(name, attributes)
      },
      { data, _ in unsafe ParserOwner.state(data)?.pointee.end() })
    unsafe XML_SetCharacterDataHandler(parser) { data, characters, count in
      let bytes = unsafe UnsafeRawBufferPointer(start: characters, count: Int(count))
      unsafe ParserOwner.state(data)?.pointee.characters(bytes.bindMemory(to: UInt8.self))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      unsafe ParserOwner.state(data)?.pointee.fail(.doctype)
    }
    unsafe XML_SetXmlDeclHandler(parser) { data, _, encoding, _ in
      let name = unsafe encoding.map { unsafe String(cString: $0) }
      unsafe ParserOwner.state(data)?.pointee.declaration(encoding: name)
    }
  }

  private static func state(_ data: UnsafeMutableRawPointer?)
    -> UnsafeMutablePointer<MarkupState>?
  {
    unsafe data?.assumingMemoryBound(to: MarkupState.self)
  }
}
