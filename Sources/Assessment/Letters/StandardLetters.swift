extension LetterKind {
  /// The text where a provider has none of its own.
  package var standard: String {
    switch self {
    case .request: StandardText.request
    case .reminder: StandardText.reminder
    case .correction: StandardText.correction
    case .result: StandardText.result
    case .reopening: StandardText.reopening
    case .chaser: StandardText.chaser
    case .acknowledgement: StandardText.acknowledgement
    }
  }
}

/// Our own words; a provider may change them.
enum StandardText {
  static let request = """
    Subject: Your {{qualification}} case study: {{#again}}please send it again{{/again}}{{^again}}please answer{{/again}} by {{by}}

    Dear {{name}},

    {{#again}}Please send your {{qualification}} case study again by {{by}}.{{/again}}{{^again}}We need an answer about your {{qualification}} case study by {{by}}.{{/again}}

    We have what you sent{{#receipt}} (receipt {{receipt}}){{/receipt}}, and it does not count yet:
    {{#reasons}}
      {{.}}
    {{/reasons}}

    {{#again}}
    Hand it in the same way as before, or reply to this mail with the document.
    {{/again}}
    {{#contact}}
    Questions? Write to {{contact}}.
    {{/contact}}

    """

  static let reminder = """
    Subject: Your {{qualification}} case study{{#open}}: the window closes {{closes}}{{/open}}

    Dear {{name}},

    {{#open}}We have no {{qualification}} case study from you yet; the window closes {{closes}}.{{/open}}{{#over}}We have no {{qualification}} case study from you; the window closed {{closes}}.{{/over}}

    {{#open}}
    If you have handed it in and have no receipt from us, tell us. If you need longer, or want to
    move to a later window, tell us before it closes.
    {{/open}}
    {{#over}}
    If you have handed it in, have an extension, or if something kept you from it, please tell us{{#by}}
    by {{by}}{{/by}}.
    {{/over}}

    {{#contact}}
    Write to {{contact}}.
    {{/contact}}

    """

  static let correction = """
    Subject: Your {{qualification}} case study: a correction

    Dear {{name}},

    We put a mistake of ours right, and write to you about your receipt.

    {{#receipts}}
      The receipt {{.}} no longer stands.
    {{/receipts}}
    {{#restored}}
      The receipt {{.}} stands again, whatever we wrote in between.
    {{/restored}}

    {{#counts}}
    What counts is the response with receipt {{counts}}. You need do nothing.
    {{/counts}}
    {{^counts}}
    We have no case study from you that counts. If you have handed one in, please tell us.
    {{/counts}}

    {{#contact}}
    Questions? Write to {{contact}}.
    {{/contact}}

    """

  static let chaser = """
    Subject: Your marking: {{todo}} still to come

    Dear {{name}},

    Markings still to come: {{todo}} of {{given}}{{#by}}{{#over}}; they were{{/over}}{{^over}},{{/over}} due by {{by}}{{/by}}.

    Please send what you have: a part is welcome, and what you leave open is not nought.
    {{#packs}}
      pack {{.}}
    {{/packs}}

    If you cannot mark them, tell us, so that somebody else can.
    {{#contact}}
    Write to {{contact}}.
    {{/contact}}

    """

  static let acknowledgement = """
    Subject: Your marking pack {{pack}}

    Dear {{name}},

    We have your marks for {{pack}}: {{done}} of {{all}} scripts are marked in full.

    {{#complete}}
    {{#finished}}
    You have told us that your copies are deleted. Thank you: there is nothing left to do.
    {{/finished}}
    {{^finished}}
    Thank you: when you are sure, please delete the pack and the scripts.
    {{/finished}}
    {{/complete}}
    {{^complete}}
    Still to come:
    {{#left}}
      {{.}}
    {{/left}}
    {{/complete}}
    {{#practised}}

    The practice scripts, and what the leads agreed on:
    {{#practice}}
      {{.}}
    {{/practice}}
    {{/practised}}
    {{#next}}

    {{.}}.
    {{/next}}
    {{#asked}}

    What you asked or told us:
    {{#queries}}
      {{.}}
    {{/queries}}
    {{/asked}}

    """
}
