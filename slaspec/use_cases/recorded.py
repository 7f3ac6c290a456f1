"""What a ledger records besides relief, where no line of a preview tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.remedies.ledger.claims import claims_of
from slaspec.remedies.ledger.rights import uncounted
from slaspec.remedies.ledger.with_ledger import claims_about, verdicts_known

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.ledger import ClaimEntry
    from slaspec.remedies.earlier.history import PastLine
    from slaspec.remedies.ledger.statement_states import WindowState
    from slaspec.remedies.ledger.with_ledger import Known
    from slaspec.remedies.statement import Line, Statement


def recorded(agreement: Agreement, known: Known, statement: Statement) -> Iterator[str]:
    """
    Sentences on claims for which nothing is due, on choices that the customer has not made, on
    statements that were issued before, and on misses that are not known.

    A claim that names no window may be about any of them, and is told in each preview.
    """
    for state in statement.states:
        if state.state != "measured" and state.window not in statement.adjusts:
            yield _of_statement(state)
    yield from _later(known, statement)
    yield from uncounted(agreement, verdicts_known(known, statement))
    yield from _open_choices(statement)
    for entry in claims_about({window.name for window in statement.windows}, known):
        yield from _of_claim(entry, known, statement)


def _of_statement(state: WindowState) -> str:
    note = f", credit note {state.credit_note}" if state.credit_note else ""
    return (
        f"the statement of {state.window} was {state.state}{note} ({state.because}): this preview"
        " does not change it; what differs from it as issued is told with --history"
    )


def _later(known: Known, statement: Statement) -> Iterator[str]:
    """A correction may move what later windows carry or repeat: they were issued on the old one."""
    if not statement.adjusts or not any(line.adjusts for line in statement.lines):
        return
    here, last = {w.name for w in statement.windows}, max(w.end for w in statement.windows)
    issued = {w.name for each in known.issued for w in each.windows if w.end > last}
    if later := sorted(issued - here):
        yield (
            f"{', '.join(later)} was issued after the windows that are corrected here; preview them"
            " together to see what the correction moves in it"
        )


def _open_choices(statement: Statement) -> Iterator[str]:
    """Groups of which the highest stands only until the customer chooses."""
    asked = dict.fromkeys((e.window.name, e.open_choice) for e in statement.lines if e.open_choice)
    for window, candidates in asked:
        yield (
            f"{window}: the customer has not chosen between {' and '.join(candidates)}; the highest"
            f" stands provisionally until the ledger has the choice (slaspec ledger add"
            f" {statement.agreement} choice)"
        )


def _of_claim(entry: ClaimEntry, known: Known, statement: Statement) -> Iterator[str]:
    """What is carried into a window was due, and claimed, in an earlier one."""
    fresh = [line for line in statement.lines if line.gross or not line.carried_in]
    lines = [line for line in fresh if _is_about(entry, line, statement)]
    said = (
        f"'{entry.claim}' was claimed for {entry.for_}, says the ledger entry of {entry.date}"
        f" ({entry.at.span}): "
    )
    if not lines:
        issued = (line for each in known.issued for line in each.lines)
        if not any(_is_about(entry, line, statement) for line in issued):
            yield f"{said}no line of this preview is due for it"
    elif all(line.claim == "not_needed" for line in lines):
        yield f"{said}it is paid without a claim"


def _is_about(entry: ClaimEntry, line: Line | PastLine, statement: Statement) -> bool:
    """Whether a claim is about a line: a claim for a record is about the line of its window."""
    where = (line.target, line.objective, line.window)
    measured = [m for m in statement.verdicts if (m.target, m.objective, m.window) == where]
    missed = [id for each in measured for id in each.missed_ids] if not line.record else []
    about = (miss for m in measured for miss in m.misses if line.record in ("", miss.id))
    names = [name for miss in about for name in (miss.id, miss.incident, *miss.others) if name]
    return claims_of(entry, line, [*missed, *names])
