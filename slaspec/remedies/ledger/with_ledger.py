"""Settling with what came before and what is in the ledger: claims, issued statements, rights."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, UsageError
from slaspec.language.ledgers import known_on, states_of
from slaspec.language.model.ledger import ClaimEntry
from slaspec.measure.windows import named
from slaspec.remedies.charges import Rows
from slaspec.remedies.earlier.history import PastVerdict
from slaspec.remedies.ledger.adjustments import adjusted
from slaspec.remedies.ledger.claims import require_known
from slaspec.remedies.ledger.issued import Issued, history_of
from slaspec.remedies.ledger.rights import rights
from slaspec.remedies.ledger.statement_states import state_of
from slaspec.remedies.texts import settle_texts

if TYPE_CHECKING:
    from slaspec.language.amendments import Text
    from slaspec.language.model.ledger import Entry
    from slaspec.measure.results import Measurements
    from slaspec.remedies.ledger.deadlines import Deadlines
    from slaspec.remedies.statement import Statement


@dataclass(frozen=True)
class Known:
    """
    What is known on the day of a settlement beside the measurements.

    `entries` are those of the ledger, `issued` the statements of earlier windows (and of windows
    that are settled again), `deadlines` the day and the calendars.
    """

    deadlines: Deadlines
    entries: tuple[Entry, ...] = ()
    issued: tuple[Issued, ...] = ()


def settle_with_ledger(
    texts: Sequence[Text], measurements: Measurements, known: Known, charges: Rows | None = None
) -> Statement:
    """
    What is owed for some verdicts, with history, claims, corrections, rights and states.

    Windows of the measurements that were issued are settled again, and only what differs from the
    issued statement is left of them. Raises as `settle_texts` and `adjusted` do, and
    `LocatedError` for a claim of a remedy that does not exist, and for a window of which the ledger
    has a statement that the history lacks.
    """
    whole = texts[-1].agreement
    names = [window.name for window in measurements.windows]
    claims = claims_about(names, known)
    require_known([text.agreement for text in texts], claims)
    _require_issued(names, known)
    before = history_of(known.issued, without=names)
    settled = settle_texts(
        texts,
        measurements,
        charges,
        history=before,
        entries=known.entries,
        deadlines=known.deadlines,
    )
    states = (state_of(name, whole, known.entries, known.deadlines) for name in names)
    return replace(
        adjusted(settled, whole, known.issued),
        rights=rights(whole, verdicts_known(known, settled), known.deadlines),
        states=tuple(states),
    )


def _require_issued(windows: Collection[str], known: Known) -> None:
    """A history that lacks a statement of which the ledger has the digest credits it again."""
    here = {window for each in known.issued for window in each.credited}
    for window in windows if here else ():
        for entry in states_of(known.entries, window):
            earlier = entry.date.value < known.deadlines.as_of
            if entry.sha256 is not None and earlier and window not in here:
                raise LocatedError(
                    f"the statement of {window} was {entry.state} on {entry.date}, and is not in"
                    " the history: its lines would be credited twice",
                    str(entry.at.of("sha256").span),
                    "put it beside the other statements as it was issued",
                )


def verdicts_known(known: Known, statement: Statement) -> tuple[PastVerdict, ...]:
    """
    The verdicts of the issued statements, and of the one that is made now in their place.

    Of a statement that was issued after the day nothing is known of windows that had not ended.
    """
    before = history_of(known.issued, without=[window.name for window in statement.windows])
    today = known.deadlines.as_of.isoformat()
    over = (one for one in before.verdicts if one.window.last < today)
    return (*over, *(PastVerdict.of(one) for one in statement.verdicts))


def claims_about(windows: Collection[str], known: Known) -> tuple[ClaimEntry, ...]:
    """The claims that may be about some windows: one that names another window is not."""
    made = known_on(known.entries, known.deadlines.as_of)
    return tuple(e for e in made if isinstance(e, ClaimEntry) and _may_be_of(e.for_, windows))


def _may_be_of(event: str, windows: Collection[str]) -> bool:
    try:
        named(event)
    except UsageError:
        return True
    return event in windows
