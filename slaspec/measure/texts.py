"""
Measuring a period in which an amendment changes the text.

Each window is judged by the text that it began under, each record by the text in force when its
clock started: a ticket of June that is decided in July counts in July with the limit of June.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import Unsupported
from slaspec.language.answers import answer
from slaspec.measure.duration import first_begins
from slaspec.measure.engines.local import tally
from slaspec.measure.measure import (
    against_tool,
    as_counted,
    held_by,
    require_ended,
    term_of,
    verdicts,
)
from slaspec.measure.plan import Plan, TargetPlan, plan
from slaspec.measure.results import Measured, Measurements, Scope, ToolComparison, WindowSpan
from slaspec.measure.tally import Key, Tally, merge
from slaspec.measure.windows import windows
from slaspec.records.selection import selected
from slaspec.records.tickets import ABSENT, Tickets
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement, Amendment
    from slaspec.language.model.ledger import Entry
    from slaspec.records.tables import Records

Held = Mapping[str, Sequence["Records"]]
NOTHING = Tally({}, {}, {}, 0)
NEVER = 1 << 62
_FAR = timedelta(days=3 * 366)  # a window that begins after an amendment begins before this


@dataclass(frozen=True)
class TextPlan:
    """The plan of one text of an agreement, and the amendment that made the text (None: signed)."""

    plan: Plan
    amendment: Amendment | None = None


@dataclass(frozen=True)
class _Version:
    """
    One target under one text: its plan, and from which second on it judges and takes records.

    `gone`: the text has this target no more; `target` is the last that there was.
    """

    plan: Plan
    target: TargetPlan
    judges_from: int
    takes_from: int
    gone: bool = False

    @property
    def names(self) -> list[str]:
        """The objectives that the text has."""
        return [] if self.gone else [objective.name for objective in self.target.objectives]


def text_plans(
    book: Book,
    id: str,
    first: date,
    last: date,
    only: Callable[[Agreement], Agreement] | None = None,
    entries: Sequence[Entry] = (),
) -> tuple[TextPlan, ...]:
    """
    The plan of each text of an agreement that may judge a record of the dates, in order.

    That are all texts up to the last date: a record may have begun under an earlier one. `only`
    takes targets out of a text that are not to be measured; texts before the first with one are
    left out. `entries` are those of its Ledger. Raises as `plan` does, and `LocatedError` where an
    amendment effective by then does not apply.
    """
    made: list[TextPlan] = []
    for text in book.texts(id).up_to(last):
        agreement = only(text.agreement) if only else text.agreement
        if only is None or agreement.targets or made:
            made.append(TextPlan(plan(book, agreement, first, last, entries), text.made_by))
    return tuple(made)


def measure_texts(texts: Sequence[TextPlan], records: Held, as_of: int) -> Measurements:
    """
    Verdicts of an agreement over a period, by its texts in order; each says the version it is by.

    Raises as `measure` does, and `Unsupported` where an amendment would have to take effect in the
    middle of a window of the period, or changes the windows themselves.
    """
    made = [_Target(versions, records, as_of) for versions in _by_target(texts)]
    unassigned: dict[str, int] = {}
    for each in made:
        unassigned |= each.unassigned
    measured = [found for each in made for found in each.measured()]
    return Measurements(
        agreement=texts[-1].plan.agreement.id,
        windows=tuple(sorted({window for each in made for window in each.windows})),
        measured=tuple(measured),
        tool=tuple(found for each in made for found in each.tool()),
        unassigned=unassigned,
        backwards={each.id: each.backwards for each in made if each.backwards},
    )


def taken_by(
    texts: Sequence[TextPlan], records: Held, as_of: int
) -> Iterator[tuple[Plan, TargetPlan, Sequence[Records]]]:
    """The records that are measured by each text, target by target."""
    for versions in _by_target(texts):
        for position, version in enumerate(versions):
            if not version.gone and version.target.source.id in records:
                held = held_by(version.target, records)
                if len(versions) > 1:
                    held = list(_taken(versions, position, records, as_of))
                yield version.plan, version.target, held


class _Target:
    """All versions of one target, with what was counted under each."""

    def __init__(self, versions: Sequence[_Version], records: Held, as_of: int) -> None:
        self._versions, self._as_of = versions, as_of
        last = versions[-1].target
        self.id, self.windows = last.target.id, last.windows
        self._tallies = [self._counted(i, records) for i in range(len(versions))]
        told = self._tallies if _by_clock(versions[-1]) else self._tallies[-1:]
        counts = sum((Counter(each.unassigned) for each in told), Counter[str]())
        self.unassigned = {f"{self.id}: {reason}": n for reason, n in sorted(counts.items())}
        self.backwards = sum(each.backwards for each in self._tallies)

    def measured(self) -> Iterator[Measured]:
        """The verdicts, text by text."""
        for position, version in enumerate(self._versions):
            owned = self._owned(position)
            if not version.gone:
                seen = [self._seen_by(version, i) for i in range(position + 1)]
                yield from self._judged(version, owned, merge(seen))
            yield from self._left_over(position, owned)

    def tool(self) -> Iterator[ToolComparison]:
        """The comparisons with the tool's verdicts, over all texts."""
        found: dict[str, ToolComparison] = {}
        for version, counted in zip(self._versions, self._tallies, strict=True):
            for one in against_tool(version.target, counted):
                other = found.get(one.objective)
                found[one.objective] = one if other is None else _together(one, other)
        yield from found.values()

    def _scope(self, version: _Version) -> Scope:
        return Scope(self._as_of, version.plan.zone, term_of(version.plan))

    def _counted(self, position: int, records: Held) -> Tally:
        """What the records of one version say under its text."""
        version = self._versions[position]
        if version.gone or not self._matters(position):
            return NOTHING
        require_ended(version.target, self._as_of, version.plan.zone)
        scope = self._scope(version)
        parts = _taken(self._versions, position, records, self._as_of)
        return merge(
            [tally(part, version.target, scope.as_of, scope.zone, scope.term) for part in parts]
        )

    def _matters(self, position: int) -> bool:
        """Whether something of this version can lie in the windows: a verdict, or a clock."""
        version = self._versions[position]
        if not _by_clock(version):
            return bool(self._owned(position))
        return any(version.takes_from < window.end for window in self.windows)

    def _owned(self, position: int) -> tuple[WindowSpan, ...]:
        """The windows that a version judges: those that begin under its text."""
        begin = self._versions[position].judges_from
        later = self._versions[position + 1 :]
        until = later[0].judges_from if later else NEVER
        return tuple(window for window in self.windows if begin <= window.start < until)

    def _seen_by(self, version: _Version, other: int) -> Tally:
        """What was counted under this or an earlier text, by the objectives of this one."""
        counted, target = self._tallies[other], self._versions[other].target
        if self._versions[other] is version:
            return counted
        if not _by_clock(version):
            return NOTHING
        names = version.names
        cells = {
            Key(names.index(name), key.window): partial
            for key, partial in counted.cells.items()
            if (name := target.objectives[key.objective].name) in names
        }
        return Tally(cells, {}, {}, 0)

    def _judged(
        self, version: _Version, owned: tuple[WindowSpan, ...], whole: Tally
    ) -> list[Measured]:
        target = replace(version.target, windows=owned)
        scope = self._scope(version)
        found = verdicts(version.plan, target, as_counted(target, whole, scope), scope)
        return [replace(each, version=version.plan.agreement.version) for each in found]

    def _left_over(self, position: int, owned: tuple[WindowSpan, ...]) -> Iterator[Measured]:
        """Objectives that are no more in the text, of records that still stand under them."""
        names = self._versions[position].names
        for version, counted in zip(self._versions[:position], self._tallies, strict=False):
            if not version.gone and _by_clock(version):
                for found in self._judged(version, owned, counted):
                    if found.objective not in names and (found.counted or found.open):
                        yield found


