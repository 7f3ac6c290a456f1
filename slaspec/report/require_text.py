"""What a supplier must promise, as text for the terminal: the purchaser's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.findings_text import aligned
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.use_cases.require_sheet import Figure, Part, Row, Sheet

MARKS = {True: "●", False: "▼", None: "○"}
MOST_NAMES = 5
MOST_USERS = 20


def require_text(sheet: Sheet) -> str:
    """The verdict, then OLA by OLA and UC by UC the term and what each promise must say."""
    parts = [for_terminal(heading(sheet)), for_terminal(verdict(sheet))]
    parts += ["\n".join(_part(part)) for part in sheet.parts]
    if sheet.still_open:
        parts.append("\n".join(_still_open(sheet)))
    return "\n\n".join(parts) + "\n"


def heading(sheet: Sheet) -> str:
    """Whose sheet it is, and by the texts of which day."""
    name = sheet.supplier if sheet.name == sheet.supplier else f"{sheet.name} ({sheet.supplier})"
    return f"What {name} must promise, by the texts of {sheet.as_of}"


def verdict(sheet: Sheet) -> str:
    """Whether what is promised today is enough, in a sentence."""
    figures = sheet.figures
    short = sum(each.enough is False for each in figures)
    unknown = sum(each.enough is None for each in figures)
    said = [f"{short:,} of {counted(len(figures), 'figure')} not enough"] * bool(short)
    said += [f"{unknown:,} of {counted(len(figures), 'figure')} cannot be told"] * bool(unknown)
    more = len(sheet.still_open)
    said += [f"{counted(more, 'reason')} beyond the figures"] * bool(more)
    if said:
        return ", ".join(said)
    if not figures:
        return "nothing in this book stands on what is promised"
    return f"enough: {counted(len(figures), 'figure')}, none of them too little today"


def cells(figure: Figure) -> tuple[str, ...]:
    """What is required, what is promised today, what lies between, who asks for it."""
    asked = f"asked by {', '.join(some(figure.asked_by))}" if figure.asked_by else ""
    required = figure.required or "cannot be told"
    return (figure.name, required, f"today {figure.today or 'not said'}", figure.gap, asked)


def some(names: Sequence[str], most: int = MOST_NAMES) -> Sequence[str]:
    """The first names, and how many follow; the JSON has all."""
    more = len(names) - most
    return names if more <= 1 else (*names[:most], f"{more:,} more")


def beside(figure: Figure) -> Iterator[str]:
    """What else must be said of a figure: why, and what would be enough as well."""
    if figure.why:
        yield f"{figure.name}: {figure.why}"
    if figure.or_else and figure.enough is not True:
        yield f"{figure.name}: or {', or '.join(figure.or_else)}"


def _part(part: Part) -> Iterator[str]:
    yield for_terminal(f"{part.agreement} {part.version}, {part.kind}: {part.title}")
    yield from _figures(part.term, "  ")
    for row in part.rows:
        yield from _row(row)
    if part.unused:
        yield for_terminal(f"  nothing stands on {', '.join(part.unused)}")


def _row(row: Row) -> Iterator[str]:
    yield for_terminal(f"  {row.name}: {row.measured}, {row.service}")
    yield from _figures(row.figures, "    ")
    for user in some([f"{user.name} ({user.promised})" for user in row.users], MOST_USERS):
        yield for_terminal(f"    behind {user}")
    if row.together:
        yield for_terminal(f"    holds together with the figures of {', '.join(row.together)}")


def _figures(figures: Sequence[Figure], indent: str) -> Iterator[str]:
    rows = [(MARKS[each.enough], *cells(each)) for each in figures]
    for figure, line in zip(figures, aligned(rows), strict=True):
        yield f"{indent}{line}"
        yield from (f"{indent}     {for_terminal(said)}" for said in beside(figure))


def _still_open(sheet: Sheet) -> Iterator[str]:
    yield "Not backed even with these figures"
    for each in sheet.still_open:
        mark = MARKS[False if each.judged else None]
        yield for_terminal(f"  {mark} {each.user}: {each.sentence}")
        if each.help:
            yield for_terminal(f"      {each.help}")
