"""Two proofs of one objective as a change: what is worse or better, and why, in business words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.backing.library import library
from slaspec.backing.words import duration, figure, share
from slaspec.checks.backed.words import counterexample
from slaspec.review.review import BackingChange

if TYPE_CHECKING:
    from slaspec.backing.promise import Promise
    from slaspec.backing.result import Proof
    from slaspec.language.book import Book

Effect = Literal["broken", "mended", "slack", "unjudged", "changed"]

_KEPT = ("backed", "backed_on_average")
_COUNTED = ("throughput",)


@dataclass(frozen=True)
class Judged:
    """An objective of a book; `proof` is None where it does not say what stands behind it."""

    book: Book
    promise: Promise
    proof: Proof | None

    @property
    def verdict(self) -> str | None:
        """The verdict of its proof."""
        return self.proof.verdict if self.proof is not None else None


class Slack(NamedTuple):
    """What is in hand before and after: seconds (`s`), shares of one (`%`), or records."""

    unit: str
    before: Fraction | None
    after: Fraction | None


def told(before: Judged | None, after: Judged, through: tuple[str, ...]) -> Iterator[BackingChange]:
    """
    What changed: another verdict, or for each kind of slack how much more or less is in hand.

    Nothing where both say nothing, or the same.
    """
    was = before.verdict if before is not None else None
    slacks = _slacks(before, after)
    if was == after.verdict:
        moved = (each for each in slacks if each.before != each.after)
        for slack in moved:
            yield _change(before, after, "slack", slack, through)
    else:
        telling = [each for each in slacks if _is_short(each)] or slacks
        effect = _effect(was, after.verdict)
        yield _change(before, after, effect, telling[0] if telling else None, through)


def _effect(before: str | None, after: str | None) -> Effect:
    if before in _KEPT and after == "not_backed":
        return "broken"
    if before == "not_backed" and after in _KEPT:
        return "mended"
    judged = before is not None and before != "not_judged"
    return "unjudged" if judged and after in (None, "not_judged") else "changed"


def _slacks(before: Judged | None, after: Judged) -> list[Slack]:
    """Time first, then shares or counts; only what is known on a side."""
    one, two = before.proof if before else None, after.proof
    times = Slack("s", *(_seconds(proof) for proof in (one, two)))
    unit = "records" if after.promise.metric.kind in _COUNTED else "%"
    shares = Slack(unit, one.slack if one else None, two.slack if two else None)
    return [each for each in (times, shares) if not (each.before is None and each.after is None)]


def _seconds(proof: Proof | None) -> Fraction | None:
    slack = proof.slack_seconds if proof is not None else None
    return Fraction(slack) if slack is not None else None


def _is_short(slack: Slack) -> bool:
    return any(each is not None and each < 0 for each in (slack.before, slack.after))


def _change(
    before: Judged | None,
    after: Judged,
    effect: Effect,
    slack: Slack | None,
    through: tuple[str, ...],
) -> BackingChange:
    promise, broken = after.promise, after.verdict == "not_backed"
    proof = after.proof
    return BackingChange(
        document=promise.agreement.id,
        target=promise.target.id,
        objective=promise.priority,
        before=before.verdict if before is not None else None,
        after=after.verdict,
        effect=effect,
        span=(proof.at if proof is not None else promise.at).span,
        unit=slack.unit if slack is not None else "",
        slack_before=slack.before if slack is not None else None,
        slack_after=slack.after if slack is not None else None,
        through=through,
        why=_why(before, after, effect, slack),
        repairs=tuple(each.sentence for each in proof.repairs) if proof and broken else (),
        timeline=_timeline(after) if broken else (),
    )


def _why(
    before: Judged | None, after: Judged, effect: Effect, slack: Slack | None
) -> tuple[str, ...]:
    """The sentences of the proof that is worse; of a slack what it is the rest of."""
    if after.proof is None:
        return (f"{after.promise.name} does not say any more what stands behind it",)
    if effect == "slack" and slack is not None and after.verdict != "not_backed":
        return (_rest(after.proof, slack.unit),)
    worse = before.proof if effect == "mended" and before is not None else after.proof
    said = worse.conditions if worse is not None else ()
    return tuple(dict.fromkeys(each.sentence for each in said))


def _rest(proof: Proof, unit: str) -> str:
    if unit == "s" and proof.worst_seconds is not None and proof.limit_seconds is not None:
        return f"worst case {_time(proof.worst_seconds)}, allowed are {_time(proof.limit_seconds)}"
    words = share if unit == "%" else figure
    certain, promised = proof.guaranteed or Fraction(0), proof.promised or Fraction(0)
    return f"{words(certain)} are certain, {words(promised)} are promised"


def _time(seconds: int) -> str:
    """Of a limit in working days a worst case in time lies before the deadline."""
    return duration(seconds) if seconds >= 0 else f"{duration(-seconds)} before the deadline"


def _timeline(judged: Judged) -> tuple[tuple[str, ...], ...]:
    if judged.proof is None:
        return ()
    return counterexample(judged.proof, judged.promise, library(judged.book))
