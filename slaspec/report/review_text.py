"""A review as text: everything there is to say, the verdict first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.findings_text import Paint, plain
from slaspec.report.review_head import notes
from slaspec.report.review_outline import Block, Chart, Items, Part, Section, Table, Words
from slaspec.report.review_told import outline
from slaspec.report.tables import table
from slaspec.review.verdict import is_silent

if TYPE_CHECKING:
    from slaspec.review.review import Review


def text(review: Review, paint: Paint = plain, *, whole: bool = True) -> str:
    """
    The outline, `whole` or what is not folded of it.

    Where nothing of meaning changed, a line, and how both sides were read if that is worth a note.
    """
    told = outline(review)
    headline = paint(told.headline, told.role)
    if is_silent(review):
        return "\n".join([headline, *map(line, notes(review))]) + "\n"
    lead = [headline, *map(line, told.lead)]
    shown = [section for section in told.sections if whole or not section.folded]
    blocks = ["\n".join(lead), *("\n".join(_section(each, paint)) for each in shown)]
    return "\n\n".join(blocks) + "\n"


def line(words: Words) -> str:
    """A sentence for a terminal; what others wrote does not act in it."""
    return for_terminal("".join(words))


def _section(section: Section, paint: Paint) -> Iterator[str]:
    yield paint(section.title, "place")
    if section.table is not None:
        yield from _part(section.table, indent="")
    for group in section.groups:
        for part in group:
            yield from _part(part, indent="  " if isinstance(part, Block) else "")


def _part(part: Part, indent: str) -> Iterator[str]:
    match part:
        case Table():
            cells = [tuple("".join(cell) for cell in row) for row in part.rows]
            yield table(part.headings, cells, right=part.right, whole=(part.name,))
        case Items():
            yield from (f"- {line(sentence)}" for sentence in part.sentences)
        case Block():
            yield from (indent + for_terminal(each) for each in part.lines)
        case Chart():  # a terminal shows the bars of the difference
            return
        case _:
            yield line(part)
