// The namespaces of Office Open XML and OpenDocument under their usual prefixes.

const officeVocabulary = {
  "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
  "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
  "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid",
  "http://schemas.microsoft.com/office/word/2018/wordml/cex": "w16cex",
  "http://schemas.microsoft.com/office/word/2023/wordml/word16du": "w16du",
  "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
  "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
  "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
  "http://schemas.microsoft.com/office/drawing/2014/chart": "c16",
  "http://schemas.microsoft.com/office/drawing/2014/main": "a16",
  "http://schemas.microsoft.com/office/drawing/2010/main": "a14",
  "urn:schemas-microsoft-com:vml": "v",
  "urn:schemas-microsoft-com:office:office": "o",
};
// Transitional (ECMA-376) and strict (ISO/IEC 29500) documents differ in their namespaces alone.
for (const [transitional, strict, prefix] of [
  ["wordprocessingml/2006/main", "wordprocessingml/main", "w"],
  ["officeDocument/2006/relationships", "officeDocument/relationships", "r"],
  ["officeDocument/2006/math", "officeDocument/math", "m"],
  ["drawingml/2006/main", "drawingml/main", "a"],
  ["drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing", "wp"],
  ["drawingml/2006/picture", "drawingml/picture", "pic"],
  ["drawingml/2006/diagram", "drawingml/diagram", "dgm"],
  ["drawingml/2006/chart", "drawingml/chart", "c"],
  ["officeDocument/2006/extended-properties", "officeDocument/extendedProperties", "ap"],
]) {
  officeVocabulary[`http://schemas.openxmlformats.org/${transitional}`] = prefix;
  officeVocabulary[`http://purl.oclc.org/ooxml/${strict}`] = prefix;
}

/** The extensions that Word itself asks for: a choice that requires them is taken (ISO/IEC 29500-3, 7.6). */
const knownExtensions = new Set(("w14 w15 w16 w16se w16cid w16cex w16sdtdh w16du wp14 wps wpg wpc wpi wne a14 am3d aink " +
  "cx cx1 cx2 cx3 cx4 cx5 cx6 cx7 cx8 v2 c14 c16 p14 oel").split(" "));

const openVocabulary = {
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://www.w3.org/1999/xlink": "xlink",
  "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
  "http://openoffice.org/2009/office": "officeooo",
  "http://www.w3.org/1998/Math/MathML": "math",
  "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
  "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
  "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
};
for (const name of ["office", "text", "style", "table", "meta", "config", "manifest", "script", "presentation", "form", "chart"]) {
  openVocabulary[`urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`] = name;
}

/** What a table holds under a name that a stranger chose. */
const own = (table, name) => Object.hasOwn(table, name) ? table[name] : undefined;
