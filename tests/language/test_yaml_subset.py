"""
The YAML subset: what is refused, by which rule and at which place; and what looks alike but is fine.

Each text is read with both parsers, libyaml and the pure one; where they may differ, the table
`OTHERWISE_IN_PURE` says how.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

import pytest
import yaml

from slaspec.language import events
from slaspec.language.decoding import LARGEST_FILE_BYTES
from slaspec.language.document import Document, Refused, read_document
from slaspec.language.events import DEEPEST

LIBYAML, PURE = yaml.CSafeLoader, yaml.SafeLoader
ESC = "\\"  # a backslash that YAML sees

# name: (text, rule, line, column), all from 1
REFUSED: dict[str, tuple[str | bytes, str, int, int]] = {
    # ------------------------------------------------------------------ Y001 not YAML
    "quote never closed": ("a: 1\nb: 'x\nc: 2\n", "Y001", 2, 4),
    "double quote never closed": ('a: "x\n', "Y001", 1, 4),
    "list never closed": ("a: 1\nb: [1\n", "Y001", 2, 4),
    "mapping never closed": ("a: {b: 1\n", "Y001", 1, 4),
    "file cut in a key": ("a: 1\nb: {c: 1, d", "Y001", 2, 4),
    "file cut in a pair in a list": ("a: 1\nb: [c: d", "Y001", 2, 4),
    "file cut in a list": ("a: 1\nb: [", "Y001", 2, 5),
    "file cut behind a colon": ("a: 1\nb:", "Y009", 2, 3),
    "list closed as a mapping": ("a: [1}\n", "Y001", 1, 6),
    "bracket too much": ("a: {b: 1}}\n", "Y001", 1, 10),
    "two commas": ("a: [1,,2]\n", "Y001", 1, 7),
    "two colons": ("a: x: y\n", "Y001", 1, 5),
    "word without a colon": ("a: x\ny\nb: 1\n", "Y001", 2, 1),
    "key deeper than the one before": ("a: 1\n  b: 2\n", "Y001", 2, 4),
    "key between two levels": ("a:\n    b: 1\n  c: 2\n", "Y001", 3, 3),
    "list item less deep": ("a:\n  - x\n y\n", "Y001", 3, 2),
    "key left of the first": ("  a: 1\n b: 2\n", "Y001", 2, 2),
    "tab before a key": ("\ta: b\n", "Y001", 1, 1),
    "tab before an item": ("a:\n\t- b\n", "Y001", 2, 1),
    "at sign": ("a: @x\n", "Y001", 1, 4),
    "backtick": ("a: `x`\n", "Y001", 1, 4),
    "percent sign first": ("a: %x\n", "Y001", 1, 4),
    "escape that does not exist": (f'a: "{ESC}q"\n', "Y001", 1, 5),
    "escape of a surrogate": (f'a: "{ESC}ud800"\n', "Y001", 1, 7),
    "list in one line with its key": ("a: - b\n", "Y001", 1, 4),
    "text after the end of the document": ("a: 1\n...\nb: 2\n", "Y001", 3, 1),
    "directive in the middle": ("a: 1\n%YAML 1.1\n", "Y001", 2, 10),
    "colon without a space in a flow mapping": ("a: {b:}\n", "Y001", 1, 6),
    "block text with a word behind it": ("a: |x\n  y\n", "Y001", 1, 5),
    # ------------------------------------------------------------------ Y002 duplicate keys
    "duplicate key": ("cap: 1\nb: 2\ncap: 3\n", "Y002", 3, 1),
    "duplicate key in a block": ("a:\n  cap: 1\n  cap: 1\n", "Y002", 3, 3),
    "duplicate key in flow": ("a: {cap: 1, cap: 2}\n", "Y002", 1, 13),
    "duplicate key, second quoted": ("cap: 1\n'cap': 2\n", "Y002", 2, 1),
    "duplicate key, first quoted": ('"cap": 1\ncap: 2\n', "Y002", 2, 1),
    "duplicate key, escaped": (f'"{ESC}x63ap": 1\ncap: 2\n', "Y002", 2, 1),
    "duplicate key, escaped the other way": (f'cap: 1\n"c{ESC}u0061p": 2\n', "Y002", 2, 1),
    "duplicate key after a nested one": ("a: {b: {c: 1}, d: 1, b: 2}\n", "Y002", 1, 22),
    "duplicate key with a mapping": ("a: {x: 1}\na: {y: 2}\n", "Y002", 2, 1),
    # ------------------------------------------------------------------ Y003 anchors and merges
    "anchor on a text": ("a: &x 1\n", "Y003", 1, 4),
    "anchor on a list": ("a: &x [1]\n", "Y003", 1, 4),
    "anchor on a mapping": ("a: &x {b: 1}\n", "Y003", 1, 4),
    "anchor on a key": ("&x a: 1\n", "Y003", 1, 1),
    "anchor on the document": ("&x\na: 1\n", "Y003", 1, 1),
    "alias": ("b: 1\na: *x\n", "Y003", 2, 4),
    "alias as a key": ("*x : 1\n", "Y003", 1, 1),
    "merge key": ("<<: {a: 1}\n", "Y003", 1, 1),
    "merge key in flow": ("a: {<<: {b: 1}}\n", "Y003", 1, 5),
    "recursive alias": ("a: &a [*a]\n", "Y003", 1, 4),
    "billion laughs": (
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)),
        "Y003",
        1,
        4,
    ),
    "merge bomb": (
        "base: {k: v}\n" + "".join(f"k{n}: {{<<: [*a, *a]}}\n" for n in range(30)),
        "Y003",
        2,
        6,
    ),
    # ------------------------------------------------------------------ Y004 tags
    "tag on a text": ("a: !!str 1\n", "Y004", 1, 4),
    "tag on a number": ("a: !!float 1\n", "Y004", 1, 4),
    "tag on a mapping": ("a: !!map {b: 1}\n", "Y004", 1, 4),
    "tag on a list": ("a:\n  !!seq\n  - 1\n", "Y004", 2, 3),
    "set": ("a: !!set {x}\n", "Y004", 1, 4),
    "binary": ("a: !!binary aGk=\n", "Y004", 1, 4),
    "own tag": ("a: !include b.yaml\n", "Y004", 1, 4),
    "tag in full": ("a: !<tag:yaml.org,2002:str> x\n", "Y004", 1, 4),
    "no tag at all but its sign": ("a: ! 1\n", "Y004", 1, 4),
    "tag on a key": ("!!str a: 1\n", "Y004", 1, 1),
    "tag on the document": ("!!map\na: 1\n", "Y004", 1, 1),
    "python object": ("a: !!python/object/apply:os.system [x]\n", "Y004", 1, 4),
    # ------------------------------------------------------------------ Y005 not one document
    "empty file": ("", "Y005", 1, 1),
    "blank lines": ("\n\n", "Y005", 1, 1),
    "comments only": ("# a\n# b\n", "Y005", 1, 1),
    "document mark only": ("---\n", "Y005", 2, 1),
    "empty document": ("---\n...\n", "Y005", 2, 1),
    "second document": ("a: 1\n---\nb: 2\n", "Y005", 2, 1),
    "second document after an end": ("a: 1\n...\n---\nb: 2\n", "Y005", 3, 1),
    "second document, empty": ("a: 1\n---\n", "Y005", 2, 1),
    "%YAML": ("%YAML 1.1\n---\na: 1\n", "Y005", 1, 1),
    "%TAG": ("# x\n%TAG ! tag:x,2000:\n---\na: 1\n", "Y005", 2, 1),
    "unknown directive": ("\n%FOO bar\n---\na: 1\n", "Y005", 2, 1),
    # ------------------------------------------------------------------ Y006 top level
    "list at the top": ("- a\n", "Y006", 1, 1),
    "flow list at the top": ("# x\n[a]\n", "Y006", 2, 1),
    "text at the top": ("a\n", "Y006", 1, 1),
    "null at the top": ("null\n", "Y006", 1, 1),
    "number at the top": ("42\n", "Y006", 1, 1),
    "empty quotes at the top": ('""\n', "Y006", 1, 1),
    "pointer of a large-file store": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n",
        "Y006",
        1,
        1,
    ),
    # ------------------------------------------------------------------ Y007 hidden characters
    "U+2028 ends a comment": ("a: 1 # x\u2028b: 2\n", "Y007", 1, 9),
    "U+2029 ends a comment": ("a: 1 # x\u2029b: 2\n", "Y007", 1, 9),
    "U+0085 ends a comment": ("a: 1 # x\u0085b: 2\n", "Y007", 1, 9),
    "lone CR ends a comment": ("a: 1 # x\rb: 2\n", "Y007", 1, 9),
    "CR at the end of the file": ("a: 1\r", "Y007", 1, 5),
    "two CR": ("a: 1\r\r\n", "Y007", 1, 5),
    "NUL": ("a: x\x00\n", "Y007", 1, 5),
    "escape character": ("a: x\x1b[31m\n", "Y007", 1, 5),
    "DEL": ("a: x\x7f\n", "Y007", 1, 5),
    "C1 control": ("a: x\x9b\n", "Y007", 1, 5),
    "form feed": ("a: x\x0cy\n", "Y007", 1, 5),
    "right-to-left override": ("b: 1\na: x\u202ey\n", "Y007", 2, 5),
    "right-to-left isolate in a comment": ("a: 1 # \u2067x\n", "Y007", 1, 8),
    "left-to-right mark": ("a: x\u200e\n", "Y007", 1, 5),
    "Arabic letter mark": ("a: x\u061c\n", "Y007", 1, 5),
    "zero-width space": ("a: x\u200by\n", "Y007", 1, 5),
    "zero-width joiner": ("a: x\u200dy\n", "Y007", 1, 5),
    "word joiner": ("a: x\u2060y\n", "Y007", 1, 5),
    "soft hyphen": ("a: x\u00ady\n", "Y007", 1, 5),
    "combining grapheme joiner": ("a: x\u034fy\n", "Y007", 1, 5),
    "Hangul filler": ("a: x\u3164\n", "Y007", 1, 5),
    "tag characters": ("a: x\U000e0041\n", "Y007", 1, 5),
    "noncharacter": ("a: x\ufffe\n", "Y007", 1, 5),
    "noncharacter of another plane": ("a: x\U0001fffe\n", "Y007", 1, 5),
    "second byte order mark": (b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n", "Y007", 1, 1),
    "hidden in a key": ("c\u200bap: 1\n", "Y007", 1, 2),
    "column behind an emoji": ('a: "\U0001f600" # \u202e\n', "Y007", 1, 10),
    "escaped override": (f'b: 1\na: "{ESC}u202e"\n', "Y007", 2, 4),
    "escaped zero-width space": (f'a: "{ESC}u200b"\n', "Y007", 1, 4),
    "escaped NUL": (f'a: "{ESC}0"\n', "Y007", 1, 4),
    "escaped escape character": (f'a: "{ESC}e[0m"\n', "Y007", 1, 4),
    "escaped next line": (f'a: "{ESC}N"\n', "Y007", 1, 4),
    "escaped line separator": (f'a: "{ESC}L"\n', "Y007", 1, 4),
    "escaped CR": (f'a: "{ESC}r"\n', "Y007", 1, 4),
    "escaped DEL": (f'a: "{ESC}x7f"\n', "Y007", 1, 4),
    "escaped override in a key": (f'"{ESC}u202ea": 1\n', "Y007", 1, 1),
    # ------------------------------------------------------------------ Y008 ambiguous values
    **{
        f"value {word}": (f"b: 1\na: {word}\n", "Y008", 2, 4)
        for word in (
            *("yes", "Yes", "YES", "no", "No", "on", "On", "ON", "off", "Off", "OFF"),
            *("y", "Y", "n", "N", "~", "Null", "NULL", "True", "TRUE", "False", "FALSE"),
            *("0777", "00", "007", "-01", "0012345", "0o17", "0x1F", "-0x1f", "0b11", "0_7"),
            *("1_000", "1_0.5", "1e3", "1E3", "1.5e3", "1.5e+3", "1e400", "1.0e+400"),
            *(".5", "-.5", "+.5", "5.", "+5", "+5.0", "-0", "-0.0", "-0.00"),
            *(".nan", ".NaN", ".NAN", ".inf", ".Inf", "-.inf", "+.INF", "=", "<<"),
            *("9" * 35, "9" * 5000, "1." + "9" * 33, "0x" + "f" * 20000),
        )
    },
    "value in a list": ("a: [x, yes]\n", "Y008", 1, 8),
    "value in a flow mapping": ("a: {b: 1, c: ~}\n", "Y008", 1, 14),
    # ------------------------------------------------------------------ Y009 empty values
    "no value": ("a:\n", "Y009", 1, 3),
    "no value before the next key": ("a:\nb: 1\n", "Y009", 1, 3),
    "no value but a comment": ("a: # soon\nb: 1\n", "Y009", 1, 3),
    "no value in flow": ("a: {b: , c: 1}\n", "Y009", 1, 8),
    "empty item": ("a:\n  -\n  - 1\n", "Y009", 2, 4),
    "set in flow": ("a: {b, c}\n", "Y009", 1, 6),
    "mapping without values": ("a: [{b}]\n", "Y009", 1, 7),
    # ------------------------------------------------------------------ Y010 unusual keys
    "integer key": ("1: a\n", "Y010", 1, 1),
    "decimal key": ("1.5: a\n", "Y010", 1, 1),
    "true as a key": ("true: a\n", "Y010", 1, 1),
    "False as a key": ("False: a\n", "Y010", 1, 1),
    "null as a key": ("null: a\n", "Y010", 1, 1),
    "tilde as a key": ("~: a\n", "Y010", 1, 1),
    "date as a key": ("2026-01-01: a\n", "Y010", 1, 1),
    "empty key": ('b: 1\n"": a\n', "Y010", 2, 1),
    "key with a space at its end": ('"cap ": a\n', "Y010", 1, 1),
    "key of two words": ("a b: 1\n", "Y010", 1, 1),
    "key with a letter that is not ASCII": ("cåp: a\n", "Y010", 1, 1),
    "Cyrillic twin of a key": ("c\u0430p: a\n", "Y010", 1, 1),
    "key behind a no-break space": ("\u00a0a: x\n", "Y010", 1, 1),
    "quoted merge key": ('"<<": 1\n', "Y010", 1, 1),
    "quoted key of 101 characters": (f'"{"k" * 101}": 1\n', "Y010", 1, 1),
    "key with a line break": (f'"a{ESC}nb": 1\n', "Y010", 1, 1),
    "list as a key": ("[a]: 1\n", "Y010", 1, 1),
    "mapping as a key": ("{a: 1}: 2\n", "Y010", 1, 1),
    "? key": ("b: 1\n? a\n: b\n", "Y010", 2, 1),
    "? key without a value": ("a:\n  ? b\n", "Y010", 2, 3),
    "? key in a list": ("a:\n  - ? b\n", "Y010", 2, 5),
    "? key in a flow mapping": ("a: {? b : c}\n", "Y010", 1, 5),
    "? key glued": ("a: {?b: c}\n", "Y010", 1, 5),
    "? key in a flow list": ("a: [x, ? b : c]\n", "Y010", 1, 8),
    "? key over lines": ("a: {?  # c\n  b : c}\n", "Y010", 1, 5),
    "? key that is quoted": ('a: {b: c, ? "d" : e}\n', "Y010", 1, 11),
    "comma in an amount": ("a: {amount: 40,000.00 EUR}\n", "Y010", 1, 16),
    # ------------------------------------------------------------------ Y011 misleading layout
    "comment glued to quotes": ('a: "x"#c\n', "Y011", 1, 7),
    "comment glued to single quotes": ("a: 'x'#c\n", "Y011", 1, 7),
    "comment glued to a list": ("a: [1]#c\n", "Y011", 1, 7),
    "comment glued to a mapping": ("a: {b: 1}#c\n", "Y011", 1, 10),
    "word glued to quotes": ('a: "x"y\n', "Y011", 1, 7),
    "comment glued to |": ("a: |#c\n  x\n", "Y011", 1, 4),
    "comment glued to >-": ("a: >-#c\n  x\n", "Y011", 1, 4),
    "quoted text goes on at its key": ('a: "x\ny"\n', "Y011", 2, 1),
    "quoted text goes on at its key, nested": ('a:\n  b: "x\n  y"\n', "Y011", 3, 3),
    "single-quoted text goes on left of its key": ("a:\n  b: 'x\n y'\n", "Y011", 3, 2),
    "text that looks like a key": ('a: "x\nb: 2"\n', "Y011", 2, 1),
    "list goes on at its key": ("a: [1,\n2]\n", "Y011", 2, 1),
    "list closes at its key": ("a: [1,\n 2\n]\n", "Y011", 3, 1),
    "mapping goes on at its key": ("a: {b: 1,\nc: 2}\n", "Y011", 2, 1),
    "item goes on at its dash": ("a:\n  - [1,\n  2]\n", "Y011", 3, 3),
    "value in an item goes on at its key": ("a:\n  - b: [1,\n    2]\n", "Y011", 3, 5),
    "plain text in flow goes on at the key": ("a: {b: x\ny}\n", "Y011", 2, 1),
    # ------------------------------------------------------------------ Y012 too large
    "33 levels of lists": ("a: " + "[" * 32 + "]" * 32, "Y012", 1, 35),
    "33 levels of mappings": ("\n".join(" " * n + "a:" for n in range(33)), "Y012", 33, 33),
    "100,000 brackets": ("a: " + "[" * 100_000, "Y012", 1, 35),
    "50,000 braces": ("{a: " * 50_000, "Y012", 1, 129),
    "100,000 dashes": ("a:\n  " + "- " * 100_000, "Y012", 2, 65),
    "1 MiB and a byte": (b'a: "' + b"x" * (LARGEST_FILE_BYTES - 5) + b'"\n', "Y012", 1, 1),
    # ------------------------------------------------------------------ Y013 not UTF-8
    "UTF-16": ("a: 1\n".encode("utf-16"), "Y013", 1, 1),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-le"), "Y013", 1, 1),
    "UTF-16, big end first": ("a: 1\n".encode("utf-16-be"), "Y013", 1, 1),
    "UTF-32": ("a: 1\n".encode("utf-32"), "Y013", 1, 1),
    "byte that no text has": (b"a: 1\nb: \xff\n", "Y013", 2, 4),
    "Latin-1": ("a: 1\nb: å\n".encode("latin-1"), "Y013", 2, 4),
    "broken sequence behind a letter of two bytes": (b"a: \xc3\xa5\xc3(\n", "Y013", 1, 5),
    "broken sequence behind a byte order mark": (b"\xef\xbb\xbfa: \xff\n", "Y013", 1, 4),
    "surrogate": (b"a: \xed\xa0\x80\n", "Y013", 1, 4),
    "overlong": (b"a: \xc0\xaf\n", "Y013", 1, 4),
    "cut in a letter": (b"a: \xe2\x82", "Y013", 1, 4),
}
# The pure parser is the fallback where PyYAML has no libyaml. It says four things with another rule,
# places an empty value in flow a column earlier, and is stricter in the texts of `ONLY_LIBYAML`.
OTHERWISE_IN_PURE: dict[str, str] = {
    "escape of a surrogate": "Y007",
    "colon without a space in a flow mapping": "Y009",
    "comment glued to |": "Y001",
    "comment glued to >-": "Y001",
}

READ: dict[str, tuple[str | bytes, Any]] = {
    "country of Norway": ("a: NO", "NO"),
    "list of countries": ("a: [SE, NO, DK]", ["SE", "NO", "DK"]),
    "time": ("a: 12:30", "12:30"),
    "hours": ("a: {start: 08:00, end: 17:00}", {"start": "08:00", "end": "17:00"}),
    "sexagesimal": ("a: 1:30:00", "1:30:00"),
    "negative sexagesimal": ("a: -1:30", "-1:30"),
    "date": ("a: 2026-01-01", "2026-01-01"),
    "date that does not exist": ("a: 2026-02-30", "2026-02-30"),
    "instant": ("a: 2026-04-03T16:50:00+02:00", "2026-04-03T16:50:00+02:00"),
    "duration": ("a: 4h", "4h"),
    "share": ("a: 99.9%", "99.9%"),
    "money": ("a: 40000.00 EUR", "40000.00 EUR"),
    "version of three parts": ("a: 1.2.3", "1.2.3"),
    "number with a space": ("a: 1 000", "1 000"),
    "number with a comma": ("a: 1,000", "1,000"),
    "hash in a word": ("a: desk-ola#triage/P1", "desk-ola#triage/P1"),
    "full-width digits": ("a: １２", "１２"),
    "integer": ("a: 5", 5),
    "zero": ("a: 0", 0),
    "negative": ("a: -5", -5),
    "34 digits": ("a: " + "9" * 34, int("9" * 34)),
    "decimal": ("a: 99.90", Decimal("99.90")),
    "clause": ("a: 4.10", Decimal("4.10")),
    "decimal of 34 signs": ("a: 1." + "9" * 32, Decimal("1." + "9" * 32)),
    "more nines than a float holds": ("a: 99.99999999999999999", Decimal("99.99999999999999999")),
    "true": ("a: true", True),
    "false": ("a: false", False),
    "null": ("a: null", None),
    "quoted words": ("a: ['yes', \"~\", '0777', \"\"]", ["yes", "~", "0777", ""]),
    "words that only begin like ambiguous ones": (
        "a: [yesterday, None, infinity, nan, 0x, .e5, -, --, 5h, 1e]",
        ["yesterday", "None", "infinity", "nan", "0x", ".e5", "-", "--", "5h", "1e"],
    ),
    "empty mapping and list": ("a: {b: {}, c: []}", {"b": {}, "c": []}),
    "comma at the end": ("a: [1, 2,]", [1, 2]),
    "comment": ("a: 1 # ? what\n# b: 2\n", 1),
    "question mark in a text": ("a: what? yes ? no", "what? yes ? no"),
    "question mark in quotes": ('a: ["?", "? x"]', ["?", "? x"]),
    "question mark in a block text": ("a: |\n  ? x\n", "? x\n"),
    "escaped letter": (f'a: "{ESC}x41{ESC}u00e5"', "Aå"),
    "escaped emoji": (f'a: "{ESC}U0001F600"', "\U0001f600"),
    "escaped line break and tab": (f'a: "x{ESC}n{ESC}ty"', "x\n\ty"),
    "quote in quotes": ("a: 'it''s'", "it's"),
    "Hebrew and Nordic": ("a: שלום Blåbærsyltetøy", "שלום Blåbærsyltetøy"),
    "emoji with its variation": ("a: ✔️", "✔\ufe0f"),
    "line feed in a block text": ("a: |\n  x\n\n  y\nb: 1\n", "x\n\ny\n"),
    "folded text": ("a: >-\n  x\n  y\n", "x y"),
    "block text with a comment": ("a: | # c\n  x\n", "x\n"),
    "block text with an indentation": ("a: |2-\n   x\n", " x"),
    "lines ended by CR and LF": (b'a: {x: 1,\r\n  y: "p\r\n  q"}\r\n', {"x": 1, "y": "p q"}),
    "block text with CR and LF": (b"a: |\r\n  x\r\n\r\n  y\r\n", "x\n\ny\n"),
    "byte order mark": (b"\xef\xbb\xbfa: 1\n", 1),
    "one document with marks": ("# x\n---\na: 1\n...\n", 1),
    "quoted text over lines": ('a: "x\n  y"', "x y"),
    "hash in a quoted text over lines": ("a: 'x\n  # no comment\n  y'", "x # no comment y"),
    "plain text over lines": ("a: x\n  y", "x y"),
    "list over lines": ("a: [1, # one\n 2]", [1, 2]),
    "list over lines with a comment at the left": ("a: [1,\n# two\n  2]", [1, 2]),
    "item over lines": ("a:\n- [1,\n 2]", [[1, 2]]),
    "nested item over lines": ("a:\n  - b: [1,\n     2]", [{"b": [1, 2]}]),
    "items at the key": ("a:\n- 1\n- 2", [1, 2]),
    "flow at the top": ("{a: 1}", 1),
    "flow at the top over lines": ("{\na: 1,\nb: 2\n}", 1),
    "32 levels": ("a: " + "[" * 30 + "1" + "]" * 30, None),
    "1 MiB": (b'a: "' + b"x" * (LARGEST_FILE_BYTES - 6) + b'"\n', None),
    "space before the colon of a quoted key": ('"a" : 1', 1),
    "json": ('{"a": {"b": [1, "x", true, null]}}', {"b": [1, "x", True, None]}),
}

ONLY_LIBYAML: dict[str, tuple[str, Any]] = {
    "tab behind a colon": ("a:\tb", "b"),
    "tab in a text": ("a: b\tc", "b\tc"),
    "question mark in a text in flow": ("a: {b: x ?y}", {"b": "x ?y"}),
}

KEYS = ("on", "no", "yes", "off", "NO", "y", "P1", "mon-fri", "a.b", "_x", '"1"', '"true"', "'x'")


@pytest.fixture(params=[LIBYAML, PURE], ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each of the two parsers."""
    monkeypatch.setattr(events, "_LOADER", request.param)
    return request.param


