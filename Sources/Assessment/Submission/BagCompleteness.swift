import Findings

extension BagJudge {
  /// Every file that a payload manifest lists is here and unchanged, and every payload file is
  /// listed: by each manifest from version 1.0 on, by one of them before.
  mutating func judgePayload() {
    if payload.isEmpty, !contents.folders.contains(Array("data".utf8)) {
      add("bag-payload-missing", .refused, Array("data/".utf8), "is missing")
    }
    if profile == .submission, payload.isEmpty {
      add("bag-payload-missing", .refused, Array("data/".utf8), "holds no file")
    }
    var listed: [Set<[UInt8]>] = []
    for manifest in manifests {
      listed.append(judge(manifest) { [self] in outsidePayload($0) })
    }
    guard !listed.isEmpty else { return }
    for file in payload {
      let missing = zip(manifests, listed).filter { !$0.1.contains(file.path) }.map(\.0)
      let complete = isCurrent ? missing.isEmpty : missing.count < manifests.count
      guard !complete, let first = missing.first else { continue }
      add("bag-file-unlisted", .refused, file.path, "is not listed in \(shownPath(first.name))")
    }
  }

  /// Every tag file that a tag manifest lists is here and unchanged; every payload manifest is
  /// listed, and in a submission every tag file.
  mutating func judgeTagFiles() {
    let needed = contents.files.map(\.path).filter { path in
      switch BagRole(path) {
      case .tagManifest, .payload: false
      case .manifest: true
      default: profile == .submission
      }
    }
    for manifest in tagManifests {
      let listed = judge(manifest) { path in
        switch BagRole(path) {
        case .payload: "it lies in data/"
        case .tagManifest: "it is a tag manifest itself"
        default: nil
        }
      }
      for path in needed where !listed.contains(path) {
        add(
          "bag-tag-unlisted", isCurrent ? .refused : .warning, path,
          "is not listed in \(shownPath(manifest.name))")
      }
    }
  }

  /// Judges each line of a manifest and returns the paths of the files that it lists.
  private mutating func judge(
    _ manifest: BagManifest, allowed: ([UInt8]) -> String?
  ) -> Set<[UInt8]> {
    for fault in manifest.faults {
      add("bag-manifest-line", .refused, manifest.name, "line \(fault.number) \(fault.reason)")
    }
    var seen: [[UInt8]: ManifestLine] = [:]
    for line in manifest.lines {
      judgeForm(line, in: manifest)
      if let reason = waysOut(line.path) ?? allowed(line.path) {
        let name = shownPath(manifest.name)
        add("bag-path", .refused, line.path, "may not be listed in \(name): \(reason)")
        continue
      }
      guard let (file, match) = find(line.path) else {
        missing(line, manifest)
        continue
      }
      judge(match, of: line, file)
      if let earlier = seen.updateValue(line, forKey: file.path) {
        listedTwice(line, earlier, manifest)
      }
      if file.digests[manifest.algorithm] != line.digest {
        add(
          "bag-digest", .refused, line.path,
          "was changed or damaged: it does not have the checksum in \(shownPath(manifest.name))")
      }
    }
    return Set(seen.keys)
  }

  private mutating func judgeForm(_ line: ManifestLine, in manifest: BagManifest) {
    let remedy = "nothing has to be done; the tool that made the bag should be mended"
    if line.starred {
      add("bag-manifest-form", .warning, line.path, "is listed after a *", remedy: remedy)
    }
    if line.dotted {
      add("bag-manifest-form", .warning, line.path, "is listed as ./ and a path", remedy: remedy)
    }
    if line.percent {
      add("bag-percent", .warning, line.path, "holds a % not written %25", remedy: remedy)
    }
  }

  private mutating func missing(_ line: ManifestLine, _ manifest: BagManifest) {
    let name = shownPath(manifest.name)
    guard isLitter(line.path), profile == .anyBag else {
      add("bag-file-missing", .refused, line.path, "is listed in \(name) and not here")
      return
    }
    absentLitter += manifest.name == manifests.first?.name ? 1 : 0
    add(
      "bag-litter", .warning, line.path,
      "is listed in \(name) and not here; it is a computer's own file and nobody's work",
      remedy: "nothing has to be done")
  }

  private mutating func judge(_ match: Match, of line: ManifestLine, _ file: BagFile) {
    switch match {
    case .exact: break
    case .composed:
      add(
        "bag-name-form", .warning, line.path,
        "is listed with its letters composed in another way than in its name",
        remedy: "nothing has to be done")
    case .folded:
      add(
        "bag-name-case", profile == .submission ? .refused : .warning, line.path,
        "is not here; \(shownPath(file.path)) differs from it only in case")
    }
  }

  private mutating func listedTwice(
    _ line: ManifestLine, _ earlier: ManifestLine, _ manifest: BagManifest
  ) {
    let same = line.digest == earlier.digest
    let spelledOtherwise = line.path != earlier.path
    let severity: Finding.Severity = same && (spelledOtherwise || !isCurrent) ? .warning : .refused
    add(
      "bag-listed-twice", severity, line.path,
      "is listed twice in \(shownPath(manifest.name)), in lines \(earlier.number) and \(line.number)"
        + (same ? "" : ", with different checksums"))
  }
}
