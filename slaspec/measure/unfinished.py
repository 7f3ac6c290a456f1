"""
A period that is not over: its verdicts so far, with every open record missed, and with a rest.

What was counted until a date adds up with what simulated records of the days after it say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.measure.layer import Asked
from slaspec.measure.measure import as_counted, held_by, tallies_of, term_of, verdicts
from slaspec.measure.results import Measurements, Miss, Reading, Scope, WindowSpan
from slaspec.measure.runs import tallies_of_runs
from slaspec.measure.tally import Tally, merge
from slaspec.measure.verdict import Read

if TYPE_CHECKING:
    from slaspec.measure.measure import Held
    from slaspec.measure.plan import Plan
    from slaspec.measure.runs import Parts

Reader = Callable[[Read], Read]


class Unfinished:
    """The records of a plan until `as_of` (UTC seconds), counted once for all questions."""

    def __init__(self, plan: Plan, records: Held, as_of: int) -> None:
        for target in plan.targets:
            held_by(target, records)
        self._plan = plan
        self._asked = [
            Asked(target, Scope(as_of, plan.zone, term_of(plan))) for target in plan.targets
        ]
        self._tallies = tallies_of(self._asked, records, 1)

    def so_far(self) -> Measurements:
        """The verdicts, if nothing more were missed: what has not begun yet is left out."""
        return self._measured(self._tallies, self._asked, begun=True)

    def at_worst(self) -> Measurements:
        """The same, if every record that is open now missed."""
        return self._measured(self._tallies, self._asked, _with_open_missed, begun=True)

    def rests(self, parts: Mapping[str, Parts], runs: int, until: int) -> list[Measurements]:
        """
        The verdicts of the whole period, with each run of the records of its rest.

        They are as known `until` (UTC seconds). Records that are open now stay open.
        """
        later = [replace(each, scope=each.scope._replace(as_of=until)) for each in self._asked]
        simulated = tallies_of_runs(
            [each for each in later if each.plan.source.id in parts], parts, runs
        )
        found = []
        for run in range(runs):
            both = {
                id(each): self._with(before, simulated.get(id(each)), run)
                for before, each in zip(self._asked, later, strict=True)
            }
            found.append(self._measured(both, later))
        return found

    def _with(self, before: Asked, rest: Sequence[Tally] | None, run: int) -> Tally:
        own = self._tallies[id(before)]
        return own if rest is None else merge([own, rest[run]])

    def _measured(
        self,
        tallies: Mapping[int, Tally],
        asked: Sequence[Asked],
        reader: Reader = lambda read: read,
        *,
        begun: bool = False,
    ) -> Measurements:
        measured = []
        for each in asked:
            windows = tuple(
                window
                for window in each.plan.windows
                if not begun or window.start < each.scope.as_of
            )
            target = replace(each.plan, windows=windows)
            read = reader(as_counted(target, tallies[id(each)], each.scope))
            measured += verdicts(self._plan, target, read, each.scope)
        version = self._plan.agreement.version
        return Measurements(
            self._plan.agreement.id,
            tuple(sorted({each.window for each in measured})),
            tuple(replace(each, version=version) for each in measured),
        )


def _with_open_missed(read: Read) -> Read:
    def missed(position: int, span: WindowSpan) -> Reading:
        found = read(position, span)
        return found if not found.open or found.down is not None else _missed(found)

    return missed


def _missed(found: Reading) -> Reading:
    """Open records as misses; a percentile of times stays, as nobody knows theirs."""
    counted = found.counted + found.open
    of_records = found.unit == "%" or found.value is None
    names = tuple(f"open {number}" for number in range(1, found.open + 1))
    return found._replace(
        value=Fraction(found.met, counted) if of_records else found.value,
        unit="%" if found.value is None else found.unit,
        counted=counted,
        sample=None if found.sample is None else counted,
        open=0,
        reason="" if found.value is None else found.reason,
        missed_ids=(*found.missed_ids, *names),
        misses=(*found.misses, *map(Miss, names)) if found.misses or names else (),
    )
