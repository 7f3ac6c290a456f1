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
from slaspec.language.model import Calendar, Parties
from slaspec.language.model.ledger import Agreed, GrantedEntry, MaintenanceEntry, ReliefEntry
from slaspec.language.organisations import belong_together
from slaspec.measure.faults import located, unsaid
from slaspec.service_time.calendar import ALWAYS, always_open, known_dates
from slaspec.service_time.civil import local_date
from slaspec.service_time.day_periods import last_day, last_instant
from slaspec.service_time.working_days import WorkingDays, compile_working_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.governance import Exclusion
    from slaspec.language.model.interpretation import DayPeriods
    from slaspec.language.model.node import Place
    from slaspec.language.model.parties import Organisation, Person
    from slaspec.language.quantities import Span, Zone

Code = Literal[
    "cause", "span", "late", "claim", "evidence", "parties", "person", "unknown", "names nothing"
]


class Fault(NamedTuple):
    """Why an entry excuses nothing: what kind of reason, a sentence, and the place of it."""

    code: Code
    sentence: str
    at: Place


@dataclass(frozen=True)
class Conditions:
    """How an agreement counts the periods of notices and claims, and who acts for its sides."""

    book: Book
    rule: DayPeriods | None
    zone: Zone

    def notice_over(self, entry: MaintenanceEntry, notice: Span, place: Place) -> bool:
        """Whether the notice of announced work, asked for at a place, was over when it began."""
        told, begin = entry.notified.epoch, entry.from_.epoch
        if notice.unit == "hours":
            return told + notice.count * 3600 <= begin
        rule = self._rule(place)
        try:
            last = last_instant(told, notice, rule, self.zone, self._days)
        except ServiceTimeError as error:
            raise self._uncounted(notice, entry.at.of("notified"), error) from None
        return last <= begin if rule.ends == "same_time" else last < begin

    def last_day(self, event: date, within: Span, place: Place, at: Place) -> date:
        """The last day of a period, asked for at a place, that an event told at another begins."""
        rule = self._rule(place)
        try:
            return last_day(event, within, rule, self._days)
        except ServiceTimeError as error:
            raise self._uncounted(within, at, error) from None

    def _rule(self, place: Place) -> DayPeriods:
        if self.rule is None:
            why = "how are the periods of notices and claims counted?"
            raise unsaid(place, "day_periods", why, "the interpretation")
        return self.rule

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The people of all documents of kind Parties."""
        return {one.id: one for each in self.book.of(Parties) for one in each.people or ()}

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """The organisations of all documents of kind Parties."""
        return {one.id: one for each in self.book.of(Parties) for one in each.organisations}

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


def conditions_of(book: Book, agreement: Agreement) -> Conditions:
    """The conditions of an agreement, which has a time zone."""
    assert agreement.timezone is not None
    said = agreement.interpretation
    return Conditions(book, said.day_periods if said else None, agreement.timezone)


def fault_of(
    entry: ReliefEntry, exclusion: Exclusion, agreement: Agreement, conditions: Conditions
) -> Fault | None:
    """
    Why an entry is not accepted; None where it is.

    Raises `LocatedError` where the agreement does not say how its period is counted.
    """
    begin, end = entry.from_, entry.until
    if begin is not None and end is not None and end.epoch <= begin.epoch:
        return Fault("span", f"it ends ({end}) before it begins", entry.at.of("until"))
    if isinstance(entry, MaintenanceEntry):
        return _not_announced(entry, exclusion, conditions)
    return (
        _not_agreed(entry, agreement, conditions)
        or _not_proved(entry, exclusion)
        or _not_claimed(entry, exclusion, conditions)
    )


def _not_announced(
    entry: MaintenanceEntry, exclusion: Exclusion, conditions: Conditions
) -> Fault | None:
    if exclusion.cause != "maintenance":
        said = f"'{exclusion.id}' is of cause {exclusion.cause}, and this announces maintenance"
        return Fault("cause", said, entry.at.of("maintenance"))
    told, begin, at = entry.notified, entry.from_, entry.at.of("notified")
    if told.epoch >= begin.epoch:
        return Fault("late", f"it was announced at {told}, when it had begun", at)
    notice = exclusion.notice
    place = exclusion.at.of("notice")
    if notice is None or conditions.notice_over(entry, notice, place):
        return None
    said = f"it was announced at {told} and began at {begin}, within the notice of {notice}"
    return Fault("late", said, at)


def _not_agreed(entry: GrantedEntry, agreement: Agreement, conditions: Conditions) -> Fault | None:
    sides = agreement.parties
    at = entry.at.of("agreed_by")
    if sides is None:
        return Fault("parties", f"'{agreement.id}' does not say who its parties are", at)
    agreed = {each.party for each in entry.agreed_by}
    lacking = [side for side in (sides.provider, sides.customer) if side not in agreed]
    if lacking:
        return Fault("parties", f"{' and '.join(lacking)} did not agree to it", at)
    found = (_not_of_the_side(each, conditions) for each in entry.agreed_by)
    return next((fault for fault in found if fault is not None), None)


def _not_of_the_side(agreed: Agreed, conditions: Conditions) -> Fault | None:
    """Why somebody cannot agree for a side; None where he or she belongs to it."""
    person, at = conditions.people.get(agreed.by), agreed.at.of("by")
    if person is None:
        said = f"there is no person '{agreed.by}', who agreed for {agreed.party}"
        return Fault("unknown", said, at)
    if belong_together(person.organisation, agreed.party, conditions.organisations):
        return None
    said = f"'{person.id}' agreed for {agreed.party} and belongs to {person.organisation}"
    return Fault("person", said, at)


def _not_proved(entry: GrantedEntry, exclusion: Exclusion) -> Fault | None:
    if exclusion.evidence != "required" or entry.evidence is not None:
        return None
    said = f"'{exclusion.id}' asks for evidence, and none is named"
    return Fault("evidence", said, entry.at.of("evidence"))


def _not_claimed(entry: GrantedEntry, exclusion: Exclusion, conditions: Conditions) -> Fault | None:
    within = exclusion.claim_within
    if within is None:
        return None
    if entry.claimed is None or entry.until is None:
        lacking = "claimed" if entry.claimed is None else "until"
        said = f"'{exclusion.id}' must be claimed within {within}, and '{lacking}' is not said"
        return Fault("claim", said, entry.at.of(lacking))
    ended = local_date(entry.until.epoch, conditions.zone)
    last = conditions.last_day(ended, within, exclusion.at.of("claim_within"), entry.at.of("until"))
    if entry.claimed.value <= last:
        return None
    said = f"it was claimed on {entry.claimed}, after {last}, the last day of {within}"
    return Fault("claim", said, entry.at.of("claimed"))