def _taken(
    versions: Sequence[_Version], position: int, records: Held, as_of: int
) -> Iterator[Records]:
    """The tickets whose clock started under one text, part by part; of other records all."""
    own = versions[position]
    for part in held_by(own.target, records):
        if not isinstance(part, Tickets) or not _by_clock(own):
            yield part
            continue
        mine = np.full(len(part), len(versions) - 1)
        for earlier in reversed(range(len(versions))):
            each = versions[earlier]
            judged = each if each.target.source.id == own.target.source.id else own
            begins = first_begins(part, judged.target, as_of, judged.plan.zone)
            mine[begins < each.takes_from] = earlier - 1
        yield selected(part, np.flatnonzero(mine == position))


def _by_clock(version: _Version) -> bool:
    """Whether a record has a clock, which may start in one window and be decided in another."""
    return version.target.metric.kind == "duration"


def _together(one: ToolComparison, other: ToolComparison) -> ToolComparison:
    return replace(
        one,
        both_met=one.both_met + other.both_met,
        both_missed=one.both_missed + other.both_missed,
        only_slaspec_met=one.only_slaspec_met + other.only_slaspec_met,
        only_tool_met=one.only_tool_met + other.only_tool_met,
        differing_ids=tuple(sorted((*one.differing_ids, *other.differing_ids))),
    )


