import Foundation

/// The mark scheme as one HTML page to read and to print; it loads nothing and runs nothing.
///
/// One that is to be signed ends in lines for those who agree it.
package func rubricPage(_ scheme: PackRubric, isToBeSigned: Bool = false) -> String {
  let rubric = scheme.rubric
  let facts = rubric.facts.map { "<p>\($0.inHTML)</p>" }
  let notice = rubric.example ? ["<p><em>\(Rubric.exampleNotice.inHTML)</em></p>"] : []
  let styleDigest = Data(Digest(of: Data(style.utf8)).bytes).base64EncodedString()
  let lines =
    [
      "<!DOCTYPE html>", "<html lang=\"en-GB\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-\(styleDigest)'\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(rubric.title.inHTML)</title>", "<style>\(style)</style>", "</head>", "<body>",
      "<h1>\(rubric.title.inHTML)</h1>",
    ] + facts + notice + rubric.criteria.flatMap(section)
    + (isToBeSigned ? signatures : []) + [
      "<footer>Mark scheme \(scheme.digest)</footer>", "</body>", "</html>",
    ]
  return lines.joined(separator: "\n") + "\n"
}

private let signatures =
  [
    "<section>", "<h2>Agreed</h2>", "<table>",
    "<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Role</th><th scope=\"col\">Signature</th><th scope=\"col\">Date</th></tr></thead>",
    "<tbody>",
  ] + Array(repeating: "<tr class=\"blank\"><td></td><td></td><td></td><td></td></tr>", count: 3)
  + ["</tbody>", "</table>", "</section>"]

private func section(_ criterion: Rubric.Criterion) -> [String] {
  let must = criterion.mustPass.map { ["<p><strong>\($0.inHTML)</strong></p>"] } ?? []
  let rows = criterion.levels.map { level in
    "<tr><td>\(level.marks)</td><th scope=\"row\">\(level.name.inHTML)</th><td>\(level.descriptor.inHTML)</td></tr>"
  }
  let areas = criterion.statements.joined(separator: "; ")
  return [
    "<section>", "<h2>\(criterion.title.inHTML) <code>\(criterion.id.inHTML)</code></h2>",
    "<p>\(criterion.asks.inHTML)</p>",
  ] + must + [
    "<table>",
    "<thead><tr><th scope=\"col\">Marks</th><th scope=\"col\">Level</th><th scope=\"col\">What the response shows</th></tr></thead>",
    "<tbody>",
  ] + rows + ["</tbody>", "</table>"]
    + (areas.isEmpty ? [] : ["<p class=\"areas\">Framework: \(areas.inHTML)</p>"]) + ["</section>"]
}

private let style = """
  body{font:16px/1.45 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
  h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}code{font-weight:normal;color:#555}
  table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:.4rem .6rem;text-align:left;vertical-align:top}
  footer,.areas{font-size:.85rem;color:#555;overflow-wrap:anywhere}
  .blank td{height:2.6rem;width:25%}
  @media print{body{margin:0;max-width:none}section{break-inside:avoid}}
  """
