"""The simulated records of each data source: the profile that brings them, and its runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slaspec.language.model import DataSource, Profile
from slaspec.measure.simulated import OUTAGE, feeds, first_day, serves

if TYPE_CHECKING:
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.simulate.runs import Runs
    from slaspec.review.impact.measured import Both
    from slaspec.review.impact.months import Ask
    from slaspec.review.impact.revision import Revision


@dataclass(frozen=True)
class Fed:
    """The runs of one data source."""

    profile: Profile
    runs: Runs


def fed(
    plans: Sequence[Both], profiles: Mapping[str, Profile], ask: Ask, base: Revision, head: Revision
) -> dict[str, Fed]:
    """
    The runs of the data sources to which a profile belongs, from the same seed for both sides.

    Raises as `runs_of` does, and `ServiceTimeError` for months that a calendar does not know.
    """
    from slaspec.records.simulate.runs import runs_of
    from slaspec.records.simulate.streams import Span

    targets = [target for both in plans for plan in both.sides for target in plan.targets]
    found: dict[str, Fed] = {}
    for source, profile in profiles.items():
        mine = [target for target in targets if target.source.id == source]
        span = Span(ask.seed, first_day(mine, ask.first), ask.last)
        revision = head if head.book.get(source, DataSource) is not None else base
        found[source] = Fed(profile, runs_of(revision.book, profile, source, span, ask.runs))
    return found


def profiles_of(plans: Sequence[Both], head: Revision) -> dict[str, Profile]:
    """
    The profile of the head for each data source that has one: the one that serves most targets.

    Of several the first by id; sources stand in the order of the targets.
    """
    by_source: dict[str, list[TargetPlan]] = {}
    for both in plans:
        for plan in both.sides:
            for target in plan.targets:
                by_source.setdefault(target.source.id, []).append(target)
    known = sorted(head.book.of(Profile), key=lambda each: each.id)
    found: dict[str, Profile] = {}
    for source, targets in by_source.items():
        feeding = [each for each in known if feeds(each, targets[0].source)]
        if feeding:
            found[source] = max(feeding, key=lambda each: sum(_serves(each, t) for t in targets))
    return found


def _serves(profile: Profile, target: TargetPlan) -> bool:
    return target.source.records == OUTAGE or serves(profile, target)


def silent(plans: Both, profiles: Mapping[str, Profile]) -> Iterator[str]:
    """The targets of which no simulated record speaks."""
    for plan in plans.sides:
        for target in plan.targets:
            name, source = f"{plan.agreement.id}#{target.target.id}", target.source.id
            if source not in profiles:
                yield (
                    f"no profile brings records of {name}, which is measured on '{source}': it is"
                    " not in these figures"
                )
            elif not _serves(profiles[source], target):
                yield (
                    f"profile '{profiles[source].id}' has no records of service"
                    f" '{target.target.service}', so none of {name}"
                )
