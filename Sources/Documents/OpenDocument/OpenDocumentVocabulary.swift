/// The namespaces of OpenDocument 1.2 and 1.3 (ISO/IEC 26300) under their usual prefixes.
let openDocumentVocabulary: [String: String] = {
  var names = [
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://openoffice.org/2009/office": "officeooo",
    "http://www.w3.org/1998/Math/MathML": "math",
  ]
  for name in [
    "office", "text", "style", "table", "meta", "config", "manifest", "script", "presentation",
    "form", "chart",
  ] {
    names["urn:oasis:names:tc:opendocument:xmlns:\(name):1.0"] = name
  }
  names["urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"] = "draw"
  names["urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"] = "svg"
  names["urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"] = "fo"
  return names
}()
