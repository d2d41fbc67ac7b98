import Findings
import Testing

@testable import Assessment

/// Files in the form that each system documents, typed from its documentation or its own tests.
@Suite struct RubricsAsPublished {
  private func read(_ text: String, _ format: RubricFormat) -> Judged<ExchangedRubric> {
    readExchangedRubric(Array(text.utf8), name: "file", as: format)
  }

  private func shape(_ rubric: ExchangedRubric?) -> [String]? {
    rubric?.criteria.map { criterion in
      "\(criterion.title): "
        + criterion.levels.map { "\($0.name)=\($0.marks)" }.joined(separator: " ")
    }
  }

  /// Moodle: `backup/moodle2/backup_gradingform_rubric_plugin.class.php` and a backup of it; HTML in
  /// descriptions, levels and criteria out of order, scores with five decimals.
  @Test func `a rubric in a Moodle backup`() {
    let rubric = read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <areas><area id="5033"><areaname>submissions</areaname><activemethod>rubric</activemethod>
      <definitions><definition id="1"><method>rubric</method><name>Report rubric</name>
      <description>&lt;p&gt;How the report is assessed.&lt;/p&gt;</description>
      <descriptionformat>1</descriptionformat><status>20</status><options>$@NULL@$</options>
      <plugin_gradingform_rubric_definition><criteria>
      <criterion id="2"><sortorder>2</sortorder><description>Evidence</description>
      <descriptionformat>0</descriptionformat><levels>
      <level id="4"><score>5.00000</score><definition>Well cited</definition>
      <definitionformat>0</definitionformat></level>
      <level id="3"><score>0.00000</score><definition>None cited</definition>
      <definitionformat>0</definitionformat></level></levels></criterion>
      <criterion id="1"><sortorder>1</sortorder>
      <description>&lt;p&gt;Clarity&lt;/p&gt;&lt;p&gt;Is it &lt;b&gt;clear&lt;/b&gt; &amp;amp; short?&lt;/p&gt;</description>
      <descriptionformat>1</descriptionformat><levels>
      <level id="1"><score>0.00000</score><definition>Hard to follow</definition></level>
      <level id="2"><score>5.00000</score><definition>Clear throughout</definition></level>
      </levels></criterion></criteria></plugin_gradingform_rubric_definition>
      <instances></instances></definition></definitions></area></areas>
      """, .moodleRubric
    ).value
    #expect(rubric?.title == "Report rubric")
    #expect(shape(rubric) == ["Clarity: =0 =5", "Evidence: =0 =5"])
    #expect(rubric?.criteria.first?.asks == "Is it clear & short?")
    #expect(rubric?.criteria.last?.levels.map(\.descriptor) == ["None cited", "Well cited"])
  }

  /// Canvas: the headers of `spec/models/rubric_import_spec.rb`, with numbers behind the names as
  /// there or without as in the template; ragged rows.
  @Test(arguments: ["", " 1"])
  func `a rubric that Canvas takes`(number: String) {
    let rubric = read(
      """
      Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name\(number),Rating Description\(number),Rating Points\(number),Rating Name,Rating Description,Rating Points
      Rubric 1,Criteria 1,Criteria 1 Description,false,Rating 1,Rating 1 Description,1,Rating 2,Rating 2 Description,0
      Rubric 1,Criteria 2,,FALSE,Full,All of it,"2,0"
      """, .canvas
    ).value
    #expect(shape(rubric) == ["Criteria 1: Rating 2=0 Rating 1=1", "Criteria 2: Full=2"])
    #expect(rubric?.criteria.first?.asks == "Criteria 1 Description")
  }

  /// MarkUs: `spec/fixtures/files/criteria/upload_yml_mixed.yaml`, its first and its last check box.
  @Test func `criteria of MarkUs`() {
    let rubric = read(
      """
      cr30:
        type: rubric
        max_mark: 5.0
        levels:
          Beginner:
            mark: 0.0
            description: Fail
          Hmm:
            mark: 1.0
            description: Almost fail
          Excellent:
            mark: 5.0
            description: Impressive
        ta_visible: false
        peer_visible: true
      cr40:
        type: Checkbox
        max_mark: 5.0
        description: Another checkbox.
      old:
        type: rubric
        max_mark: 8.0
        level_0: {name: None, description: nothing}
        level_4: {name: All, description: everything}
      """, .markus
    ).value
    #expect(
      shape(rubric) == [
        "cr30: Beginner=0 Hmm=1 Excellent=5", "cr40: Not met=0 Met=5", "old: None=0 All=8",
      ])
    #expect(rubric?.criteria.first?.levels.last?.descriptor == "Impressive")
  }

  private static func turnitin(_ weights: (Int, Int), cells: String) -> String {
    """
    {"Rubric": [{"id": 1, "name": "Essay", "scoring_method": 1, "criterion": [20, 21]}],
     "RubricScale": [{"id": 10, "name": "Good", "value": 4, "position": 1},
                     {"id": 11, "name": "Poor", "value": 0, "position": 2}],
     "RubricCriterion": [
       {"id": 21, "name": "Writing", "description": null, "value": \(weights.1), "position": 2},
       {"id": 20, "name": "Analysis", "description": "Depth.", "value": \(weights.0), "position": 1}],
     "RubricCriterionScale": [\(cells)]}
    """
  }

  private static func cells(_ values: [Int]) -> String {
    zip([(20, 10), (20, 11), (21, 10), (21, 11)], values).map { place, value in
      "{\"id\": 3, \"criterion\": \(place.0), \"scale_value\": \(place.1), "
        + "\"description\": null, \"value\": \(value)}"
    }.joined(separator: ",")
  }

  /// Turnitin: the four arrays as third parties read them; marks in the cells of a custom rubric, on
  /// the scale of a standard one.
  @Test(arguments: [
    ((0, 0), [5, 0, 3, 1], ["Analysis: Poor=0 Good=5", "Writing: Poor=1 Good=3"]),
    ((50, 50), [0, 0, 0, 0], ["Analysis: Poor=0 Good=4", "Writing: Poor=0 Good=4"]),
    ((25, 75), [0, 0, 0, 0], ["Analysis: Poor=0 Good=1", "Writing: Poor=0 Good=3"]),
  ])
  func `a Turnitin rubric`(weights: (Int, Int), values: [Int], expected: [String]) {
    let text = Self.turnitin(weights, cells: Self.cells(values))
    #expect(shape(read(text, .turnitin).value) == expected)
  }

  /// CASE 1.1: attributes as in the information model, 7.1.26 to 7.1.29; as OpenSALT has it under
  /// CFDefinitions, and one CFRubric by itself.
  @Test(arguments: [
    "{\"CFRubrics\": [RUBRIC]}", "{\"CFDefinitions\": {\"CFRubrics\": [RUBRIC]}}", "RUBRIC",
  ])
  func `a CASE rubric`(around: String) {
    let rubric = read(
      around.replacing(
        "RUBRIC",
        with: """
          {"identifier": "a", "uri": "https://x.example/a", "title": "T",
           "lastChangeDateTime": "2025-03-13T00:00:00Z", "CFRubricCriteria": [
            {"identifier": "b", "uri": "u", "lastChangeDateTime": "2025-03-13T00:00:00Z",
             "category": "Evidence", "description": "Does it?", "position": 1,
             "CFItemURI": {"title": "Learn that", "identifier": "i", "uri": "u"},
             "CFRubricCriterionLevels": [
               {"quality": "High", "score": 2.0, "description": "all", "position": 2},
               {"quality": "Low", "score": 0, "description": "none", "position": 1}]}]}
          """), .case
    ).value
    #expect(shape(rubric) == ["Evidence: Low=0 High=2"])
    #expect(rubric?.criteria.first?.statements == ["Learn that"])
  }

  @Test(arguments: [
    (
      RubricFormat.case,
      "{\"CFRubrics\": [{\"title\": \"T\", \"CFRubricCriteria\": [{\"category\": \"a\", \"CFRubricCriterionLevels\": [{\"score\": 0.5}]}]}]}",
      "rubric-not-whole"
    ),
    (
      .case,
      "{\"CFRubrics\": [{\"title\": \"T\", \"CFRubricCriteria\": [{\"category\": \"a\", \"weight\": 2}]}]}",
      "rubric-form"
    ),
    (.case, "{}", "rubric-form"), (.case, "[", "rubric-form"), (.case, "", "rubric-form"),
    (.turnitin, "{}", "rubric-form"), (.turnitin, turnitin((0, 0), cells: ""), "rubric-form"),
    (.turnitin, turnitin((30, 70), cells: cells([0, 0, 0, 0])), "rubric-not-whole"),
    (
      .turnitin,
      "{\"Rubric\": [{\"name\": \"form\"}], \"RubricCriterion\": [{\"id\": 1, \"name\": \"c\"}]}",
      "rubric-no-levels"
    ),
    (.canvas, "Rubric Name,Criteria Name\na,b\n", "rubric-form"),
    (
      .canvas,
      "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points\na,b,,false,x,y,1.5\n",
      "rubric-not-whole"
    ),
    (
      .canvas,
      "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points\na,b,,true,x,y,1\n",
      "rubric-form"
    ),
    (
      .canvas,
      "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points\na,b,,,x,y,1\nc,d,,,x,y,1\n",
      "rubric-several"
    ),
    (.markus, "a: {type: flexible, max_mark: 2.0}\n", "rubric-no-levels"),
    (.markus, "a: {type: rubric, max_mark: 4.5, levels: {x: {mark: 1.1}}}\n", "rubric-not-whole"),
    (.markus, "a: &x {type: rubric}\nb: *x\n", "yaml-anchor"), (.markus, "- a\n", "rubric-form"),
    (
      .moodleRubric, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><areas>&e;</areas>",
      "rubric-form"
    ),
    (.moodleRubric, "<areas/>", "rubric-form"), (.moodleRubric, "<areas>", "rubric-form"),
    (.moodleRubric, String(repeating: "<a>", count: 100_000), "rubric-form"),
    (
      .moodleGuide,
      "<definition><name>x</name><plugin_gradingform_guide_definition><guidecriteria><guidecriterion><shortname>c</shortname><maxscore>5</maxscore></guidecriterion></guidecriteria></plugin_gradingform_guide_definition></definition>",
      "rubric-no-levels"
    ),
    (.xlsx, "PK\u{3}\u{4}", "sheet-not-a-workbook"), (.yaml, "rubric: 1\n", "yaml-missing-key"),
  ])
  func `what cannot be taken over is refused and says why`(
    format: RubricFormat, text: String, code: String
  ) {
    let judged = read(text, format)
    #expect(judged.value == nil)
    #expect(judged.findings.verdict == .refused)
    if format != .xlsx {
      #expect(judged.findings.contains { $0.code == code }, "\(judged.findings)")
    }
  }

  @Test func `a criterion with another number of levels does not fit a Turnitin grid`() {
    var rubric = ExchangedRubric(title: "T")
    let levels = (0...2).map { ExchangedRubric.Level(marks: $0, name: "N\($0)", descriptor: "d") }
    rubric.criteria = [
      ExchangedRubric.Criterion(title: "a", levels: levels),
      ExchangedRubric.Criterion(title: "b", levels: Array(levels.dropLast())),
    ]
    let day = CivilDate(daysSince1970: 0)
    #expect(
      rubric.written(as: .turnitin, on: day, name: "x").findings.map(\.code)
        == ["rubric-not-a-grid"])
    rubric.criteria[1].title = "a"
    #expect(
      rubric.written(as: .markus, on: day, name: "x").findings.map(\.code) == ["rubric-same-name"])
  }
}
