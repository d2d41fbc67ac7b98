"""Documents as people, programs and strangers make them, each a name and its bytes."""
import io
import pathlib
import random
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib

SAMPLES = pathlib.Path(__file__).parents[2] / "Samples"
BASE = "http://schemas.openxmlformats.org/"
OFFICE = BASE + "officeDocument/2006/relationships/"
WORD = (f'xmlns:w="{BASE}wordprocessingml/2006/main" xmlns:r="{BASE}officeDocument/2006/relationships" '
        f'xmlns:mc="{BASE}markup-compatibility/2006" xmlns:a="{BASE}drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:wp="{BASE}drawingml/2006/wordprocessingDrawing" xmlns:m="{BASE}officeDocument/2006/math" '
        'xmlns:o="urn:schemas-microsoft-com:office:office"')
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PLAIN = " ".join(f"plain{number}" for number in range(240))
STYLES = f"""<w:styles {WORD}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our heading"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Level"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Bib"><w:name w:val="Bibliography"/></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Shown"><w:name w:val="Shown"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
</w:styles>"""


def p(text, style="", properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text)}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A ZIP of names and contents; a content may be text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2027, 3, 12, 20, 5, 0)), content, method)
    return file.getvalue()


def word_parts(body, parts=(), package=(), types=(), main="document.main+xml"):
    """`parts` and `package` are (name, kind, content type, content); without content they lie elsewhere."""
    styles = ("word/styles.xml", "styles", TYPE + "styles+xml", STYLES)
    own = ("word/document.xml", "officeDocument", TYPE + main, f"<w:document {WORD}><w:body>{body}</w:body></w:document>")

    def relationships(all_parts):
        lines = []
        for number, (name, kind, _, content) in enumerate(all_parts, 1):
            kind = kind if kind.startswith("http") else OFFICE + kind
            where = f'Target="/{name}"' if content is not None else f'Target="{name}" TargetMode="External"'
            lines.append(f'<Relationship Id="rId{number}" Type="{kind}" {where}/>')
        return f'<Relationships xmlns="{BASE}package/2006/relationships">{"".join(lines)}</Relationships>'

    parts = [styles, *parts]
    inside = [one for one in [own, *parts, *package] if one[3] is not None]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, _, kind, _ in inside)
    return [
        ("[Content_Types].xml", f'<Types xmlns="{BASE}package/2006/content-types"><Default Extension="rels" '
         f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{"".join(types)}{overrides}</Types>'),
        ("_rels/.rels", relationships([own, *package])), ("word/_rels/document.xml.rels", relationships(parts)),
        *((name, content) for name, _, _, content in inside)]


def docx(body, *parts, **more): return zipped(word_parts(body, parts, **more))


def word(kind, text, name=None, attributes=""):
    return (f"word/{name or kind}.xml", kind, TYPE + kind + "+xml", f"<w:{name or kind} {WORD} {attributes}>{text}</w:{name or kind}>")


OPEN = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
                for one in ("office", "text", "style", "table", "meta", "manifest", "script", "config"))
