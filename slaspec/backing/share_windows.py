"""Which windows of a leaf can feed ours: by when each counts a record."""

from __future__ import annotations

from typing import Literal, NamedTuple

from slaspec.backing.case import Case
from slaspec.backing.draft import Draft
from slaspec.backing.feeds import Feed, FeedQuestion, VolumeBounds, feed_of
from slaspec.backing.leaf_times import metric_of
from slaspec.backing.population import is_filtered
from slaspec.backing.promise import ALL
from slaspec.backing.result import Reason
from slaspec.backing.stages import DayStage, Stage
from slaspec.backing.timed import Begins
from slaspec.backing.worst_case import Question, worst_case
from slaspec.language.model.target import WorkingDays

_UNBOUNDED: Literal[-1] = -1


class Clocks(NamedTuple):
    """The slowest record of an objective, and when the clock of a leaf begins beside ours."""

    question: Question
    begins: Begins


def feed_for(draft: Draft, case: Case, clocks: Clocks | None) -> Feed | Reason:
    """
    The windows of a leaf that can feed one of ours, or the reason why they have no bound.

    `clocks` is None where records are counted in the second in which they happen.
    """
    ours, theirs = draft.own_windows, draft.windows(case.promise, unsaid="not_judged")
    if ours is None or theirs is None:
        return case.reason(
            "window-unsaid",
            f"the windows of {case.name} or of the objective are not said, or have no fixed dates",
            "say window: month, or another window by dates",
            case.promise.place("window"),
        )
    back, ahead = (0, 0) if clocks is None else _reach(draft, case, clocks)
    if _UNBOUNDED in (back, ahead):
        return case.reason(
            "no-volume-floor",
            f"a record can be counted by {case.name} any time before it is counted by the"
            " objective: all windows of the leaf can feed one of ours",
            "agree assign_to: start in both, from the same start event",
            case.promise.place("assign_to"),
        )
    feed = feed_of(FeedQuestion(ours, theirs, back, ahead, volume_of(case)))
    return feed if isinstance(feed, Feed) else _missing(case, feed)


def _missing(case: Case, code: str) -> Reason:
    if code == "uncovered-window":
        return case.reason(
            code,
            f"{case.name} does not judge every window in which our records are handed over",
            "agree partial_window, or windows that cover the objective's",
            case.promise.place("partial_window"),
        )
    return case.reason(
        code,
        f"records of one of our windows use the misses of several windows of {case.name}, and no"
        " volume says how few of ours there can be",
        "state volume: {at_least: …, at_most: …} of the service, or agree assign_to: start in"
        " both, from the same start event",
        case.promise.place("window"),
    )


def _reach(draft: Draft, case: Case, clocks: Clocks) -> tuple[int, int]:
    """
    Seconds before and after our window in which the leaf can have counted its records.

    A clock that begins before ours may have begun any time before.
    """
    ours, theirs = draft.objective.said("assign_to"), case.promise.said("assign_to")
    if ours == theirs == "start" and clocks.begins == "with":
        return 0, 0
    paused = bool(metric_of(draft.objective).pause) and "never_paused" not in case.assumed
    if ours == "stop" or paused or clocks.begins == "before":
        return _UNBOUNDED, _UNBOUNDED
    longest = _longest(draft, clocks.question) + 1
    return (0, longest) if ours == "start" else (longest, 0)


def _longest(draft: Draft, question: Question) -> int:
    """The most real seconds from a start until the objective's limit is exceeded."""
    within = draft.objective.objective.within
    if isinstance(within, WorkingDays):
        tree: Stage | DayStage = DayStage(
            "objective", question.hours, within.working_days, within.due
        )
    else:
        tree = Stage("objective", question.hours, within.seconds if within is not None else 0)
    asked = Question(tree, question.hours, question.first, question.last, question.zone)
    return worst_case(asked).longest


def volume_of(case: Case) -> VolumeBounds | None:
    """The declared bounds of our records; a service's volume says nothing of a part of them."""
    line = case.objective.service_line
    volume = line.volume if line is not None else None
    if volume is None or case.objective.priority != ALL or is_filtered(case.objective):
        return None
    if volume.at_least is None or volume.at_most is None:
        return None
    return VolumeBounds(volume.per, volume.at_least, volume.at_most)
