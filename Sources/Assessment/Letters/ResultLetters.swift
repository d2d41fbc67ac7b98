extension StandardText {
  static let result = """
    Subject: Your {{qualification}} case study: the result

    Dear {{name}},

    {{outcome}}

    {{#replaces}}
    {{#same}}
    We have looked at your result again, and it stays as we wrote on {{replaces}}.
    {{/same}}
    {{^same}}
    We have looked at your result again. This letter replaces that of {{replaces}}, which no longer stands.
    {{/same}}

    {{/replaces}}
    {{#met}}
    Congratulations. We tell the Department for Education, which writes to you about your qualification; you need do nothing.

    {{/met}}
    {{#total}}
    You have {{total}} of {{maximum}} marks; {{needed}} are needed.

    {{/total}}
    {{#hascriteria}}
    Where your response stands on each criterion:
    {{#criteria}}
      {{.}}
    {{/criteria}}

    {{/hascriteria}}
    {{#hasfeedback}}
    What those who read it say:
    {{#feedback}}
      {{.}}
    {{/feedback}}

    {{/hasfeedback}}
    {{#again}}
    What you can do next: you can take the assessment again{{#window}}, in the window {{window}}{{/window}}.
    {{#task}}
    The task: {{task}}.
    {{/task}}
    {{#cost}}
    The cost: {{cost}}.
    {{/cost}}
    We write to you before the window opens. The Department for Education hears of this result, and writes to you as well.

    {{/again}}
    {{#last}}
    This was your last attempt. Please write to us about what is still open to you. The Department for Education hears of this result, and writes to you as well.

    {{/last}}
    {{#appealby}}
    If you think that something went wrong, you can appeal until {{appealby}}{{#appealto}}: write to {{appealto}}{{/appealto}}.

    {{/appealby}}
    {{#keptuntil}}
    We keep what you handed in, and what belongs to it, until {{keptuntil}}.

    {{/keptuntil}}
    {{#contact}}
    Questions? Write to {{contact}}.
    {{/contact}}

    """

  static let reopening = """
    Subject: Your {{qualification}} case study: we look at your result again

    Dear {{name}},

    We are looking again at the result that we sent you on {{released}}.
    Until we write to you, please take that result as not final. You need do nothing.

    {{#contact}}
    Questions? Write to {{contact}}.
    {{/contact}}

    """
}