OPEN += (' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
         'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
         'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:officeooo="http://openoffice.org/2009/office" '
         'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
TEXT = "application/vnd.oasis.opendocument.text"
OPEN_STYLES = ('<style:style style:name="Hid" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
               '<style:style style:name="hid" style:family="text"><style:text-properties text:display="none"/></style:style>'
               '<style:style style:name="Shown" style:family="paragraph" style:parent-style-name="Hid"><style:text-properties text:display="true"/></style:style>'
               '<style:style style:name="Cap2" style:family="paragraph" style:parent-style-name="Caption"/>'
               '<style:style style:name="Sec" style:family="section"><style:section-properties text:display="none"/></style:style>')


def odt(body, *more, styles=OPEN_STYLES, mimetype=TEXT, manifest=""):
    entries = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>' for name, _ in more)
    return zipped([
        ("mimetype", mimetype),
        ("content.xml", f"<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>"
         f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"),
        ("META-INF/manifest.xml", f'<manifest:manifest {OPEN}><manifest:file-entry manifest:full-path="/" manifest:media-type="{TEXT}"/>'
         f"{entries}{manifest}</manifest:manifest>"), *more])


def t(text): return f"<text:p>{text}</text:p>"


def chunk(name, content=b""):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND")
TOLD_PNG = PNG[:33] + chunk(b"tEXt", b"Author\0Ada Lovelace") + PNG[33:]
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xe1\0\x08Exif\0\0\xff\xda\0\x02data\xff\xd9"
GIF = b"GIF89a\1\0\1\0\0\0\0!\xfe\3Ada\0;"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>Ada</title><path d="M0 0"/></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
PEOPLE = "<dc:creator>Ada Lovelace</dc:creator>"
CORE = f'<cp:coreProperties xmlns:cp="{BASE}package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{PEOPLE}<cp:lastModifiedBy>Ada Lovelace</cp:lastModifiedBy></cp:coreProperties>'


def properties(words, application="Microsoft Office Word"):
    """The parts that hold a Word document's properties."""
    app = (f'<Properties xmlns="{BASE}officeDocument/2006/extended-properties"><Words>{words}</Words>'
           f"<Application>{application}</Application><Company>Tarnside Lane Primary</Company></Properties>")
    return [("docProps/core.xml", BASE + "package/2006/relationships/metadata/core-properties",
             "application/vnd.openxmlformats-package.core-properties+xml", CORE),
            ("docProps/app.xml", "extended-properties", "application/vnd.openxmlformats-officedocument.extended-properties+xml", app)]


def field(instruction, result):
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def table(*cells):
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"


def box(text):
    return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></mc:Choice>'
            f"<mc:Fallback><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>{r('around it')}</w:p>")


def word_documents():
    """Word documents, by what is in them."""
    people = 'w:author="Ada Lovelace" w:date="2027-01-01T10:00:00Z"'
    full = "".join([
        p("A title of five words", "T"), p("The problem", "H1"), p(PLAIN), p("Our own", "Own"), p("By level", "Level"),
        p("by itself", "", '<w:outlineLvl w:val="2"/>'), table(p("cell one"), p("head", "H1") + table(p("inner cell"))), box(p("in the box") + p("Figure 1", "Cap")),
        p("Figure two words", "Cap"), f"<w:p>{r('kept')}<w:del {people}><w:r><w:delText> gone words</w:delText></w:r></w:del>"
        f"<w:ins {people}>{r(' put in')}</w:ins><w:moveFrom {people}>{r(' moved away')}</w:moveFrom></w:p>",
        f"<w:p>{r('shown ')}{r('hidden words', '<w:vanish/>')}{r('not hidden', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>",
        p("all secret", "Secret"), f"<w:p><w:pPr><w:pStyle w:val=\"Secret\"/></w:pPr>{r('yet shown', '<w:rStyle w:val=' + chr(34) + 'Shown' + chr(34) + '/>')}</w:p>",
        f"<w:p>{field('PAGE', '7')}{field(' TOC ', 'Contents here')}</w:p>",
        "<w:p><w:r><w:t>tab</w:t><w:tab/><w:t>bed</w:t><w:br/><w:t>line</w:t><w:noBreakHyphen/><w:t>end</w:t></w:r></w:p>",
        f"<w:p><m:oMath><m:r><m:t>x = 2</m:t></m:r></m:oMath>{r(' – well-being and/or 3.14 50% a & b'.replace('&', '&amp;'))}</w:p>", p("日本語 한국어 문장 ﾊﾝ"),
        "<w:p><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:p>",
        f"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Bibliographies\"/></w:docPartObj></w:sdtPr><w:sdtContent>{p('Works', 'H1')}{p('Made by Word (2020).')}</w:sdtContent></w:sdt>",
        p("References", "H1"), p("Smith, J. (2020) A book."), table(p("listed cell")), p("Appendix", "H1"), p("after the list"), p("Bib style", "Bib"), p("2. References:"), p("Jones (2021).")])
    notes = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote><w:footnote w:id="1">' + p("A footnote of words.") + table(p("in a note")) + "</w:footnote>"
    whole = docx(full, word("footnotes", notes), word("endnotes", f'<w:endnote w:id="1">{p("End note.")}</w:endnote>'),
                 word("header", p("Ada Lovelace, NPQLT"), "hdr"), word("footer", p("Page 1"), "ftr"),
                 word("comments", f'<w:comment w:id="0" {people} w:initials="AL">{p("a remark here")}</w:comment>'), package=properties(312))
    yield "everything.docx", whole
    yield "plain.docx", docx(p(PLAIN))
    yield "word-number.docx", docx(p(PLAIN + " – &amp; –"), word("footnotes", f'<w:footnote w:id="1">{p("Four words are here.")}</w:footnote>'), package=properties(243))
    yield "same-number.docx", docx(p(PLAIN), package=properties(240))
    yield "long.docx", docx("".join(p(PLAIN) for _ in range(7)))
    yield "short.docx", docx(p("Too short by far"))
    yield "empty.docx", docx("<w:p/>")
    yield "link.docx", docx(p("https://docs.example/d/1"))
    yield "utf16.docx", zipped([(name, text.encode("utf-16") if name.endswith("document.xml") else text) for name, text in word_parts(p(PLAIN))])
    strict = [(name, text.replace(BASE + "wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")) for name, text in word_parts(p("Strict", "H1") + p(PLAIN))]
    yield "strict.docx", zipped(strict)
    yield "fields.docx", docx("<w:p>" + field('AUTHOR \\* MERGEFORMAT', "Ada Lovelace") + field(" LINK Excel ", "1") + field("INCLUDEPICTURE x", "") + field("HYPERLINK mailto:a@b.c", "mail")
                              + '<w:fldSimple w:instr="FILENAME"><w:r><w:t>my file</w:t></w:r></w:fldSimple></w:p>' + p(PLAIN))
    yield "nested-fields.docx", docx("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3 + r("lost") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 2 + r("still lost")
                                     + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("found") + "</w:p>" + p(PLAIN))
    yield "choices.docx", docx('<w:p><mc:AlternateContent><mc:Choice Requires="zz">' + r("unknown") + '</mc:Choice><mc:Choice Requires="w14 wps">' + r("first known") + '</mc:Choice><mc:Choice Requires="w14">'
                               + r("second") + "</mc:Choice><mc:Fallback>" + r("old") + "</mc:Fallback></mc:AlternateContent></w:p>" + p(PLAIN))
    yield "bold-references.docx", docx(p(PLAIN) + p("Reference list") + p("One (2001).") + p("Two (2002).") + p("Next part", "H2") + p("more"))
    yield "glossary.docx", docx(p(PLAIN), ("word/glossary/document.xml", "glossaryDocument", TYPE + "document.glossary+xml", f"<w:glossaryDocument {WORD}/>"), ("word/glossary/styles.xml", "theirs", "application/xml", "<a/>"))
    yield "appendix.docx", docx(p(PLAIN) + p("Harvard reference list") + p("One (2001).") + p("Appendix A: the plan") + p("counts again"))
    yield "long-references.docx", docx(p("short text") + p("List of works cited", "H1") + p(PLAIN))
    yield "unread-doctype.docx", docx(p(PLAIN), package=[("docProps/custom.xml", "custom-properties", "application/xml", "<!DOCTYPE a><a/>")])
    yield "caption.docx", zipped([(name, content.replace("Our heading", "heading").replace('"caption"', '"table caption"')) for name, content in word_parts(p(PLAIN) + p("A level", "Own") + p("Table 1", "Cap"))])
    yield "levels-references.docx", docx(p("Bibliography", "H1") + p("One.") + p("Books", "H2") + p("Two.") + p("End", "H1") + p(PLAIN))
    yield "invisible.docx", docx(p(PLAIN + " zero\u200bwidth soft\u00adhyphen join\u2060er \u2800 no\u00a0break") + p("x" * 61) + p("https://" + "y" * 80))
    yield "settings.docx", docx(p(PLAIN), word("settings", '<w:rsids><w:rsid w:val="1"/></w:rsids><w:attachedTemplate r:id="rId1"/><w:docVars/>'),
                                word("people", "<w:person/>"), ("C:\\Users\\ada\\My.dotx", "attachedTemplate", "", None))
    yield "template-fetched.docx", docx(p(PLAIN), ("https://evil.example/t.dotx", "attachedTemplate", "", None))
    yield "links.docx", docx(p(PLAIN), ("https://www.gov.uk/", "hyperlink", "", None), ("mailto:ada@example.org", "hyperlink", "", None), ("https://evil.example/p.png", "image", "", None))
    yield "imported.docx", docx(p(PLAIN) + '<w:altChunk r:id="rId2"/>', ("word/a.html", "aFChunk", "text/html", "<p>words</p>"))
    yield "sub-document.docx", docx(p(PLAIN) + '<w:subDoc r:id="rId9"/>')
    yield "pictures.docx", docx(p(PLAIN), *[(f"word/media/{name}", "image", kind, content) for name, kind, content in [
        ("a.png", "image/png", TOLD_PNG), ("b.jpg", "image/jpeg", JPEG), ("c.gif", "image/gif", GIF), ("d.svg", "image/svg+xml", SVG), ("e.bmp", "image/bmp", b"BM123")]])
    yield "plain-picture.docx", docx(p(PLAIN), ("word/media/a.png", "image", "image/png", PNG))
    yield "tiff.docx", docx(p(PLAIN), ("word/media/a.tif", "image", "image/tiff", b"II*\0 picture"))
    yield "bad-svg.docx", docx(p(PLAIN), ("word/media/a.svg", "image", "image/svg+xml", "<svg"))
    yield "emf.docx", docx(p(PLAIN), ("word/media/a.emf", "image", "image/x-emf", b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 16 + struct.pack("<II", 4, 88) + b"A\0d\0a\0\0\0" + b"\0" * 8))
    yield "object.docx", docx(p(PLAIN), ("word/embeddings/a.bin", "oleObject", "application/x", OLE))
    yield "macros.docx", docx(p(PLAIN), ("word/vbaProject.bin", "vbaProject", "application/vnd.ms-office.vbaProject", OLE))
    yield "hidden-macros.docx", docx(p(PLAIN), ("word/media/x.bin", "image", "x/y", OLE + "_VBA_PROJECT".encode("utf-16-le")))
    yield "program.docx", docx(p(PLAIN), ("word/media/p.png", "image", "image/png", b"MZ\x90\0 program"))
    yield "properties.docx", docx(p("Ada Lovelace wrote " + PLAIN), word("header", p("Ada Lovelace"), "hdr"), package=[*properties(243),
        ("docProps/thumbnail.jpeg", BASE + "package/2006/relationships/metadata/thumbnail", "image/jpeg", JPEG), ("docProps/custom.xml", "custom-properties", "application/xml", "<a/>")])
    yield "template.docx", docx(p(PLAIN), main="template.main+xml")
    yield "workbook.docx", zipped([("[Content_Types].xml", f'<Types xmlns="{BASE}package/2006/content-types"><Override PartName="/a.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'),
                                   ("_rels/.rels", f'<Relationships xmlns="{BASE}package/2006/relationships"><Relationship Id="r" Type="{OFFICE}officeDocument" Target="a.xml"/></Relationships>'), ("a.xml", "<a/>")])
    yield "alt-text.docx", docx(f'<w:p w:rsidR="00A1"><w:r><w:drawing><wp:docPr id="1" name="C:\\Users\\ada\\p.png" descr="a picture"/></w:drawing></w:r>{r("seen")}</w:p>' + p(PLAIN))
    yield "revisions.docx", docx(f'<w:p><w:pPr><w:rPr><w:ins {people}/></w:rPr></w:pPr>{r("formatted", f"<w:rPrChange {people}><w:rPr/></w:rPrChange>")}</w:p><w:permStart w:id="1"/>' + p(PLAIN))


THEME = (f'<a:theme xmlns:a="{BASE}drawingml/2006/main" name="Office"><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
         '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>'
         '<a:accent1><a:srgbClr val="F5F5F5"/></a:accent1></a:clrScheme></a:themeElements></a:theme>')
COLOURS = ["FFFFFF", "FEFEFE", "F2F2F2", "D9D9D9", "FFFF00", "000000", "auto", "FF0000", "", "zz"]
LOOKS = [f'<w:color w:val="{colour}"/>' for colour in COLOURS] + [
    f'<w:color w:val="000000" w:themeColor="{name}" {change}/>' for name in ("background1", "text1", "bg1", "accent1", "dark1", "nothing") for change in ("", 'w:themeTint="33"', 'w:themeShade="80"')] + [
    f'<w:highlight w:val="{name}"/>' for name in ("yellow", "black", "white", "none")] + [
    f'<w:shd w:val="{kind}" w:fill="{fill}"/>' for kind in ("clear", "pct20", "nil") for fill in ("000000", "FFFFFF", "auto")] + [
    f'<w:sz w:val="{size}"/>' for size in ("2", "3", "4", "22", "1.5", "x")] + [
    '<w:w w:val="5"/>', '<w:w w:val="80%"/>', '<w:spacing w:val="-200"/>', '<w:spacing w:val="-40"/>', '<w:vanish/>', '<w:vanish w:val="0"/>', '<w:rStyle w:val="Pale"/>', '<w:rStyle w:val="Small"/>',
    '<w14:textFill><w14:noFill/></w14:textFill>', '<w14:textOutline><w14:solidFill/></w14:textOutline><w14:textFill><w14:noFill/></w14:textFill>',
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"><w14:alpha w14:val="95000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
    '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="5"/></w14:schemeClr></w14:solidFill></w14:textFill>', '<w14:textFill><w14:gradFill/></w14:textFill>']
GROUNDS = ["", "", "", '<w:shd w:val="clear" w:fill="000000"/>', '<w:shd w:val="clear" w:fill="FFFFFF"/>', '<w:shd w:val="pct50" w:fill="FFFFFF"/>', '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>',
           '<w:spacing w:line="10" w:lineRule="exact"/>', '<w:spacing w:line="240" w:lineRule="exact"/>', '<w:pStyle w:val="PaleGround"/>', '<w:pStyle w:val="Low"/>']
LOOK_STYLES = STYLES.replace("</w:styles>", """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="character" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Small"><w:basedOn w:val="Pale"/><w:rPr><w:sz w:val="2"/><w:color w:val="000000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="PaleGround"><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Low"><w:pPr><w:spacing w:line="8" w:lineRule="exact"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="Striped"><w:tblStylePr><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>""")


def looking(body, settings="", background="", header=""):
    """A Word document with a theme and coloured styles."""
    parts = [("word/theme/theme1.xml", "theme", "application/vnd.openxmlformats-officedocument.theme+xml", THEME), word("settings", settings), word("header", header or p("head"), "hdr")]
    made = word_parts(body, parts)
    return zipped([(name, LOOK_STYLES if name == "word/styles.xml" else content.replace("<w:body>", background + "<w:body>") if name == "word/document.xml" else content) for name, content in made])


def anchored(text, across, down, fill="", base=("page", "page"), extra=""):
    """A text box at a place on the page."""
    return (f'<w:p><w:r><w:drawing><wp:anchor {extra}><wp:positionH relativeFrom="{base[0]}"><wp:posOffset>{across}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="{base[1]}"><wp:posOffset>{down}</wp:posOffset></wp:positionV><wp:extent cx="1000000" cy="500000"/><wp:docPr id="1" name="box"/>'
            f'<wps:wsp><wps:spPr>{fill}<a:ln><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r></w:p>')


def concealing_documents():
    """Text that is there and that nobody can read, in the ways that people and programs have."""
    solid = '<a:solidFill><a:srgbClr val="{0}"/></a:solidFill>'.format
    whole = p(PLAIN) + "".join(f"<w:p>{r('seen ')}{r('perhaps two words ', look)}{r('after')}</w:p>" for look in LOOKS)
    yield "looks.docx", looking(whole)
    yield "dark-page.docx", looking(whole, "<w:displayBackgroundShape/>", '<w:background w:color="000000"/>')
    yield "themed-page.docx", looking(whole, '<w:displayBackgroundShape/><w:clrSchemeMapping w:bg1="dark1" w:t1="light1"/>', '<w:background w:color="FFFFFF" w:themeColor="background1"/>')
    yield "unshown-page.docx", looking(whole, "", '<w:background w:color="000000"/>')
    yield "backdrop.docx", looking(whole, header=p("head") + '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>')
    yield "grounds.docx", looking(p(PLAIN) + "".join(p(f"pale {number}", "", ground).replace("<w:rPr>", '<w:rPr><w:color w:val="FFFFFF"/>') for number, ground in enumerate(GROUNDS)))
    cell = p("white cell").replace("<w:rPr>", '<w:rPr><w:color w:val="FFFFFF"/>')
    yield "cells.docx", looking(p(PLAIN) + f'<w:tbl><w:tblPr><w:tblStyle w:val="Striped"/></w:tblPr><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
                                + f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>{cell}</w:tc><w:tc>{cell}</w:tc></w:tr>'
                                + f'<w:tr><w:trPr><w:trHeight w:val="10" w:hRule="exact"/></w:trPr><w:tc>{p("low row")}</w:tc></w:tr></w:tbl>' + cell)
    size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1440" w:top="1440"/></w:sectPr>'
    yield "boxes.docx", looking(p(PLAIN) + "".join(anchored(p("boxed words").replace("<w:rPr>", '<w:rPr><w:color w:val="FFFFFF"/>'), across, down, fill, base) for across, down, fill, base in [
        (100, 100, solid("000000"), ("page", "page")), (100, 100, "", ("page", "page")), (-2_000_000, 0, solid("000000"), ("page", "page")), (9_000_000, 0, solid("FFFFFF"), ("margin", "page")),
        (0, 20_000_000, solid("FFFFFF"), ("column", "paragraph")), (7_000_000, 0, solid("000000"), ("column", "page")), (0, 0, '<a:solidFill><a:schemeClr val="bg1"><a:lumMod val="1"/></a:schemeClr></a:solidFill>', ("page", "page"))]) + size)
    yield "hidden-box.docx", looking(p(PLAIN) + anchored(p("boxed"), 0, 0).replace('name="box"', 'name="box" hidden="1"')
                                     + '<w:p><w:r><w:pict><v:shape style="visibility:hidden" fillcolor="#ffffff"><v:textbox><w:txbxContent>' + p("vector box") + '</w:txbxContent></v:textbox></v:shape><v:rect filled="f"><v:textbox><w:txbxContent>'
                                     + cell + '</w:txbxContent></v:textbox><v:textpath string="Word art"/></v:rect></w:pict></w:r></w:p>')
    yield "symbols.docx", docx(p(PLAIN) + '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t>x</w:t><w:sym w:font="Arial" w:char="F041"/><w:sym w:font="Symbol" w:char="61"/><w:sym w:char="D800"/></w:r></w:p>'
                               + "<m:oMathPara><m:oMath><m:r><m:t>loose maths</m:t></m:r></m:oMath></m:oMathPara>")
    chart = f'<c:chartSpace xmlns:c="{BASE}drawingml/2006/chart" xmlns:a="{BASE}drawingml/2006/main"><c:title><a:p><a:r><a:t>A chart title</a:t></a:r></a:p></c:title>' + (
        '<c:ser><c:tx><c:v>Series name</c:v></c:tx><c:cat><c:strCache><c:pt><c:v>Cat one</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt><c:v>3.5</c:v></c:pt></c:numCache></c:val></c:ser>' * 2) + "</c:chartSpace>"
    yield "chart.docx", docx(p(PLAIN), ("word/charts/chart1.xml", "chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", chart),
                             ("word/diagrams/data1.xml", "diagramData", "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml", f'<dgm:dataModel xmlns:dgm="{BASE}drawingml/2006/diagram" xmlns:a="{BASE}drawingml/2006/main"><a:p><a:r><a:t>smart art words</a:t></a:r></a:p></dgm:dataModel>'))
    yield "more-fields.docx", docx("<w:p>" + field("TITLE", "The title") + field('DOCPROPERTY "Company"', "The school") + field("CITATION x", "(Smith)") + '<w:fldSimple w:instr="INFO Author"><w:r><w:t>Ada</w:t></w:r></w:fldSimple>'
                                   + '<w:fldSimple w:instr="COMMENTS"><w:r><w:t>said</w:t></w:r></w:fldSimple></w:p>' + p(PLAIN) + '<w:p><w:bookmarkStart w:name="x"/><w:r><w:drawing><wp:docPr name="photo of Ada.jpg" descr="IMG_1.JPG"/></w:drawing></w:r></w:p>')
    yield "libre-number.docx", docx(p(PLAIN + " – –") + p("References", "H1") + p("Smith (2020)."), package=properties(250, "LibreOffice/7.4"))
    turned = b"\xff\xd8\xff\xe1\0\x22Exif\0\0" + bytes([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])
    tiff = b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHII", 256, 3, 1, 1) + struct.pack("<HHII", 315, 2, 4, 0x616441) + b"\0\0\0\0"
    webp = b"RIFF\x1e\0\0\0WEBPVP8L\x04\0\0\0abcdEXIF\x02\0\0\0ab"
    for name, content in [("turned.jpg", turned + b"\xff\xd9"), ("thumb.jpg", b"\xff\xd8\xff\xe0\0\x08JFXX\0\0\xff\xda\0\x02a\xff\0b\xff\xd9more"), ("plain.tif", tiff[:-16] + b"\0" * 16), ("told.tif", tiff), ("a.webp", webp), ("bare.webp", webp[:-10]), ("old.wmf", b"\1\0\x09\0abc"),
                          ("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), ("mac.pdf", b"%PDF-1.4 picture"),
                          ("private.png", PNG[:33] + chunk(b"prVt", b"x") + PNG[33:]), ("stars.gif", GIF.replace(b"!\xfe", b"!\xf9"))]:
        yield f"picture-{name}.docx", docx(p(PLAIN), (f"word/media/{name}", "image", "image/x", content))
    old = [(name, content) for name, content in word_parts(p(PLAIN))]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in old:
            entry = zipfile.ZipInfo(name)
            entry.extra = struct.pack("<HHBI", 0x5455, 5, 1, 0)
            archive.writestr(entry, content)
    yield "no-times.docx", file.getvalue()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in old:
            entry = zipfile.ZipInfo(name, (2027, 3, 12, 20, 5, 0))
            entry.extra = struct.pack("<HHBBIBI", 0x7875, 11, 1, 4, 1000, 4, 1000)
            archive.writestr(entry, content)
    yield "owners.docx", file.getvalue()
    two = bytearray(zipped(old))
    two[10] ^= 1
    yield "two-times.docx", bytes(two)
    pale = open_look_styles()
    boxes = ('<style:style style:name="Bk" style:family="paragraph"><style:paragraph-properties fo:background-color="#000000"/></style:style>'
             '<style:style style:name="Lo" style:family="paragraph"><style:paragraph-properties fo:line-height="0.5pt"/></style:style>'
             '<style:style style:name="Ce" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/></style:style>'
             '<style:style style:name="Ro" style:family="table-row"><style:table-row-properties style:row-height="0.01cm"/></style:style>'
             '<style:style style:name="Gr" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#ffffff" style:horizontal-rel="page" style:vertical-rel="page"/></style:style>'
             '<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/></style:page-layout>')
    spans = "".join(t(f'seen <text:span text:style-name="L{number}">perhaps two words</text:span> after') for number in range(len(OPEN_LOOKS)))
    white = '<text:span text:style-name="L0">white words</text:span>'
    body = t(PLAIN) + spans + f'<text:p text:style-name="Bk">on black {white}</text:p><text:p text:style-name="Lo">low line</text:p>' + (
        f'<table:table><table:table-row><table:table-cell table:style-name="Ce">{t(white)}</table:table-cell><table:table-cell>{t(white)}</table:table-cell></table:table-row>'
        f'<table:table-row table:style-name="Ro"><table:table-cell>{t("low row")}</table:table-cell></table:table-row></table:table>') + "".join(
        t(f'<draw:frame draw:style-name="{style}" svg:x="{x}" svg:y="{y}" svg:width="5cm" svg:height="1cm"><draw:text-box>{t("boxed " + white)}</draw:text-box></draw:frame>')
        for style, x, y in [("Gr", "1cm", "1cm"), ("Gr", "-6cm", "0cm"), ("Gr", "30cm", "0cm"), ("None", "-6cm", "0cm"), ("None", "0cm", "60cm")]) + t(
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame><draw:frame><draw:object xlink:href="./Object 2"/></draw:frame>') + t(
        '<text:title>The title</text:title> <text:reference-mark-start text:name="ZOTERO_ITEM x"/>cited<text:reference-mark-end text:name="ZOTERO_ITEM x"/>')
    objects = ('<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.chart"/>'
               '<manifest:file-entry manifest:full-path="Object 2/" manifest:media-type="application/vnd.oasis.opendocument.formula"/>')
    inner = f'<office:document-content {OPEN}>{t("chart title")}<table:table><table:table-row><table:table-cell office:value-type="string">{t("a category")}</table:table-cell><table:table-cell office:value-type="float">{t("3.5")}</table:table-cell></table:table-row></table:table></office:document-content>'
    formula = '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:mi> x </math:mi><math:mo>=</math:mo><math:mn>2</math:mn><math:annotation>x = 2</math:annotation></math:math>'
    yield "looks.odt", odt(body, ("Object 1/content.xml", inner), ("Object 2/content.xml", formula), styles=OPEN_STYLES + pale + boxes, manifest=objects)
    yield "dark-page.odt", odt(body, styles=OPEN_STYLES + pale + boxes.replace("fo:page-width", 'fo:background-color="#000000" fo:page-width'))


OPEN_LOOKS = ['fo:color="#ffffff"', 'fo:color="#fefefe"', 'fo:color="#d9d9d9"', 'fo:color="#ffff00"', 'fo:color="#ffffff" style:use-window-font-color="true"', 'loext:opacity="0%"', 'loext:opacity="50%"',
              'fo:font-size="1pt"', 'fo:font-size="1.99pt"', 'fo:font-size="2pt"', 'fo:font-size="10%"', 'fo:font-size="58%"', 'style:text-scale="5%"', 'fo:letter-spacing="-0.3cm"', 'fo:letter-spacing="-1pt"', 'fo:background-color="#000000" fo:color="#010101"',
              'fo:background-color="transparent" fo:color="#ffffff"', 'text:display="none"', 'text:display="true"']


def open_look_styles():
    return "".join(f'<style:style style:name="L{number}" style:family="text"><style:text-properties {look}/></style:style>' for number, look in enumerate(OPEN_LOOKS))


def hostile_documents():
    """What a stranger sends, or a broken disk leaves."""
    plain = word_parts(p(PLAIN))

    def changed(name, text): return zipped([(one, text if one == name else content) for one, content in plain])

    body = dict(plain)["word/document.xml"]
    yield "doctype.docx", changed("word/document.xml", '<!DOCTYPE w:document [<!ENTITY a "b">]>' + body)
    yield "entity.docx", changed("word/document.xml", body.replace("plain7", "&nbsp;"))
    yield "cut.docx", changed("word/document.xml", body[:900])
    yield "two-roots.docx", changed("word/document.xml", body + "<a/>")
    yield "control.docx", changed("word/document.xml", body.replace("plain7", "\x01"))
    yield "prefix.docx", changed("word/document.xml", body.replace("<w:body>", "<w:body><zz:a/>"))
    yield "twice.docx", changed("word/document.xml", body.replace("<w:p>", '<w:p w:a="1" w:a="2">'))
    yield "latin.docx", changed("word/document.xml", '<?xml version="1.0" encoding="ISO-8859-1"?>' + body)
    yield "deep.docx", docx("<w:a>" * 300 + "</w:a>" * 300 + p(PLAIN))
    yield "just-deep.docx", docx("<w:a>" * 196 + "</w:a>" * 196 + p(PLAIN))
    yield "very-deep.docx", docx("<w:a>" * 200_000 + "</w:a>" * 200_000)
    yield "attributes.docx", docx("<w:p " + " ".join(f'a{number}="1"' for number in range(300)) + "/>" + p(PLAIN))
    yield "instruction.docx", docx("<?a " + "x" * 2_100_000 + "?>" + p(PLAIN))
    yield "comments-and-cdata.docx", docx("<!-- <w:p> --><w:p><w:r><w:t>one <![CDATA[<two> ]]>&amp; <!-- x -->three&#32;four</w:t></w:r></w:p>" + p(PLAIN))
    yield "no-main.docx", changed("_rels/.rels", f'<Relationships xmlns="{BASE}package/2006/relationships"/>')
    yield "climbs.docx", changed("_rels/.rels", f'<Relationships xmlns="{BASE}package/2006/relationships"><Relationship Id="r" Type="{OFFICE}officeDocument" Target="../../etc/passwd"/></Relationships>')
    yield "bomb.docx", zipped([*plain, ("word/media/a.png", b"\0" * 30_000_000)])
    yield "zeros.docx", zipped([*plain, ("word/media/a.png", PNG + b"\0" * 1_000_000)])
    yield "renamed.docx", zipped([("a.txt", "words")])
    yield "no-zip.docx", PLAIN.encode()
    yield "pdf-inside.docx", b"%PDF-1.4 not a document"
    yield "old.docx", OLE + "WordDocument".encode("utf-16-le")
    yield "password.docx", OLE + "EncryptedPackage".encode("utf-16-le")
    yield "program.docx", b"MZ\x90\0"
    yield "nothing.docx", b""
    whole = zipped(plain)
    yield "truncated.docx", whole[:-30]
    yield "half.docx", whole[:len(whole) // 2]
    yield "trailing.docx", whole + b"hidden"
    yield "leading.docx", b"hidden" + whole
    yield "comment.docx", whole[:-2] + b"\5\0hello"
    flipped = bytearray(whole)
    flipped[whole.index(b"word/document.xml") + 60] ^= 0x55
    yield "flipped.docx", bytes(flipped)
    sizes = bytearray(whole)
    sizes[22:26] = struct.pack("<I", 5)
    yield "header-differs.docx", bytes(sizes)
    for name in ("../up.xml", "/root.xml", "C:/a.xml", "a\\b.xml", "a:b.xml", "con.xml", "dot./a.xml", "bi\u202edi.xml", "PROGRA~1.TXT", "__MACOSX/._a", "ünmarked.xml", "WORD/DOCUMENT.XML", "word", "a//b.xml", "n\u200bb.xml"):
        with_name = zipped([*plain, (name, "<a/>")])
        if name.startswith("ünm"):
            with_name = with_name.replace("ünmarked".encode(), "\x81nmarked".encode("latin-1") + b"_")
        shown = "".join(one if one.isalnum() else "-" for one in name)
        yield f"name-{shown}.docx", with_name
    yield "stored.docx", zipped(plain, zipfile.ZIP_STORED)
    yield "bzip2.docx", zipped(plain, zipfile.ZIP_BZIP2)
    yield "streamed.docx", streamed(plain)
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[whole.index(b"PK\1\2") + 8] |= 1
    yield "encrypted-entry.docx", bytes(encrypted)
    yield "folder.docx", zipped([*plain, ("word/media/", "")])
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in plain:
            archive.writestr(name, content)
        archive.writestr(link, "/etc/passwd")
    yield "symlink.docx", file.getvalue()


def streamed(parts):
    """As a program writes that cannot go back: sizes stand behind the bytes."""
    class Pipe(io.RawIOBase):
        def __init__(self): self.bytes = bytearray()
        def writable(self): return True
        def write(self, more):
            self.bytes += more
            return len(more)
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2027, 3, 12, 20, 5, 0)), content, zipfile.ZIP_DEFLATED)
    return bytes(pipe.bytes)