def read(text: str | bytes) -> Document:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_document(raw, "a.yaml")


def finding(text: str | bytes) -> Any:
    with pytest.raises(Refused) as refused:
        read(text)
    return refused.value.finding


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_with_rule_line_and_column(name: str, parser: Any) -> None:
    """
    A text outside the subset is refused by its rule at its place, by both parsers alike.
    """
    text, rule, line, column = REFUSED[name]

    found = finding(text)

    if parser is PURE and name in OTHERWISE_IN_PURE:
        assert (OTHERWISE_IN_PURE[name], line) == (found.rule, found.span.line)
    else:
        assert (rule, line) == (found.rule, found.span.line)
        if parser is LIBYAML or rule not in ("Y001", "Y009"):
            assert column == found.span.column


@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_is_one_readable_line(name: str, parser: Any) -> None:
    """
    A message is one visible line of at most 500 characters, and says what to do.
    """
    found = finding(REFUSED[name][0])

    assert found.message.isprintable()
    assert found.help.isprintable()
    assert 0 < len(found.message) <= 500
    assert 0 < len(found.help) <= 200
    assert "error" == found.severity
    assert "a.yaml" == found.span.file


@pytest.mark.parametrize("name", READ)
def test_reads_what_only_looks_like_it(name: str, parser: Any) -> None:
    """
    A text inside the subset is read with the one meaning that it has, by both parsers alike.
    """
    text, expected = READ[name]

    value = read(text).data["a"]

    if expected is not None or name == "null":
        assert expected == value
        assert repr(expected) == repr(value)  # 4.10 is neither 4.1 nor "4.10"; 1 is not true


