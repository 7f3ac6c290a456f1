"""
Whether a remedy that must be claimed was claimed in time.

A claim names the remedy, and a window, a record, an outage or an incident of it. The last day of
a claim is counted from the last calendar day of its window or incident, from the day on which the
statement was issued (`report`), or from that of the invoice, as the ledger tells them. Where that
day is not known nothing lapses, and the line says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import LocatedError
from slaspec.language.ledgers import known_on, states_of
from slaspec.language.model.ledger import ClaimEntry
from slaspec.measure.windows import after
from slaspec.remedies.evaluation import Evaluation, said
from slaspec.service_time.civil import local_date

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.interpretation import Claim
    from slaspec.language.model.ledger import Entry
    from slaspec.language.model.node import Place
    from slaspec.measure.results import Miss
    from slaspec.remedies.earlier.history import PastLine
    from slaspec.remedies.ledger.deadlines import Deadlines
    from slaspec.remedies.statement import ClaimState, Line

_HOURS_A_DAY = 24
_ONE_DAY = timedelta(days=1)


class Claiming(NamedTuple):
    """What has become of a claim: its state, its last day where one is known, and a sentence."""

    state: ClaimState
    sentence: str
    by: date | None = None
    uses_cap: bool = False


NOT_NEEDED = Claiming("not_needed", "paid without a claim")


@dataclass(frozen=True)
class Claims:
    """The entries of the ledger, and the day on which one looks; without it nothing lapses."""

    entries: tuple[Entry, ...] = ()
    deadlines: Deadlines | None = None

    def of(self, evaluation: Evaluation) -> Claiming:
        """
        Whether a line that is due needs a claim, and whether there is one in time.

        Raises `LocatedError` where the period cannot be counted.
        """
        terms, at = evaluation.money_answer("claim")
        if terms.automatic:
            return NOT_NEEDED
        received = min((_received(each) for each in self._about(evaluation)), default=None)
        if terms.within is None:
            return _without_end(received)
        return self._in_time(evaluation, terms, at, received)

    def _in_time(
        self, evaluation: Evaluation, terms: Claim, at: Place, received: date | None
    ) -> Claiming:
        begin, unknown = self._begin(evaluation, terms)
        last = None if begin is None else self._last_day(evaluation, terms, at, begin)
        uses_cap = bool(terms.lapsed_uses_cap)
        within = f"{terms.within} from {str(terms.from_).replace('_', ' ')}"
        if received is not None and (last is None or received <= last):
            return Claiming("claimed", f"claimed on {received}, within {within}", last)
        if received is not None:
            said = f"claimed on {received}, after {last}, the last day of {within}: it has lapsed"
            return Claiming("lapsed", said, last, uses_cap)
        if last is None:
            return Claiming("claimable", f"not claimed yet; {within}: {unknown}")
        if self.deadlines is not None and self.deadlines.is_over(last):
            said = f"not claimed by {last}, the last day of {within}: it has lapsed"
            return Claiming("lapsed", said, last, uses_cap)
        return Claiming("claimable", f"not claimed yet; it lapses after {last} ({within})", last)

    @cached_property
    def known(self) -> tuple[Entry, ...]:
        """The entries that were made by the day."""
        if self.deadlines is None:
            return self.entries
        return known_on(self.entries, self.deadlines.as_of)

    @cached_property
    def _claims(self) -> dict[tuple[str, str], list[ClaimEntry]]:
        """The claims that were made by the day, by remedy and by what they are for."""
        found: dict[tuple[str, str], list[ClaimEntry]] = {}
        for entry in self.known:
            if isinstance(entry, ClaimEntry):
                found.setdefault((entry.claim, entry.for_), []).append(entry)
        return found

    def _about(self, evaluation: Evaluation) -> Iterator[ClaimEntry]:
        measured = evaluation.measured
        for event in _events(evaluation) if self._claims else ():
            for entry in self._claims.get((evaluation.remedy.id, event), ()):
                if _of_target(entry, measured.target, measured.objective):
                    yield entry

    def _begin(self, evaluation: Evaluation, terms: Claim) -> tuple[date | None, str]:
        """The day from which a claim is counted, or why it is not known."""
        window = evaluation.measured.window
        if self.deadlines is None:
            return None, "it is not said on which day one looks"
        if terms.from_ == "window_end":
            return date.fromisoformat(window.last), ""
        if terms.from_ == "incident_end":
            return _incident_end(evaluation)
        entries = states_of(self.known, window.name)
        if terms.from_ == "report":
            issued = [entry.date.value for entry in entries if entry.state == "issued"]
            return min(issued, default=None), f"no statement of {window.name} was issued yet"
        invoiced = [entry.invoiced.value for entry in entries if entry.invoiced is not None]
        return min(invoiced, default=None), f"the ledger tells no invoice of {window.name}"

    def _last_day(self, evaluation: Evaluation, terms: Claim, at: Place, begin: date) -> date:
        within, place = terms.within, at.of("within")
        assert within is not None
        assert self.deadlines is not None
        if within.unit == "windows":
            return _windows_on(evaluation, within.count)
        if within.unit == "hours":
            return begin + _ONE_DAY * (within.count // _HOURS_A_DAY)
        return self.deadlines.last_day(begin, within, place, evaluation.remedy)


NO_CLAIMS = Claims()


def require_known(agreements: Iterable[Agreement], entries: Sequence[Entry]) -> None:
    """Raises `LocatedError` for a claim of a remedy that no text of the agreement has."""
    known = {remedy.id for each in agreements for remedy in each.remedies or ()}
    for entry in entries:
        if isinstance(entry, ClaimEntry) and entry.claim not in known:
            raise LocatedError(
                f"there is no remedy '{entry.claim}' to be claimed",
                str(entry.at.of("claim").span),
                f"there are: {', '.join(sorted(known)) or 'none'}",
            )


def claims_of(entry: ClaimEntry, line: Line | PastLine, ids: Sequence[str] = ()) -> bool:
    """Whether a claim is about a line, in whose window some records missed."""
    events = (line.window.name, line.record or None, *ids)
    return (
        entry.claim == line.remedy
        and _of_target(entry, line.target, line.objective)
        and entry.for_ in events
    )


def unlapsable(evaluation: Evaluation) -> str:
    """The term by which the last day of a claim cannot be told; empty where it can."""
    terms, _ = evaluation.money_answer("claim")
    within = terms.within
    if within is not None and within.unit == "hours" and within.count % _HOURS_A_DAY:
        return f"claim.within: {within}"
    if within is not None and within.unit == "windows" and terms.from_ != "window_end":
        return f"claim.within: {within} from {terms.from_}"
    return ""


def _without_end(received: date | None) -> Claiming:
    if received is not None:
        return Claiming("claimed", f"claimed on {received}")
    return Claiming("claimable", "not claimed yet; a claim has no last day")


def _received(entry: ClaimEntry) -> date:
    return (entry.received or entry.date).value


def _of_target(entry: ClaimEntry, target: str, objective: str) -> bool:
    return entry.target in (None, target, f"{target}/{objective}")


def _events(evaluation: Evaluation) -> set[str]:
    """What a claim may name for a line: its window, its record; of a window all that missed."""
    measured, record = evaluation.measured, evaluation.record
    numbers = {
        name
        for miss in _misses(evaluation)
        for name in (miss.id, miss.incident, *miss.others)
        if name
    }
    return {measured.window.name, *numbers, *((record,) if record else measured.missed_ids)}


def _misses(evaluation: Evaluation) -> tuple[Miss, ...]:
    """What missed: the one that is paid for, or of a window all."""
    return (evaluation.miss,) if evaluation.miss is not None else evaluation.measured.misses


def _incident_end(evaluation: Evaluation) -> tuple[date | None, str]:
    """The last calendar day of the incident behind a line; of several that of the last one."""
    ends = [miss.end for miss in _misses(evaluation)]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return None, "when the incident ended is not known"
    return local_date(max(known), evaluation.agreement.timezone or "UTC"), ""


def _windows_on(evaluation: Evaluation, count: int) -> date:
    """The last day of so many windows after that of a line."""
    agreement, window = evaluation.agreement, evaluation.measured.window
    kind = said("window", evaluation.target, evaluation.metric, agreement.interpretation)[0]
    assert agreement.timezone is not None
    for _ in range(count):
        window = after(kind, window, agreement.timezone)
    return date.fromisoformat(window.last)