def open_documents():
    """OpenDocument texts."""
    note = '<text:note text:note-class="{0}"><text:note-citation>1</text:note-citation><text:note-body><text:p>A {0} here</text:p></text:note-body></text:note>'
    body = "".join([
        '<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ada Lovelace</dc:creator><dc:date>2027</dc:date></office:change-info><text:p>gone words</text:p></text:deletion></text:changed-region></text:tracked-changes>',
        '<text:p text:style-name="Title">The title</text:p><text:h text:outline-level="1">A heading</text:h>', t(PLAIN), t("with" + note.format("footnote") + " and" + note.format("endnote") + " notes"),
        t("a<text:s/>b<text:tab/>c<text:line-break/>d <text:span text:style-name=\"hid\">hidden words</text:span> <text:change text:change-id=\"x\"/>"),
        '<text:p text:style-name="Hid">all hidden</text:p><text:p text:style-name="Shown">shown again</text:p><text:section text:style-name="Sec"><text:p>in a section</text:p></text:section>',
        '<text:section text:display="none"><text:p>also hidden</text:p></text:section>', '<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>',
        "<table:table table:name=\"T\"><table:table-row><table:table-cell><text:p>cell one</text:p><table:table><table:table-row><table:table-cell><text:p>inner</text:p></table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>",
        t("around <draw:frame><draw:text-box><text:p>boxed words</text:p><text:p text:style-name=\"Cap2\">Figure 1</text:p></draw:text-box><svg:title>told</svg:title></draw:frame>"),
        t("said<office:annotation><dc:creator>Ada Lovelace</dc:creator><dc:date>2027</dc:date><text:p>a remark</text:p></office:annotation> <text:hidden-text text:string-value=\"secret words\">x</text:hidden-text>"),
        t("日本語 — and a & b".replace("&", "&amp;")), t("<text:hidden-paragraph/>hidden by a field"), "<text:bibliography><text:index-body><text:p>Made list</text:p></text:index-body></text:bibliography>",
        '<text:h text:outline-level="2">References</text:h>', t("Smith (2020)."), '<text:h text:outline-level="1">After</text:h>', t("more words")])
    styles = f'<office:document-styles {OPEN}><office:styles><style:style style:name="Caption" style:family="paragraph"/></office:styles><office:master-styles><style:master-page><style:header>{t("Ada in the header")}</style:header><style:footer>{t("foot")}</style:footer></style:master-page></office:master-styles></office:document-styles>'
    meta = f'<office:document-meta {OPEN}><office:meta><dc:creator>Ada Lovelace</dc:creator><meta:generator>LibreOffice/7</meta:generator><meta:document-statistic meta:word-count="300"/></office:meta></office:document-meta>'
    yield "everything.odt", odt(body, ("styles.xml", styles), ("meta.xml", meta), ("Thumbnails/thumbnail.png", PNG), ("Configurations2/a.xml", "<a/>"),
                                ("settings.xml", f'<office:document-settings {OPEN}><config:config-item config:name="PrinterName">HP</config:config-item></office:document-settings>'))
    yield "plain.odt", odt(t(PLAIN))
    yield "no-words.odt", odt("<text:p/>")
    yield "picture.odt", odt(t(PLAIN) + t('<draw:image xlink:href="Pictures/a.png"/>'), ("Pictures/a.png", TOLD_PNG))
    yield "tiff.odt", odt(t(PLAIN), ("Pictures/a.tif", b"II*\0"))
    yield "fetching.odt", odt(t(PLAIN) + t('<draw:image xlink:href="https://evil.example/a.png"/>'))
    yield "field.odt", odt(t(PLAIN + " <text:author-name>Ada Lovelace</text:author-name> <text:a xlink:href=\"mailto:ada@example.org\">mail</text:a>"))
    yield "macros.odt", odt(t(PLAIN), ("Basic/Standard/a.xml", "<a/>"))
    yield "listener.odt", odt(t(PLAIN) + "<script:event-listener/>")
    yield "object.odt", odt(t(PLAIN), ("Object 1", OLE))
    yield "spreadsheet.odt", odt(t(PLAIN), mimetype="application/vnd.oasis.opendocument.spreadsheet")
    yield "encrypted.odt", odt(t(PLAIN), manifest="<manifest:encryption-data/>")
    yield "embedded.odt", odt(t(PLAIN), manifest='<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>')
    yield "doctype.odt", zipped([("mimetype", TEXT), ("content.xml", "<!DOCTYPE a><a/>")])
    yield "empty-settings.odt", odt(t(PLAIN), ("settings.xml", f'<office:document-settings {OPEN}><config:config-item config:name="PrinterName"> </config:config-item><config:config-item config:name="Rsid">7</config:config-item></office:document-settings>'))
    yield "unread-doctype.odt", odt(t(PLAIN), ("manifest.rdf", "<!DOCTYPE a><a/>"))
    yield "no-content.odt", zipped([("mimetype", TEXT)])
    yield "as-word.odt", docx(p(PLAIN))
    yield "as-open.docx", odt(t(PLAIN))


