"""
A review as Markdown: the comment of a pull request, and the summary of a job.

What contracts say stands in code spans and fenced blocks, where nothing acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.escape import for_markdown, markdown_block
from slaspec.report.review_head import notes
from slaspec.report.review_outline import (
    Block,
    Chart,
    Items,
    Part,
    Quoted,
    Section,
    Table,
    Words,
)
from slaspec.report.review_told import outline
from slaspec.report.words import counted
from slaspec.review.verdict import is_silent

if TYPE_CHECKING:
    from slaspec.review.review import Review

MARKER = "<!-- slaspec:diff -->"
LONGEST = 60_000  # a comment may have 65,536 characters
SUMMARY_LONGEST = 250_000  # the summary of a step may have 1,024 kB, and a character four bytes
LONGEST_QUOTE = 400
ELSEWHERE = "in the job summary"


def markdown(
    review: Review, *, longest: int = LONGEST, always: bool = False, rest: str = ELSEWHERE
) -> str:
    """
    The comment, at most so many characters long; what has no room is counted, and is in `rest`.

    Nothing where nothing of meaning changed, so that a bot stays silent; with `always` a line.
    """
    told = outline(review)
    if is_silent(review):
        said = [f"{MARKER}\n{told.headline}", *map(_words, notes(review))]
        return "\n\n".join(said) + "\n" if always else ""
    head = "\n\n".join([MARKER, f"### {told.headline}", *map(_words, told.lead)])
    room = longest - len(head)
    parts = [head]
    for section in told.sections:  # half of the room for each, so that none takes it all
        parts.append(_within(section, room // 2, rest))
        room -= len(parts[-1]) + 2
    return "\n\n".join(parts) + "\n"


def _within(section: Section, room: int, rest: str) -> str:
    """A section in so many characters; rows and groups that have no room are counted."""
    before, after = _frame(section)
    left = room - len(before) - len(after) - 100  # for the sentence about the rest
    shown: list[str] = []
    entries = list(_entries(section))
    for entry in entries:
        left -= len(entry)
        if left < 0:
            break
        shown.append(entry)
    parts = [before, "".join(shown).rstrip("\n")]
    if len(shown) < len(entries):
        parts.append(f"… and {counted(len(entries) - len(shown), f'more {section.what}')} {rest}.")
    elif not shown:
        return ""
    return "\n\n".join([*(part for part in parts if part), *([after] if after else [])])


def _frame(section: Section) -> tuple[str, str]:
    if section.folded:
        return f"<details><summary>{section.title}</summary>", "</details>"
    return f"#### {section.title}", ""


def _entries(section: Section) -> Iterator[str]:
    """The rows of the table, the first one with the headings, or the groups."""
    if section.table is not None:
        rows = _rows(section.table)
        yield f"{next(rows)}\n{next(rows)}\n{next(rows)}\n"
        yield from (f"{row}\n" for row in rows)
    for group in section.groups:
        between = "\n" if all(isinstance(part, Items) for part in group) else "\n\n"
        yield "\n\n".join(filter(None, ("\n".join(_part(part)) for part in group))) + between


def _part(part: Part) -> Iterator[str]:
    match part:
        case Table():
            yield from _rows(part)
        case Items():
            yield from (f"- {_words(sentence)}" for sentence in part.sentences)
        case Block():
            yield from markdown_block(part.lines)
        case Chart():  # the bars of the difference tell it in text
            return
        case _:
            yield _words(part)


def _rows(table: Table) -> Iterator[str]:
    yield _row([*table.headings])
    yield _row(["--:" if i in table.right else "---" for i in range(len(table.headings))])
    yield from (_row([_words(cell) for cell in row]) for row in table.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _words(words: Words) -> str:
    return "".join(_quoted(each) if isinstance(each, Quoted) else each for each in words)


def _quoted(text: str) -> str:
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return for_markdown(cut)
