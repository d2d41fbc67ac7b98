package import Findings

/// Holds a platform's own list against what was in its exports and against the roster.
///
/// Each line comes with the participant whom it means; `handedIn` are those of whom an export holds
/// something, and `unmatchedKeys` what an export calls those whom nobody knows.
package func reconcile(
  _ listings: [(listing: PlatformListing, match: PlatformRoster.Match)],
  handedIn: Set<Identifier>, unmatchedKeys: Set<String>, files: [(name: String, id: Identifier)]
) -> [Finding] {
  guard !listings.isEmpty else { return [] }
  var findings: [Finding] = []
  var listed: Set<Identifier> = []
  for (listing, match) in listings {
    guard case .one(let id) = match else {
      if listing.handedIn == true, !unmatchedKeys.contains(listing.key ?? "") {
        findings.append(
          Finding(
            "listed-unknown", .warning, listing.place,
            "says that somebody handed in who cannot be told in the roster",
            remedy: "import the person with their number, login or e-mail address"))
      }
      continue
    }
    listed.insert(id)
    if listing.handedIn == true, !handedIn.contains(id) {
      findings.append(
        Finding(
          "listed-without-file", .warning, id.text,
          "handed in by the platform's own list (\(listing.place)), and no export holds the file",
          remedy: "export it again or ask for the file before anyone is told that nothing came"))
    }
    if listing.handedIn == false, handedIn.contains(id) {
      findings.append(
        Finding(
          "file-not-submitted", .warning, id.text,
          "has a file in an export, and the platform's own list (\(listing.place)) says that nothing "
            + "was handed in",
          remedy: "find out whether it is a draft, or came after the list was made"))
    }
  }
  for file in files where !listed.contains(file.id) {
    findings.append(
      Finding(
        "file-without-listing", .warning, file.name,
        "is of \(file.id), who is not in the platform's own list",
        remedy: "make the list anew, for the whole course and not for a group"))
  }
  return findings
}