MARKDOWN = f"""---
author: Ada Lovelace
title: x
---
# A heading #

Under
=====

Text with **bold**, `code`, [a link](https://example.org/x), ![a picture](p.png), <https://example.org>, <b>tags</b> and \\*escaped\\*.
{PLAIN}

- [ ] an item
1. one
2) two

> a quote

| head | two |
|---|:-:|
| cell one | cell |

```
code words here
```
A note[^1] <!-- hidden words --> here. <!-- many
lines --> end

[^1]: the note text
[ref]: https://example.org
***
## References

Smith (2020).

# After

last words
"""


def plain_documents():
    """Text and Markdown, in encodings as they come."""
    text = "Well-being – and/or a & b, café naïve “quoted” 日本語\r\n\r\nSecond paragraph\rthird\u2028fourth\x0cfifth\n\nReferences\nSmith (2020)\n" + PLAIN
    yield "mixed.txt", text.encode()
    yield "bom.txt", b"\xef\xbb\xbf" + text.encode()
    yield "utf16le.txt", b"\xff\xfe" + text.encode("utf-16-le")
    yield "utf16be.md", b"\xfe\xff" + text.encode("utf-16-be")
    yield "odd-utf16.txt", b"\xff\xfea"
    yield "lone-surrogate.txt", b"\xff\xfe" + b"a\0" * 50 + b"\0\xd8 \0"
    yield "windows.txt", ("café “quoted” – " + PLAIN).encode("cp1252")
    yield "not-windows.txt", b"caf\xe9 \x81 " + PLAIN.encode()
    yield "nul.txt", b"words\0here " + PLAIN.encode()
    yield "controls.txt", PLAIN.encode() + b" \x1b[31m red \x07"
    yield "many-controls.txt", b"\1\2\3 words"
    yield "turned.txt", (PLAIN + " \u202eturned\u202c").encode()
    yield "page.txt", b"<!DOCTYPE html><html><body>" + PLAIN.encode()
    yield "blank.txt", b" \n\t\r\n "
    yield "no-break.txt", "\u00a0\u2003\u3000".encode()
    yield "signs.txt", "– & — …".encode()
    yield "link.txt", b"www.example.org/essay"
    yield "shortcut.md", b"[InternetShortcut]\nURL=x"
    yield "latin.text", PLAIN.encode()
    yield "full.md", MARKDOWN.encode()
    yield "crlf.markdown", MARKDOWN.replace("\n", "\r\n").encode()
    yield "unclosed.md", b"--- \nauthor: x\n```\n" + PLAIN.encode()
    yield "table-only.md", b"a | b\n--|--\nc | d\n\n" + PLAIN.encode()
    yield "combining.md", "#\u0301 no heading\n\n-\u0301 no item\n\n[\u0301x](y) e\u0301te\u0301\n\n".encode() + PLAIN.encode()
    for ending in ("doc", "docm", "dotx", "rtf", "pages", "gdoc", "html", "exe", "jpg", "url", "crdownload"):
        yield f"essay.{ending}", PLAIN.encode()
    for beside in ("~$", ".~lock.", "._"):
        yield f"{beside}essay.docx", PLAIN.encode()
    yield "essay without ending", docx(p(PLAIN))
    yield "word.pdf", docx(p(PLAIN))
    yield "open.docx", odt(t(PLAIN))
    yield "portable.docx", b"%PDF-1.4\n"
    yield "essay", PLAIN.encode()
    yield ".docx", PLAIN.encode()
    yield "essay.DOCX", docx(p(PLAIN))


