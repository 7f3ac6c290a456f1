"""What a supplier must promise, as Markdown: to be sent, printed or negotiated over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.report.escape import for_markdown
from slaspec.report.require_text import MARKS, MOST_USERS, beside, heading, some, verdict

if TYPE_CHECKING:
    from slaspec.use_cases.require_sheet import Figure, Part, Row, Sheet

_HEAD = ("| | | required | today | | asked by |", "|---|---|---|---|---|---|")


def require_markdown(sheet: Sheet) -> str:
    """The verdict, then a table for the term and for each promise."""
    mark = MARKS[sheet.is_enough]
    parts = [f"## {mark} {for_markdown(heading(sheet))}", f"{verdict(sheet)}."]
    for part in sheet.parts:
        parts += _part(part)
    if sheet.still_open:
        parts += ["### Not backed even with these figures", "\n".join(_still_open(sheet))]
    return "\n\n".join(parts) + "\n"


def _part(part: Part) -> Iterator[str]:
    yield f"### {for_markdown(f'{part.agreement} {part.version}')}, {part.kind}"
    yield for_markdown(part.title)
    if part.term:
        yield "\n".join(_table(part.term))
    for row in part.rows:
        yield from _row(row)
    if part.unused:
        yield f"Nothing stands on {_listed(part.unused)}."


def _row(row: Row) -> Iterator[str]:
    yield f"#### {for_markdown(row.name)}"
    yield f"{for_markdown(row.measured)}, {for_markdown(row.service)}"
    yield "\n".join(_table(row.figures))
    said = [for_markdown(line) for figure in row.figures for line in beside(figure)]
    users = some([f"{user.name} ({user.promised})" for user in row.users], MOST_USERS)
    said += [f"behind {for_markdown(user)}" for user in users]
    if row.together:
        said.append(f"holds together with the figures of {_listed(row.together)}")
    yield "\n".join(f"- {line}" for line in said)


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    yield from _HEAD
    for each in figures:
        required = for_markdown(each.required) if each.required else "cannot be told"
        today = for_markdown(each.today) if each.today else "not said"
        gap = for_markdown(each.gap) if each.gap else ""
        cells = (MARKS[each.enough], each.name, required, today, gap, _listed(each.asked_by))
        yield f"| {' | '.join(cells)} |"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(for_markdown, some(names)))


def _still_open(sheet: Sheet) -> Iterator[str]:
    for each in sheet.still_open:
        help = f": {for_markdown(each.help)}" if each.help else ""
        yield f"- {for_markdown(each.user)}: {for_markdown(each.sentence)}{help}"
