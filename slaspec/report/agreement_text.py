"""The full text of an agreement for people (text, Markdown) and for programs (YAML)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from slaspec.report.agreement_outline import Line, Part, head, parts
from slaspec.report.escape import for_terminal

if TYPE_CHECKING:
    from slaspec.use_cases.show import Shown

WIDTH = 100
_INDENT = 2
_ACTS_IN_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ /.,+-]*[A-Za-z0-9]")  # the rest is quoted
_MENTION = re.compile(r"(?<![\w.])@(?=\w)")


def agreement_text(shown: Shown) -> str:
    """The text in lines of at most 100 columns, clauses numbered."""
    title, *rest = head(shown)
    blocks = [[for_terminal(title), *(line for each in rest for line in _wrapped("", each, 0))]]
    blocks += [list(_part_text(part)) for part in parts(shown)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _part_text(part: Part) -> Iterator[str]:
    source = f"   ({part.source})" if part.source else ""
    yield for_terminal(f"{part.number}  {part.title}{source}")
    width = max((len(line.number) for line in part.lines if line.depth == 0), default=0)
    for line in part.lines:
        number = line.number.ljust(width) if line.depth == 0 and width else line.number
        indent = _INDENT if line.depth == 0 else 2 * _INDENT + width
        yield from _wrapped(number, line.text, indent)


def _wrapped(number: str, text: str, indent: int) -> Iterator[str]:
    before = " " * indent + (f"{for_terminal(number)}  " if number else "")
    hanging = " " * min(len(before) + (0 if number else _INDENT), WIDTH // 2)
    flat = for_terminal(" ".join(text.split()))
    yield from textwrap.wrap(
        flat,
        WIDTH,
        initial_indent=before,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )


def agreement_markdown(shown: Shown) -> str:
    """The text as Markdown: a heading for each part, a list entry for each clause."""
    title, *rest = map(_markdown, head(shown))
    lines = [f"# {title}", "", *(f"{each}  " for each in rest)]
    for part in parts(shown):
        source = f" ({_markdown(part.source)})" if part.source else ""
        lines += ["", f"## {part.number} {part.title}{source}", ""]
        lines += map(_item, part.lines)
    return "\n".join(lines) + "\n"


def _item(line: Line) -> str:
    number = f"**{_markdown(line.number)}** " if line.number else ""
    return "  " * line.depth + f"- {number}{_markdown(' '.join(line.text.split()))}"


def _markdown(text: str) -> str:
    """Prose in which nothing of Markdown, no tag and no mention acts."""
    shown = _ACTS_IN_MARKDOWN.sub(r"\\\1", for_terminal(text))
    return _MENTION.sub("@<!-- -->", shown)


def agreement_yaml(shown: Shown) -> str:
    """The text as one document that `slaspec` reads again: no Terms and no amendments needed."""
    import yaml

    class Writer(yaml.SafeDumper):
        """Block mappings, no aliases; what is text stays text."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as in yaml
            return True

    def number(writer: Any, value: Decimal) -> Any:
        return writer.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")

    def text(writer: Any, value: str) -> Any:
        style = None if _PLAIN.fullmatch(value) else '"'
        return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Writer.add_representer(Decimal, number)
    Writer.add_representer(str, text)
    made: str = yaml.dump(
        shown.alone, Dumper=Writer, sort_keys=False, allow_unicode=True, width=1 << 20
    )
    origin = f"{shown.agreement.id} {shown.agreement.version}, the text in force on {shown.as_of}"
    return f"# {origin}\n{made}"