def sample_documents():
    """Every response of the sample stories."""
    for file in sorted(SAMPLES.glob("stories/*/responses/*")):
        yield f"{file.parts[-3]} {file.name}", file.read_bytes()


def office_documents():
    """The same document as LibreOffice writes it, where it is installed."""
    if not shutil.which("soffice"):
        return
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "full.odt"
        source.write_bytes(dict(open_documents())["everything.odt"])
        for kind in ("docx", "odt"):
            out = pathlib.Path(folder) / kind
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", str(out), str(source)],
                           check=True, capture_output=True, timeout=120)
            yield f"libreoffice.{kind}", (out / f"full.{kind}").read_bytes()


ATOMS = (["word", "a", "I", "3.14", "1,500", "50%", "½", "²", "well-being", "don't", "–", "—", "&", "…", "•", "e\u0301", "日本", "かな", "한국", "ﾊﾝ", "〇", "々", "😀", "👩\u200d🏫", "א", "مرحبا",
          "\u200b", "\u00ad", "\u2060", "\ufeff", "\u2800", "\u3164", "\u200d", "\u0301", "\U00020000", "\U0001d400", "Ⅷ", "①", "_", "@", "https://x.y", "#", "*", "`"]
         + [" "] * 20 + ["\u00a0", "\u2003", "\u3000", "\t", "\n", "\n\n", "\u2028", "\r\n", "\u0085", "\u001f"])


