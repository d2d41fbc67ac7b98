import Findings

extension BagJudge {
  /// `bagit.txt`: exactly two lines, a version that is known, an encoding that can be read.
  mutating func judgeDeclaration() {
    let path = Array("bagit.txt".utf8)
    guard let bytes = contents.tags[path] else {
      if find(path)?.match != .exact {
        add("bag-declaration-missing", .refused, path, "is missing, so this is no bag")
      }
      return
    }
    let declaration = BagDeclaration(bytes)
    for fault in declaration.faults { add("bag-declaration", .refused, path, fault) }
    version = declaration.version
    encoding = declaration.encoding
    if let version {
      if !version.isKnown {
        add("bag-version", .refused, path, "names version \(version), which is not known")
      } else if version < .rfc8493 {
        add(
          "bag-version", profile == .submission ? .refused : .note, path,
          "names version \(version), older than RFC 8493",
          remedy: profile == .submission ? again : "nothing has to be done")
      }
    }
    if profile == .submission, let encoding, encoding != .utf8 {
      add("bag-encoding", .refused, path, "names \(encoding.rawValue); a submission needs UTF-8")
    }
  }

  /// Reads every manifest whose algorithm is known and says what is odd about the set of them.
  mutating func readManifests() {
    for file in contents.files {
      switch BagRole(file.path) {
      case .manifest(let algorithm): read(file.path, algorithm) { $0.manifests.append($1) }
      case .tagManifest(let algorithm): read(file.path, algorithm) { $0.tagManifests.append($1) }
      default: break
      }
    }
    let needs = profile == .submission ? "; a submission needs SHA-256" : ""
    if manifests.isEmpty {
      add(
        "bag-manifest-missing", .refused, [], "has no payload manifest that can be checked\(needs)")
    } else if profile == .submission, !manifests.contains(where: { $0.algorithm == .sha256 }) {
      add("bag-manifest-missing", .refused, [], "has no manifest-sha256.txt\(needs)")
    }
    if profile == .submission, !tagManifests.contains(where: { $0.algorithm == .sha256 }) {
      add("bag-tag-manifest-missing", .refused, [], "has no tagmanifest-sha256.txt\(needs)")
    }
  }

  private mutating func read(
    _ path: [UInt8], _ algorithm: BagAlgorithm?, into add: (inout BagJudge, BagManifest) -> Void
  ) {
    guard let algorithm else {
      self.add(
        "bag-algorithm", profile == .submission ? .refused : .warning, path,
        "uses an algorithm that is not known, so it cannot be checked",
        remedy: "known are md5, sha1, sha224, sha256, sha384 and sha512")
      return
    }
    guard let text = text(of: path) else { return }
    if algorithm.isOld, profile == .anyBag {
      self.add(
        "bag-algorithm-old", .note, path, "uses \(algorithm.rawValue), which new bags should not",
        remedy: "nothing has to be done; it was checked")
    }
    add(&self, BagManifest(path, algorithm, text: text, decoding: isCurrent))
  }

  /// `bag-info.txt`: labels with values, and a `Payload-Oxum` that fits.
  mutating func judgeInfo() {
    let path = Array("bag-info.txt".utf8)
    guard let text = text(of: path) else { return }
    let info = BagInfo(text: text)
    for fault in info.faults {
      add("bag-info", .refused, path, "line \(fault.number) \(fault.reason)")
    }
    let values = info.values(of: "Payload-Oxum")
    if values.count > 1 {
      add("bag-oxum", .refused, path, "gives Payload-Oxum \(values.count) times")
    }
    for value in values {
      guard let oxum = PayloadOxum(value) else {
        add("bag-oxum", .refused, path, "gives a Payload-Oxum that is not bytes.files")
        continue
      }
      judge(oxum, in: path)
    }
  }

  private mutating func judge(_ oxum: PayloadOxum, in path: [UInt8]) {
    let found = PayloadOxum(
      bytes: payload.map(\.bytes).reduce(0, +), files: payload.count)
    let explained =
      absentLitter > 0 && oxum.files == found.files + absentLitter && oxum.bytes >= found.bytes
    guard oxum != found, !explained else { return }
    add(
      "bag-oxum", .refused, path,
      "says \(spoken(oxum.files, "file")) with \(spoken(oxum.bytes, "byte")), and here are "
        + "\(spoken(found.files, "file")) with \(spoken(found.bytes, "byte"))")
  }

  /// `fetch.txt`: nothing is ever fetched, so all that it lists must be here.
  mutating func judgeFetch() {
    let path = Array("fetch.txt".utf8)
    guard contents.files.contains(where: { $0.path == path }) else { return }
    guard profile == .anyBag else {
      add("bag-fetch", .refused, path, "asks to fetch files; a submission holds its files itself")
      return
    }
    guard let text = text(of: path) else { return }
    let fetch = BagFetch(text: text, decoding: isCurrent)
    var complete = fetch.faults.isEmpty
    for fault in fetch.faults {
      add("bag-fetch", .refused, path, "line \(fault.number) \(fault.reason)")
    }
    for listed in fetch.paths {
      if let reason = waysOut(listed) ?? outsidePayload(listed) {
        complete = false
        add("bag-path", .refused, listed, "may not be listed in fetch.txt: \(reason)")
      } else if find(listed) == nil {
        complete = false
        add(
          "bag-fetch", .refused, listed, "is listed in fetch.txt and not here",
          remedy: "ask the sender for a bag that holds all its files; nothing is ever fetched")
      }
    }
    if complete {
      add(
        "bag-fetch-complete", .note, path, "is not followed, and all files that it lists are here",
        remedy: "nothing has to be done")
    }
  }

  func outsidePayload(_ path: [UInt8]) -> String? {
    path.starts(with: "data/".utf8) ? nil : "it lies outside data/"
  }
}
