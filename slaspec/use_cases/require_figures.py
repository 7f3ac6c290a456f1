"""The figures that one promise must have: limit and hours, share, level, rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from slaspec.backing import Proof
from slaspec.backing.promise import Promise
from slaspec.use_cases.require_scales import Scale, levels_of, limit_of
from slaspec.use_cases.require_search import loosest
from slaspec.use_cases.require_sheet import Figure
from slaspec.use_cases.require_trial import Name, Trial

_LATE = frozenset({"not-in-force", "pauses-not-ordered", "calendar-ends"})

Enough = Callable[[Proof], bool]


def is_backed(proof: Proof) -> bool:
    """Whether a promise is backed; on average where its author takes independence for granted."""
    return proof.verdict in ("backed", "backed_on_average")


def is_in_time(proof: Proof) -> bool:
    """Whether the slowest record that keeps everything behind a promise is in time."""
    slack, codes = proof.slack_seconds, {reason.code for reason in proof.conditions}
    return slack is not None and slack >= 0 and not codes & _LATE


def require_figures(
    trial: Trial, leaf: Name, users: Sequence[Name]
) -> tuple[Trial, tuple[Figure, ...]]:
    """
    What a promise must say so that the users stand on it, and the trial in which it says so.

    Times first, then the share: each as loose as it may be with those before.
    """
    found: list[Figure] = []
    promise = trial.promise(leaf)
    if promise.metric.kind == "duration" and promise.objective.within is not None:
        trial, times = _times(trial, leaf, users)
        found += times
    for scale in levels_of(promise):
        required = _Required(trial, leaf, users, scale, is_backed)
        trial = required.applied
        found.append(required.figure())
    return trial, tuple(found) or (_nothing_to_try(promise),)


def _nothing_to_try(promise: Promise) -> Figure:
    why = f"what is promised as {promise.metric.kind} cannot be composed, or says no figure"
    return Figure(name="level", required="", today="", enough=None, why=why)


def _times(trial: Trial, leaf: Name, users: Sequence[Name]) -> tuple[Trial, list[Figure]]:
    """The limit on today's hours, or on the first other hours on which there is one."""
    promise = trial.promise(leaf)
    scale = limit_of(promise.objective)
    hours = [promise.hours, *(trial.promise(user).hours for user in users), "24x7"]
    tried: dict[str, _Required] = {}
    for each in dict.fromkeys(id for id in hours if id is not None):
        changed = trial.with_objective(leaf, hours=each)
        tried[each] = _Required(changed, leaf, users, scale, is_in_time)
        if tried[each].is_enough_today:
            break
    possible = {each: required for each, required in tried.items() if required.found is not None}
    chosen = next(iter(possible or tried))
    others = (f"{possible[each].words} on {each} hours" for each in possible if each != chosen)
    limit = replace(tried[chosen].figure(), or_else=tuple(others))
    return tried[chosen].applied, [limit, _hours(promise, chosen, tried)]


def _hours(promise: Promise, chosen: str, tried: Mapping[str, _Required]) -> Figure:
    today = promise.hours or ""
    if tried[chosen].found is None:
        why = "no hours were found on which a limit is enough"
        return Figure(name="hours", required="", today=today, enough=None, why=why)
    same = chosen == today
    asking = () if same or today not in tried else tried[today].never_served()
    return Figure(name="hours", required=chosen, today=today, enough=same, asked_by=tuple(asking))


class _Required:
    """The loosest figure of one scale with which every user is served."""

    def __init__(
        self, trial: Trial, leaf: Name, users: Sequence[Name], scale: Scale, enough: Enough
    ) -> None:
        self._trial, self._leaf, self._users = trial, leaf, users
        self._scale, self._enough = scale, enough
        self.found = loosest(self._serves, scale.today, scale.strictest, scale.farthest)

    @property
    def applied(self) -> Trial:
        """The trial with the figure that was found; as it was where none was."""
        return self._trial if self.found is None else self._with(self.found)

    @property
    def is_enough_today(self) -> bool:
        """Whether what is promised today is no looser."""
        if self.found is None:
            return False
        return (self.found - self._scale.today) * self._scale.looser >= 0

    @property
    def words(self) -> str:
        """`at most 4h 30min`, or that any figure will do."""
        assert self.found is not None
        if self.found == self._scale.farthest:
            return "any"
        return f"{self._scale.bound} {self._scale.words(self.found)}"

    def figure(self) -> Figure:
        """The figure, beside what is promised today."""
        scale, today = self._scale, self._scale.written
        if self.found is None:
            why = self._why(scale.strictest, f"not even {scale.words(scale.strictest)} is enough")
            return Figure(name=scale.name, required="", today=today, enough=None, why=why)
        short, why = not self.is_enough_today, ""
        if short or self.found == scale.strictest:
            why = self._why(scale.today if short else self.found + scale.looser, "")
        return Figure(
            name=scale.name,
            required=self.words,
            today=today,
            enough=not short,
            gap=self._gap(self.found),
            asked_by=tuple(self._asking(self.found)),
            why=why,
        )

    def never_served(self) -> Iterator[str]:
        """The users for which not even the strictest figure is enough."""
        yield from self._unserved(self._scale.strictest)

    def _serves(self, number: int) -> bool:
        return next(self._unserved(number), None) is None

    def _unserved(self, number: int) -> Iterator[str]:
        trial = self._with(number)
        yield from (str(user) for user in self._users if not self._enough(trial.prove(user)))

    def _with(self, number: int) -> Trial:
        value = self._scale.value(number)
        return self._trial.with_objective(self._leaf, **{self._scale.key: value})

    def _asking(self, found: int) -> Iterator[str]:
        """The users for which the next looser figure is too little."""
        if found != self._scale.farthest:
            yield from self._unserved(found + self._scale.looser)

    def _gap(self, found: int) -> str:
        distance = abs(found - self._scale.today)
        if found == self._scale.farthest or not distance:
            return ""
        said = self._scale.words(distance)
        return f"{said} {'in hand' if self.is_enough_today else self._scale.wrong}"

    def _why(self, number: int, said: str) -> str:
        """What comes of a figure that is not enough: the first reason for the first user."""
        trial = self._with(number)
        for user in self._users:
            proof = trial.prove(user)
            if not self._enough(proof) and proof.reason is not None:
                said = f"{said} for {user}: " if said else f"{user}: "
                return f"{said}{proof.reason.sentence}"
        return said