def random_texts(count, seed=1):
    """Texts of odd characters, the same each time."""
    draw = random.Random(seed)
    for _ in range(count):
        yield "".join(draw.choice(ATOMS) for _ in range(draw.randrange(5, 80)))


MARKS = ["# ", "## ", "- ", "1. ", "> ", "    ", "| ", " | ", "|---|---|", "---", "===", "***", "```", "~~~", "<!--", "-->", "[^1]: ", "[a]: ", "[", "]", "(", ")", "](", "![", "<", ">", "<b>", "\\", "**", "^",
         "References", "Bibliography:", "\n", "\n", "\n\n", "\n\n", " ", " ", " ", "word", "two words", "x|y", "author: me", "https://a.b"]


def random_markdown(count, seed=2):
    """Markdown out of its own marks in any order."""
    draw = random.Random(seed)
    for _ in range(count):
        yield "".join(draw.choice(MARKS) for _ in range(draw.randrange(3, 60)))


def random_word(count, seed=3):
    """Word documents of elements in any order and depth that is well-formed."""
    draw = random.Random(seed)
    people = 'w:author="A" w:date="2027-01-01T10:00:00Z"'

    def run(depth):
        text = draw.choice(["one ", "two words ", "日本 ", "– ", "x", "References"])
        if depth > 5 or draw.random() < 0.5:
            return r(text, "".join(draw.choice(["", *LOOKS]) for _ in range(draw.randrange(3))))
        return draw.choice([
            lambda: f"<w:del {people}>{run(depth + 1)}</w:del>", lambda: f"<w:ins {people}>{run(depth + 1)}</w:ins>",
            lambda: f"<w:moveFrom {people}>{run(depth + 1)}</w:moveFrom>", lambda: field(draw.choice(["PAGE", "AUTHOR", "LINK x", "TOC"]), text),
            lambda: f'<w:r><w:fldChar w:fldCharType="{draw.choice(["begin", "separate", "end"])}"/></w:r>{run(depth + 1)}',
            lambda: f"<w:r><w:tab/><w:t>{text}</w:t><w:br/></w:r>", lambda: f"<w:hyperlink>{run(depth + 1)}</w:hyperlink>",
            lambda: f'<w:r><mc:AlternateContent><mc:Choice Requires="{draw.choice(["wps", "zz"])}"><w:txbxContent>{paragraph(depth + 1)}</w:txbxContent></mc:Choice>'
                    f"<mc:Fallback><w:txbxContent>{paragraph(depth + 1)}</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>{text}</w:t></w:r>"])()

    def paragraph(depth):
        kind = draw.randrange(8)
        if kind == 0 and depth < 4:
            return table(*(paragraph(depth + 1) for _ in range(2)))
        if kind == 1 and depth < 4:
            gallery = draw.choice(["Bibliographies", "Tables"])
            return f'<w:sdt><w:sdtPr><w:docPartGallery w:val="{gallery}"/></w:sdtPr><w:sdtContent>{paragraph(depth + 1)}</w:sdtContent></w:sdt>'
        outline = draw.choice(["", "", "", '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="9"/>'])
        style = draw.choice(["", "H1", "H2", "Own", "Level", "T", "Cap", "Bib", "Secret", "None"])
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        outline += draw.choice(GROUNDS)
        return f"<w:p><w:pPr>{named}{outline}</w:pPr>{''.join(run(depth) for _ in range(draw.randrange(4)))}</w:p>"

    for _ in range(count):
        settings = draw.choice(["", "<w:displayBackgroundShape/>"])
        yield looking("".join(paragraph(0) for _ in range(draw.randrange(1, 9))), settings, draw.choice(["", '<w:background w:color="000000"/>']), paragraph(2))


