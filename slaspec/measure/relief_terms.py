"""
Whether an entry of the Ledger is accepted: what its exclusion asks for, and whether it is shown.

Announced in time, claimed in time, proved, agreed by both sides. What is not shown excuses
nothing, and the fault says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.errors import ServiceTimeError
from slaspec.language.model import Calendar
from slaspec.language.model.ledger import GrantedEntry, MaintenanceEntry, ReliefEntry
from slaspec.measure.faults import located, unsaid
from slaspec.service_time.calendar import ALWAYS, always_open, known_dates
from slaspec.service_time.civil import local_date
from slaspec.service_time.day_periods import last_day, last_instant
from slaspec.service_time.working_days import WorkingDays, compile_working_days

if TYPE_CHECKING:
    from datetime import date

    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.governance import Exclusion
    from slaspec.language.model.interpretation import DayPeriods
    from slaspec.language.model.node import Place
    from slaspec.language.quantities import Span, Zone

Code = Literal["cause", "span", "late", "claim", "evidence", "parties", "names nothing"]


class Fault(NamedTuple):
    """Why an entry excuses nothing: what kind of reason, a sentence, and the place of it."""

    code: Code
    sentence: str
    at: Place


@dataclass(frozen=True)
class Periods:
    """How an agreement counts the periods of notices and claims."""

    book: Book
    rule: DayPeriods | None
    zone: Zone

    def notice_over(self, told: int, begin: int, notice: Span, place: Place) -> bool:
        """Whether a notice that began to run at `told` is over at `begin` (UTC seconds)."""
        if notice.unit == "hours":
            return told + notice.count * 3600 <= begin
        rule = self._rule(place)
        try:
            last = last_instant(told, notice, rule, self.zone, self._days)
        except ServiceTimeError as error:
            raise self._uncounted(notice, place, error) from None
        return last <= begin if rule.ends == "same_time" else last < begin

    def last_day(self, event: date, within: Span, place: Place) -> date:
        """The last day of a period that an event begins."""
        try:
            return last_day(event, within, self._rule(place), self._days)
        except ServiceTimeError as error:
            raise self._uncounted(within, place, error) from None

    def _rule(self, place: Place) -> DayPeriods:
        if self.rule is None:
            why = "how are the periods of notices and claims counted?"
            raise unsaid(place, "day_periods", why, "the interpretation")
        return self.rule

    @cached_property
    def _days(self) -> WorkingDays | None:
        id = self.rule.calendar if self.rule else None
        calendar = always_open(self.zone) if id == ALWAYS else self.book.get(id, Calendar)
        return compile_working_days(calendar, *known_dates(calendar)) if calendar else None

    @staticmethod
    def _uncounted(span: Span, place: Place, error: ServiceTimeError) -> Exception:
        return located(
            f"the period of {span} cannot be counted: {error}",
            place,
            "look at day_periods of the interpretation, and at valid of its calendar",
        )


def periods_of(book: Book, agreement: Agreement) -> Periods:
    """The periods of an agreement, which has a time zone."""
    assert agreement.timezone is not None
    said = agreement.interpretation
    return Periods(book, said.day_periods if said else None, agreement.timezone)


def fault_of(
    entry: ReliefEntry, exclusion: Exclusion, agreement: Agreement, periods: Periods
) -> Fault | None:
    """
    Why an entry is not accepted; None where it is.

    Raises `LocatedError` where the agreement does not say how its period is counted.
    """
    begin, end = entry.from_, entry.until
    if begin is not None and end is not None and end.epoch <= begin.epoch:
        return Fault("span", f"it ends ({end}) before it begins", entry.at.of("until"))
    if isinstance(entry, MaintenanceEntry):
        return _not_announced(entry, exclusion, periods)
    return (
        _not_agreed(entry, agreement)
        or _not_proved(entry, exclusion)
        or _not_claimed(entry, exclusion, periods)
    )


def _not_announced(entry: MaintenanceEntry, exclusion: Exclusion, periods: Periods) -> Fault | None:
    if exclusion.cause != "maintenance":
        said = f"'{exclusion.id}' is of cause {exclusion.cause}, and this announces maintenance"
        return Fault("cause", said, entry.at.of("maintenance"))
    told, begin, at = entry.notified, entry.from_, entry.at.of("notified")
    if told.epoch >= begin.epoch:
        return Fault("late", f"it was announced at {told}, when it had begun", at)
    notice = exclusion.notice
    place = exclusion.at.of("notice")
    if notice is None or periods.notice_over(told.epoch, begin.epoch, notice, place):
        return None
    said = f"it was announced at {told} and began at {begin}, within the notice of {notice}"
    return Fault("late", said, at)


def _not_agreed(entry: GrantedEntry, agreement: Agreement) -> Fault | None:
    sides = agreement.parties
    at = entry.at.of("agreed_by")
    if sides is None:
        return Fault("parties", f"'{agreement.id}' does not say who its parties are", at)
    agreed = {each.party for each in entry.agreed_by}
    lacking = [side for side in (sides.provider, sides.customer) if side not in agreed]
    if not lacking:
        return None
    return Fault("parties", f"{' and '.join(lacking)} did not agree to it", at)


def _not_proved(entry: GrantedEntry, exclusion: Exclusion) -> Fault | None:
    if exclusion.evidence != "required" or entry.evidence is not None:
        return None
    said = f"'{exclusion.id}' asks for evidence, and none is named"
    return Fault("evidence", said, entry.at.of("evidence"))


def _not_claimed(entry: GrantedEntry, exclusion: Exclusion, periods: Periods) -> Fault | None:
    within = exclusion.claim_within
    if within is None:
        return None
    if entry.claimed is None or entry.until is None:
        lacking = "claimed" if entry.claimed is None else "until"
        said = f"'{exclusion.id}' must be claimed within {within}, and '{lacking}' is not said"
        return Fault("claim", said, entry.at.of(lacking))
    ended = local_date(entry.until.epoch, periods.zone)
    last = periods.last_day(ended, within, exclusion.at.of("claim_within"))
    if entry.claimed.value <= last:
        return None
    said = f"it was claimed on {entry.claimed}, after {last}, the last day of {within}"
    return Fault("claim", said, entry.at.of("claimed"))