@pytest.mark.parametrize("key", KEYS)
def test_keys_stay_the_words_they_are(key: str, parser: Any) -> None:
    """
    A key is text, also where another reader would take the word for true or false.
    """
    assert {key.strip("'\""): 1} == read(f"{key}: 1\n").data


@pytest.mark.parametrize("name", ONLY_LIBYAML)
def test_the_pure_parser_may_refuse_but_never_read_otherwise(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where the two parsers differ, the fallback refuses: no text has two meanings.
    """
    text, expected = ONLY_LIBYAML[name]

    assert expected == read(text).data["a"]

    monkeypatch.setattr(events, "_LOADER", PURE)

    assert finding(text).rule in ("Y001", "Y010")


def test_a_duplicate_key_names_both_lines(parser: Any) -> None:
    """
    Whoever has to delete one of two keys sees where both are.
    """
    found = finding("cap: 1\nb: 2\n# c\ncap: 3\n")

    assert "key 'cap' stands twice: first on line 1, again here" == found.message
    assert [("first 'cap'", 1)] == [(said, span.line) for said, span in found.related]


@pytest.mark.parametrize("loader", [LIBYAML, PURE], ids=["libyaml", "pure"])
def test_node_limit(loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A document may have exactly as many values (keys counted) as the limit says, and not one more.
    """
    monkeypatch.setattr(events, "_LOADER", loader)
    monkeypatch.setattr(events, "MOST_NODES", 1000)
    most = "a: [" + ", ".join(["1"] * 997) + "]\n"  # with the root, the key and the list: 1000

    assert 997 == len(read(most).data["a"])

    found = finding(most.replace("[1,", "[1, 1,"))

    assert ("Y012", "more than 1,000 values") == (found.rule, found.message)


def test_the_shipped_limits() -> None:
    """
    The limits of the language: 1 MiB, 32 levels, 100,000 values (50,000 without libyaml).
    """
    assert 1_048_576 == LARGEST_FILE_BYTES
    assert 32 == DEEPEST
    assert (100_000 if yaml.__with_libyaml__ else 50_000) == events.MOST_NODES


def test_a_file_of_100_000_keys_is_refused_in_time() -> None:
    """
    More values than the limit are refused, in the time of reading them once.
    """
    assert "Y012" == finding("\n".join(f"k{n}: 1" for n in range(50_001))).rule


def test_nesting_does_not_depend_on_the_stack_of_python(parser: Any) -> None:
    """
    Depth is counted, never recursed into: the limit of Python's stack plays no part.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(120)
    try:
        found = finding("a: " + "[" * 5000)
    finally:
        sys.setrecursionlimit(before)

    assert "Y012" == found.rule


@pytest.mark.parametrize(
    ("text", "said", "help"),
    [
        ("a: x: y\n", "a colon stands here where no key can be", "quote the text"),
        ("a: 'x\n", "the quote that opens here is never closed", "close it"),
        ("a: [1\nb: 2\n", "is not closed; it begins on line 1", "close it with ]"),
        ("\ta: 1\n", "a tab stands in the indentation", "indent with spaces"),
        ("a: @x\n", "'@' cannot begin a text", "quote the text"),
        ("a: yes\n", "'yes' is read differently by different YAML readers", 'quote it: "yes"'),
        ("a:\n", "empty value", "write null, or drop the key"),
        ("a: {amount: 1,000 EUR}\n", "'000 EUR' is no name for a key", "has a comma in it"),
        ("a: &x 1\n", "anchor '&x' is refused", "write the text out"),
    ],
)
def test_words_for_an_author(text: str, said: str, help: str) -> None:
    """
    A refusal speaks of what stands in the file, not of the parser.
    """
    found = finding(text)

    assert said in found.message
    assert help in found.help
