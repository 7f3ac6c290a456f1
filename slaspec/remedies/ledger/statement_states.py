"""What has become of the statement of a window: issued, agreed, disputed, adjusted, settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from slaspec.language.ledgers import known_on, states_of
from slaspec.remedies.charges import known_currency
from slaspec.remedies.money import from_minor, to_minor
from slaspec.remedies.statement import exact_sum

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.ledger import Entry, StatementEntry
    from slaspec.remedies.ledger.deadlines import Deadlines
    from slaspec.remedies.statement import Line

State = Literal[
    "estimated", "measured", "agreed", "issued", "disputed", "adjusted", "settled", "lapsed"
]
FOLLOWS: dict[str, tuple[str, ...]] = {
    "": ("agreed", "issued", "lapsed"),
    "agreed": ("issued", "adjusted", "settled", "lapsed"),
    "issued": ("agreed", "disputed", "adjusted", "settled", "lapsed"),
    "disputed": ("agreed", "adjusted", "settled"),
    "adjusted": ("agreed", "issued", "disputed", "settled", "lapsed"),
    "settled": ("adjusted",),
    "lapsed": (),
}


@dataclass(frozen=True)
class WindowState:
    """
    The state of the statement of one window on a day, since when, and a sentence why.

    `object_by` is the last day on which the receiver may object to it, where one is known.
    `disputed` are the targets in dispute (`resolution/P1`), empty for all of the statement.
    """

    window: str
    state: State
    since: date | None = None
    because: str = ""
    object_by: date | None = None
    credit_note: str = ""
    disputed: tuple[str, ...] = ()


def state_of(
    window: str, agreement: Agreement, entries: Sequence[Entry], deadlines: Deadlines
) -> WindowState:
    """
    The state of a statement by the entries of the ledger, and by silence where nobody answered.

    Without an entry it is `measured`. Raises `LocatedError` where the time to object cannot be
    counted.
    """
    said = states_of(known_on(entries, deadlines.as_of), window)
    if not said:
        return WindowState(window, "measured", because="nothing of it was issued yet")
    last = said[-1]
    note = next((each.credit_note for each in reversed(said) if each.credit_note), "")
    because = f"says the ledger entry of {last.date} ({last.at.span})"
    if last.state != "issued":
        disputed = (last.targets or ()) if last.state == "disputed" else ()
        since = last.date.value
        return WindowState(window, last.state, since, because, None, note, disputed)
    return _issued(last, note, because, agreement, deadlines)


def _issued(
    entry: StatementEntry, note: str, because: str, agreement: Agreement, deadlines: Deadlines
) -> WindowState:
    """An issued statement: silence after the time to object is an answer, where terms say so."""
    terms, issued = agreement.statement, entry.date.value
    if terms is None or terms.object_within is None:
        return WindowState(entry.statement, "issued", issued, because, None, note)
    within = terms.object_within
    last = deadlines.last_day(issued, within, terms.at.of("object_within"))
    if terms.silence is None or not deadlines.is_over(last):
        return WindowState(entry.statement, "issued", issued, because, last, note)
    silent = f"nobody answered within {within} of {issued}, which counts as {terms.silence}"
    return WindowState(entry.statement, terms.silence, last + timedelta(days=1), silent, last, note)


def payable(state: WindowState, lines: Sequence[Line], agreement: Agreement) -> Decimal | None:
    """
    What is paid of the lines of a window while it is in dispute, as `disputed` of the statement
    says; everything where nothing is disputed, None where it is and the terms do not say.
    """
    mine = [line for line in lines if line.window.name == state.window]
    rule = agreement.statement.disputed if agreement.statement else None
    if state.state == "disputed" and rule is None:
        return None
    if state.state == "disputed" and rule != "pay_all":
        kept = [] if rule == "withhold_all" else [x for x in mine if not _in_dispute(x, state)]
        mine = kept
    currency = known_currency(agreement)
    return from_minor(to_minor(exact_sum(tuple(mine)), currency, "down"), currency)


def _in_dispute(line: Line, state: WindowState) -> bool:
    names = (line.target, f"{line.target}/{line.objective}")
    return not state.disputed or any(name in state.disputed for name in names)
