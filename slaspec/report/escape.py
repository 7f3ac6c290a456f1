"""Contract text never acts: one escaping function per output channel."""

from __future__ import annotations

import re

_ACTS_IN_A_TERMINAL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_COMMAND = re.compile(r"^(\s*)::")
_FORMULA = re.compile("^[=+\\-@\t\r\x00\uff1d\uff0b\uff0d\uff20]")


def for_terminal(text: str) -> str:
    """
    One line for a terminal or a CI log: control and direction characters are shown as escapes.

    A GitHub runner takes `##[` anywhere and `::` at a line's start as commands, so both are broken.
    """
    shown = _ACTS_IN_A_TERMINAL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    shown = shown.replace("##[", "#\\#[")
    return _COMMAND.sub(r"\1:\\:", shown)


def for_csv(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text