def random_open(count, seed=4):
    """The same for OpenDocument texts."""
    draw = random.Random(seed)

    def inline(depth):
        text = draw.choice(["one ", "two words ", "日本 ", "– ", "References"])
        if depth > 5 or draw.random() < 0.5:
            return text
        return draw.choice([
            lambda: f'<text:span text:style-name="hid">{inline(depth + 1)}</text:span>', lambda: f'<text:span text:style-name="L{draw.randrange(len(OPEN_LOOKS))}">{inline(depth + 1)}</text:span>',
            lambda: "<text:s/>", lambda: "<text:tab/>", lambda: "<text:line-break/>", lambda: "<text:hidden-paragraph/>",
            lambda: f'<text:note text:note-class="{draw.choice(["footnote", "endnote"])}"><text:note-citation>1</text:note-citation>{block(depth + 1)}</text:note>',
            lambda: f"<draw:frame><draw:text-box>{block(depth + 1)}</draw:text-box></draw:frame>", lambda: f"<draw:rect>{block(depth + 1)}</draw:rect>",
            lambda: f"<office:annotation><dc:creator>A</dc:creator>{block(depth + 1)}</office:annotation>",
            lambda: f'<text:hidden-text text:string-value="secret">{inline(depth + 1)}</text:hidden-text>'])()

    def block(depth):
        style = draw.choice(["Hid", "Shown", "Cap2", "Title", "Standard", "Caption"])
        inner = "".join(inline(depth) for _ in range(draw.randrange(4)))
        if depth > 3 or draw.random() < 0.4:
            return f'<text:p text:style-name="{style}">{inner}</text:p>'
        return draw.choice([
            lambda: f"<text:p>{inner}</text:p>", lambda: f'<text:h text:outline-level="{draw.randrange(1, 4)}">{inner}</text:h>',
            lambda: f'<text:section text:style-name="{draw.choice(["Sec", "x"])}">{block(depth + 1)}</text:section>',
            lambda: f"<table:table><table:table-row><table:table-cell>{block(depth + 1)}</table:table-cell></table:table-row></table:table>",
            lambda: f"<text:list><text:list-item>{block(depth + 1)}</text:list-item></text:list>",
            lambda: f"<text:bibliography>{block(depth + 1)}</text:bibliography>", lambda: f"<text:tracked-changes>{block(depth + 1)}</text:tracked-changes>"])()

    for _ in range(count):
        yield odt("".join(block(0) for _ in range(draw.randrange(1, 9))), styles=OPEN_STYLES + open_look_styles())


