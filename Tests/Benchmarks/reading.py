"""Rows of what is done with a document or a package: make, verify, count, anonymise."""

import data
import documents
from data import ASSESSMENT
from pairs import HERE, Pair, fresh, shell

BAG = (
    'mkdir "$2/bag"; cp "$3" "$2/bag"; "$1" -m bagit --sha256 --quiet "$2/bag"; '
    'cd "$2"; zip -q -r bag.zip bag')
UNPACK = (
    'cd "$2"; for zip in "${@:3}"; do unzip -q "$zip" -d "${zip##*/}"; done; '
    'exec "$1" -m bagit --validate --quiet */submission')
MAT2 = 'cp "${@:2}" "$1"; cd "$1"; exec mat2 *.docx'


def makers(place):
    """What these rows work on, by the name under which they need it."""
    def packages(kind):
        def make(folder):
            made = sorted((folder.parent / "documents/documents").glob(f"{kind}-*"))
            data.packages(place.npq, made, folder, place.size.packages)
        return make
    return {"documents": lambda folder: documents.make(folder, place.size.documents),
            "packages-plain": packages("plain"), "packages-pictured": packages("pictured")}


def pairs(place):
    count = place.size.documents
    made = [place.data / "documents/documents" / name for name in sorted(documents.names(count))]
    return [*participant(place, made), *verify(place), *reading(place, made)]


def participant(place, made):
    def package(document):
        return [place.npq, "package", document, "--assessment", ASSESSMENT, "--participant", "p1",
                "--own-work", "--force", "-o", place.out / "one.zip"]
    needs = ("documents",)
    return [
        Pair("start-up", [place.npq, "--version"], most=0.015),
        Pair("package one DOCX", package(made[0]), "bagit.py, zip",
             shell(BAG, place.python, place.out, made[0]), wanted=1, most=0.040,
             before=fresh(place.out), needs=needs),
        Pair("package one PDF", package(place.data / "documents/one.pdf"), most=0.120,
             before=fresh(place.out), needs=needs),
    ]


def verify(place):
    pairs = []
    for kind in ("plain", "pictured"):
        folder = place.data / f"packages-{kind}"
        packages = [folder / name for name in data.package_names(place.size.packages)]
        ours, name = [place.npq, "verify", *packages], f"verify, {kind}"
        needs = ("documents", folder.name)
        pairs += [
            Pair(name, ours, "unzip, bagit.py", shell(UNPACK, place.python, place.out, *packages),
                 wanted=20, before=fresh(place.out), needs=needs),
            Pair(name, ours, "sha256sum", ["sha256sum", *packages], wanted=1, needs=needs),
            Pair(name, ours, "openssl dgst -sha256", ["openssl", "dgst", "-sha256", *packages],
                 wanted=0.25, needs=needs),
        ]
    return pairs


def reading(place, made):
    few, out, needs = made[:100], place.out, ("documents",)
    profile = f"-env:UserInstallation={(place.data / 'office').as_uri()}"
    text = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", out, *few]
    count = [place.npq, "count", *made]
    docx = [place.python, HERE / "count-python-docx.py", *made]
    return [
        Pair("count", count, "python-docx", docx, wanted=3, needs=needs),
        Pair("count, one core", count, "python-docx", docx, wanted=3, on="processor", needs=needs),
        Pair("count", [place.npq, "count", *few], "LibreOffice", text, wanted=25,
             before=fresh(out), rounds=1, needs=needs),
        Pair("anonymise, one core", [place.npq, "anonymise", *few, "-o", out], "mat2",
             shell(MAT2, out, *few), wanted=10, on="processor", before=fresh(out), needs=needs),
    ]