def _by_target(texts: Sequence[TextPlan]) -> Iterator[list[_Version]]:
    """The versions of each target: those of the last text in order, then those that are gone."""
    ids = [t.target.id for text in reversed(texts) for t in text.plan.targets]
    for id in dict.fromkeys(ids):
        yield list(_versions(id, texts))


def _versions(id: str, texts: Sequence[TextPlan]) -> Iterator[_Version]:
    known: TargetPlan | None = None
    for text in texts:
        found = next((each for each in text.plan.targets if each.target.id == id), None)
        if found is not None:
            _require_same_windows(known, found, text)
            known = found
        if known is not None:
            yield _Version(text.plan, known, *_from(known, text), gone=found is None)


def _require_same_windows(known: TargetPlan | None, found: TargetPlan, text: TextPlan) -> None:
    if known is None or _frame(known) == _frame(found):
        return
    assert text.amendment is not None
    raise Unsupported(
        f"this amendment changes the windows of target '{found.target.id}', or what kind of metric"
        " it has; a period on both sides of that cannot be measured, and nothing was computed",
        str(text.amendment.effective.at.of("from").span),
        "measure the agreement as two: one that ends before, one that begins with the change",
    )


def _frame(target: TargetPlan) -> tuple[object, ...]:
    return target.windows, target.spans.slices, target.metric.kind


def _from(target: TargetPlan, text: TextPlan) -> tuple[int, int]:
    """From which second on a text judges windows, and from which one it takes records."""
    amendment, zone = text.amendment, text.plan.zone
    if amendment is None:
        return ABSENT, ABSENT
    begins = midnight(amendment.begins, zone)
    interpretation = text.plan.agreement.interpretation
    window = answer("window", target.target, target.metric, interpretation)
    following = windows(window, amendment.begins, _after(amendment.begins), zone)
    starts = [each.start for each in following if each.start >= begins]
    switch = min(starts, default=NEVER)
    if amendment.takes_effect != "mid_window" or switch == begins:
        return switch, switch
    for each in target.windows:
        if each.start < begins < each.end:
            raise Unsupported(
                f"'takes_effect: mid_window' would split the window {each.name} of target"
                f" '{target.target.id}', which this version cannot; nothing was computed",
                str(amendment.at.of("takes_effect").span),
                "let it take effect with a window, or write takes_effect: next_window",
            )
    return switch, begins


def _after(day: date) -> date:
    return min(day + _FAR, date(2198, 12, 31))