def damaged_documents(named, count=160, seed=11):
    """Whole documents with a few bytes changed: in the container, and in the XML within a whole one."""
    draw = random.Random(seed)
    pool = [content for name, content in sorted(named.items()) if name.endswith((".docx", ".odt")) and 500 < len(content) < 60_000]
    inserted = [b"<", b">", b"&", b"&#x41;", b"&amp;", b"<!--x-->", b"<?p?>", b"<![CDATA[x]]>", b"]]>", b" ", b"<a/>", b"<w:p/>", b'xmlns:q="u" ', b"\xc3", b"</a>", b"&#0;", b'"']
    for place in range(count):
        changed, parts = bytearray(draw.choice(pool)), None
        if place % 2:
            try:
                archive = zipfile.ZipFile(io.BytesIO(changed))
                parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error):
                continue
            which = draw.randrange(len(parts))
            changed = bytearray(parts[which][1] or b"x")
        for _ in range(draw.choice([1, 1, 2, 4])):
            at, kind = draw.randrange(len(changed)), draw.randrange(3)
            if kind == 0:
                changed[at] ^= 1 << draw.randrange(8)
            elif kind == 1:
                changed[at:at + draw.randrange(1, 20)] = b""
            else:
                changed[at:at] = draw.choice(inserted)
            changed = changed or bytearray(b"x")
        if parts:
            parts[which] = (parts[which][0], bytes(changed))
        content = zipped(parts) if parts else bytes(changed)
        yield f"damaged-{place}.{'odt' if b'opendocument.text' in content[:200] else 'docx'}", content


def every_document():
    """All of them, each under a name of its own."""
    seen = {}
    for source in (sample_documents, word_documents, concealing_documents, hostile_documents, open_documents, plain_documents, office_documents):
        for name, content in source():
            seen[name if name not in seen else f"other-{name}"] = content
    return seen
