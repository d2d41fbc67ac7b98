#!/usr/bin/env python3
"""Counts the words of each DOCX as python-docx reads it: body, tables, headers and footers."""

import sys

import docx


def texts(holder):
    for paragraph in holder.paragraphs:
        yield paragraph.text
    for table in holder.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from texts(cell)


for path in sys.argv[1:]:
    document = docx.Document(path)
    words = sum(len(text.split()) for text in texts(document))
    for section in document.sections:
        for holder in (section.header, section.footer):
            words += sum(len(text.split()) for text in texts(holder))
    print(path, words)
