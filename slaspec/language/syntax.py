"""What a YAML parser complains about, in the words of somebody who writes a contract."""

from __future__ import annotations

from typing import Any, NamedTuple

from slaspec.language.characters import shown


class Fault(NamedTuple):
    """A sentence, what to do, and the line and column (from 0) at which to look."""

    sentence: str
    help: str
    line: int
    column: int


_BACKSLASH = r"write \\ for a backslash"
_NEXT_LINE = "begin the text on the next line, or quote it"
# A part of the parser's words, ours, what to do, and whether the place where the faulty part
# begins is meant: an unclosed quote is noticed at the end of the file only.
_SENTENCES: tuple[tuple[str, str, str, bool | None], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands here where no key can be",
        "quote the text, or indent the key like the ones beside it",
        False,
    ),
    (
        "could not find expected ':'",
        "this line is neither a key nor part of the value above",
        "write key: value, or indent the line further than the key above",
        True,
    ),
    ("escape", "this escape after a backslash is unknown", _BACKSLASH, False),
    ("hexdecimal", "this escape after a backslash is not complete", _BACKSLASH, False),
    ("hexadecimal", "this escape after a backslash is not complete", _BACKSLASH, False),
    ("unexpected end of stream", "the quote that opens here is never closed", "close it", True),
    (
        "',' or ']'",
        "the list that opens with [ is not closed",
        "close it with ], or add a comma",
        None,
    ),
    (
        "',' or '}'",
        "the mapping that opens with { is not closed",
        "close it with }, or add a comma",
        None,
    ),
    (
        "expected key",
        "this line does not fit the keys above",
        "indent it like the keys that it belongs to",
        False,
    ),
    (
        "'-' indicator",
        "this line is no item of the list above",
        "begin it with '- ' like the other items, or indent it less",
        False,
    ),
    (
        "<block end>",
        "this line does not fit the lines above",
        "indent it like the lines that it belongs to",
        False,
    ),
    ("node content", "a value is missing before this", "write the value, or quote it", False),
    (
        "<document start>",
        "this stands outside the document",
        "indent it like the other keys, or delete it",
        False,
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        "put '- ' on a line of its own, or quote the text",
        False,
    ),
    ("mapping keys are not allowed", "'?' cannot begin a text", "quote it", False),
    ("unexpected ':'", "a colon stands here where no key can be", "put a space behind it", False),
    ("violates indentation", "a tab stands in the indentation", "indent with spaces", False),
    (
        "expected comment or line break",
        "behind | and > only a comment may stand",
        _NEXT_LINE,
        False,
    ),
    ("chomping or indentation", "behind | and > only a comment may stand", _NEXT_LINE, False),
    ("alphabetic or numeric", "'*' and '&' cannot begin a text", "quote it", False),
)


def fault(error: Any, lines: list[str]) -> Fault:
    """The complaint of a parser (a `yaml.YAMLError`) about a text, in words and with its place."""
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    line, column = _in_text(mark or start, lines)
    sign = lines[line][column : column + 1]
    at_start: bool | None
    if "cannot start any token" in problem:
        said, help, at_start = _no_beginning(sign)
    else:
        said, help, at_start = _sentence(problem)
    at_end = not any(below.strip() for below in [lines[line][column:], *lines[line + 1 :]])
    if start is not None and (at_start or (at_start is None and at_end)):
        line, column = _in_text(start, lines)
    elif start is not None and at_start is None:
        said += f"; it begins on line {start.line + 1}"
    return Fault(said, help, line, column)


def _sentence(problem: str) -> tuple[str, str, bool | None]:
    for part, said, help, at_start in _SENTENCES:
        if part in problem:
            return said, help, at_start
    return shown(problem), "check the indentation and quotes", False


def _no_beginning(sign: str) -> tuple[str, str, bool]:
    if sign == "\t":
        return "a tab stands in the indentation", "indent with spaces", False
    return f"'{shown(sign)}' cannot begin a text", "quote the text", False


def _in_text(mark: Any, lines: list[str]) -> tuple[int, int]:
    """The place of a mark; the end of the last line with text when the mark is behind it."""
    if mark is None:
        return 0, 0
    line, column = mark.line, mark.column
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    while line > 0 and not lines[line].strip():
        line -= 1
        column = len(lines[line].rstrip())
    return line, column
