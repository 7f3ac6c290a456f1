"""Contract text never acts: one escaping function per output channel."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_ACTS_IN_A_TERMINAL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_COMMAND = re.compile(r"^(\s*)::")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLACEHOLDER = re.compile(r"\{(?=[0-9]+\})")
LONGEST_CELL = 32_767
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
    return "'" + text if acts_in_a_cell(text) else text


def acts_in_a_cell(text: str) -> bool:
    """Whether a spreadsheet takes a text for a formula when somebody types it."""
    return _FORMULA.match(text) is not None


def for_cell(text: str) -> str:
    """The text of a cell: no control or direction character, and no more than a cell holds."""
    shown = _ACTS_IN_A_TERMINAL.sub(lambda match: f"\\u{ord(match[0]):04x}", for_xml(text))
    return shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - 1] + "…"


def for_print_header(text: str) -> str:
    """Text in the header of a printed sheet, where `&` begins a command."""
    return for_cell(text).replace("&", "&&")


def for_xml(text: str) -> str:
    """Text of XML 1.0: what the standard has no place for is shown as an escape."""
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def for_html(text: str) -> str:
    """
    Text of an HTML page: no markup, no control and no direction character.

    A page that is printed into a log holds no `##[` either; a browser shows it all the same.
    """
    shown = _ACTS_IN_A_TERMINAL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return html.escape(shown).replace("##[", "&#35;#[")


def for_sarif(text: str) -> str:
    """
    The text of a SARIF message, in which `[…](…)` would be a link and `{0}` a placeholder.

    A space breaks both; what the standard offers, a backslash, viewers read differently.
    """
    return _PLACEHOLDER.sub("{ ", for_terminal(text).replace("](", "] ("))


def for_markdown(text: str) -> str:
    """
    A code span: no markup, no link, no mention and no HTML acts in it.

    A `|` would end a cell of a table even there, so it is shown as an escape.
    """
    shown = for_terminal(text).replace("|", r"\u007c")
    fence = _fence(shown)
    pad = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown.strip() else "` `"


def markdown_block(lines: Sequence[str]) -> list[str]:
    """Lines that keep their columns, as a fenced block that no text inside can close."""
    shown = [for_terminal(line) for line in lines]
    fence = _fence("\n".join(shown), 3)
    return [fence, *shown, fence]


def _fence(text: str, shortest: int = 1) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(shortest, longest + 1)


def for_github_message(text: str) -> str:
    """The message of a workflow command: `%` and line ends as the runner unescapes them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_github_property(text: str) -> str:
    """A property of a workflow command (`file`, `title`): its separators are escaped as well."""
    return for_github_message(text).replace(":", "%3A").replace(",", "%2C")


def for_json(document: str) -> str:
    """JSON text in which no `##[` stands that a GitHub runner would take for a command."""
    return document.replace("##[", r"\u0023#[")
