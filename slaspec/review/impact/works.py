"""What has to be computed for one agreement: both of its texts, or why one cannot be judged."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from slaspec.errors import SlaspecError
from slaspec.language.ledgers import entries_of
from slaspec.language.model import DataSource
from slaspec.measure.plan import Plan, plan
from slaspec.review.impact.histories import sentence
from slaspec.review.impact.measured import Both
from slaspec.review.impact.revision import Latest, Revision, as_if
from slaspec.review.impact.settled import Settling, settlings
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.ledger import Entry
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Measurements
    from slaspec.remedies.paid import Paid
    from slaspec.review.impact.histories import Held, Histories

NOTHING: Paid = {}


class Known(NamedTuple):
    """
    What is known of real months: by the records up to a second in UTC, by the ledger on a day.

    A history ends; a ticket that is open in it was not seen for longer. Relief is granted later.
    """

    until: int
    as_of: date

    def relieved(self, plan: Plan) -> Plan:
        """A plan in which the relief that was granted by the day is known with the records."""
        day = midnight(self.as_of, plan.zone)
        return dataclasses.replace(plan, targets=tuple(self._told(t, day) for t in plan.targets))

    def _told(self, target: TargetPlan, day: int) -> TargetPlan:
        grants = tuple(
            dataclasses.replace(each, known_from=min(each.known_from, self.until))
            if each.known_from <= day
            else each
            for each in target.relief.grants
        )
        return dataclasses.replace(target, relief=dataclasses.replace(target.relief, grants=grants))


@dataclass
class Work:
    """
    One agreement on both sides; None where it is not there.

    `base_id` is its id in the base, `names` are the new ones of targets by their old ones: the text
    `before` has the new names already. `faults` are the sentences on what cannot be computed, in
    the order in which they were found.
    """

    id: str
    base: Revision
    head: Revision
    before: Latest | None
    after: Latest | None
    base_id: str
    names: Mapping[str, str]
    faults: dict[str, None] = field(default_factory=dict)

    @property
    def sides(self) -> Iterator[tuple[Revision, Latest]]:
        """The sides on which there is such an agreement."""
        for revision, text in ((self.base, self.before), (self.head, self.after)):
            if text is not None:
                yield revision, text

    @property
    def text(self) -> Agreement:
        """The later text, or the last that there was."""
        last = self.after or self.before
        assert last is not None
        return last.agreement

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of both texts, each once."""
        return tuple(dict.fromkeys(each.agreement.currency or "" for _, each in self.sides))

    def sources(self) -> tuple[str, ...]:
        """The ids of the data sources of its targets."""
        ids = (id for _, text in self.sides for _, id in _measured_on(text.agreement))
        return tuple(dict.fromkeys(id for id in ids if id is not None))

    def read(self, id: str, histories: Histories) -> dict[int, tuple[DataSource, Held]]:
        """The history of a source as the base (0) and the head (1) read it; empty without one."""
        found: dict[int, tuple[DataSource, Held]] = {}
        for side, revision in enumerate((self.base, self.head)):
            source = revision.book.get(id, DataSource)
            if source is None:
                continue
            held = histories.of(source)
            if isinstance(held, str):
                self.note(held)
                return {}
            found[side] = source, held
        return found

    def both(
        self, first: date, last: date, sources: Collection[str], known: Known | None = None
    ) -> Both | None:
        """
        The plans of both texts as if in force, of the targets on some data sources.

        A target that one side measures on another source is in neither: nothing could be compared.
        Where something is `known` of real months, relief that was granted counts. None where a
        side cannot be measured.
        """
        plans: list[Plan | None] = []
        beyond = self.beyond(sources)
        for revision, text in ((self.base, self.before), (self.head, self.after)):
            kept = without(as_if(text.agreement, first), beyond) if text is not None else None
            if kept is None or not kept.targets:
                plans.append(None)
                continue
            try:
                entries = self.entries(revision) if known is not None else ()
                made = plan(revision.book, kept, first, last, entries)
                plans.append(made if known is None else known.relieved(made))
            except SlaspecError as error:
                self.fault(revision.name, error)
                return None
        return Both(plans[0], plans[1]) if any(plans) else None

    def beyond(self, sources: Collection[str]) -> frozenset[str]:
        """The targets that one of the texts measures on another source than some."""
        return frozenset(
            target
            for _, text in self.sides
            for target, source in _measured_on(text.agreement)
            if source is not None and source not in sources
        )

    def entries(self, revision: Revision) -> tuple[Entry, ...]:
        """The entries of its ledger on a side."""
        return entries_of(revision.signed, self.base_id if revision is self.base else self.id)

    def named(self, revision: Revision, agreement: Agreement) -> Agreement:
        """A text of a side with the names that the head gives to targets."""
        return with_names(agreement, self.names) if revision is self.base else agreement

    def amounts(self, first: date) -> Amounts:
        """What settles verdicts from a day on."""
        before = as_if(self.before.agreement, first) if self.before else None
        after = as_if(self.after.agreement, first) if self.after else None
        return Amounts(self, *settlings(before, after, first))

    def fault(self, side: str, error: SlaspecError) -> None:
        """Note why a side cannot be computed."""
        self.note(f"{side}: {sentence(error)}")

    def note(self, said: str) -> None:
        """Note what cannot be computed."""
        self.faults[said] = None


class Amounts:
    """The amounts of both sides, until one of them cannot be settled."""

    def __init__(self, work: Work, before: Settling | None, after: Settling | None) -> None:
        self._work, self._settling = work, (before, after)
        self.known = len(work.currencies) == 1
        if not self.known:
            was, now = work.currencies
            work.note(
                f"amounts are not compared: the base is in {was or 'no currency'}, the head in"
                f" {now or 'no currency'}, and currencies are never added"
            )

    def of(self, before: Measurements | None, after: Measurements | None) -> tuple[Paid, Paid]:
        """What both sides pay; of a side that has no such agreement nothing."""
        one = self._paid(0, before)
        if before is after and self._settling[0] is self._settling[1]:
            return one, one  # the same verdicts by the same terms
        two = self._paid(1, after)
        return (one, two) if self.known else (NOTHING, NOTHING)

    def _paid(self, side: int, measurements: Measurements | None) -> Paid:
        settling = self._settling[side]
        if settling is None or measurements is None or not self.known:
            return NOTHING
        try:
            return settling.paid(measurements)
        except SlaspecError as error:
            self._work.fault(("base", "head")[side], error)
            self.known = False
            return NOTHING


def with_names(agreement: Agreement, names: Mapping[str, str]) -> Agreement:
    """A text with other ids of targets, by their old ones."""
    if not names:
        return agreement
    targets = tuple(
        dataclasses.replace(each, id=names.get(each.id, each.id))
        for each in agreement.targets or ()
    )
    return dataclasses.replace(agreement, targets=targets)


def without(agreement: Agreement, targets: Collection[str]) -> Agreement:
    """A text without some of its targets."""
    kept = tuple(each for each in agreement.targets or () if each.id not in targets)
    return dataclasses.replace(agreement, targets=kept)


def _measured_on(agreement: Agreement) -> Iterator[tuple[str, str | None]]:
    """Each target and its data source, None where nobody says one."""
    sources: Mapping[str, str | None] = {m.id: m.source for m in agreement.metrics or ()}
    return ((target.id, sources.get(target.metric)) for target in agreement.targets or ())
