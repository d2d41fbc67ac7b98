/// The commands that carry a made-up series to its results.
struct DemoSteps {
  let folder: String

  /// A script that any shell runs; 2 and 3 are answers of npq, not failures.
  var script: String {
    let lines = steps.map { "step \($0)" }
    return """
      #!/bin/sh
      # Carries this made-up series from its responses to its results. npq must be on the path.
      cd "$(dirname "$0")" || exit 1
      export NPQ_SERIES=series NPQ_PERSON=office
      step() {
        printf '\\n$ npq %s\\n' "$*" >&2
        npq "$@"
        case $? in 0 | 2 | 3) ;; *) exit 1 ;; esac
      }
      \(lines.joined(separator: "\n"))

      """
  }

  private var steps: [String] {
    let papers = DemoPaper.all.map { "--assessment assessments/\($0.id).yaml" }
    return [
      "init series --name demo \(papers.joined(separator: " ")) --keys keys --at 2027-02-01T09:00:00Z",
      "import participants participants.csv --keys keys --at 2027-02-02T09:00:00Z",
      "import assessors assessors.csv --keys keys --at 2027-02-02T09:05:00Z",
      "receive responses --match received.csv --times received.csv --keys keys --at 2027-03-22T09:00:00Z",
      "status --at 2027-03-22T10:00:00Z",
      "allocate --draw 7 --at 2027-03-22T10:05:00Z",
      "distribute -o packs --due 2027-04-12 --at 2027-03-22T11:00:00Z",
      "demo mark packs --words series/send/passphrases.csv -o returns --at 2027-04-10T20:00:00Z",
      "collect returns --at 2027-04-12T09:00:00Z",
      "moderate third --draw 11 --at 2027-04-12T10:00:00Z",
      "distribute -o packs-third --due 2027-04-26 --at 2027-04-12T11:00:00Z",
      "demo mark packs-third --words series/send/passphrases.csv -o returns-third --at 2027-04-24T20:00:00Z",
      "collect returns-third --at 2027-04-26T09:00:00Z",
      "results --csv --at 2027-04-27T09:00:00Z >results.csv",
      "report -o report --at 2027-04-27T09:30:00Z",
      "import officers officers.csv --at 2027-05-03T09:00:00Z",
      "publish --list list.csv --as Head --at 2027-05-03T10:00:00Z",
      """
      publish -o release --digest "$(sha256sum list.csv | cut -c1-16)" --as Head \\
        --at 2027-05-03T10:05:00Z
      """,
      "status --at 2027-05-03T11:00:00Z",
      "verify series --at 2027-05-03T11:00:00Z",
    ]
  }
}
