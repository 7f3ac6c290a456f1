"""The term that an OLA or UC must have: from, through, notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slaspec.backing.spans import not_shorter
from slaspec.backing.term import judged_from
from slaspec.language.model.governance import Effective
from slaspec.language.quantities import Day, Span
from slaspec.use_cases.require_figures import is_backed
from slaspec.use_cases.require_search import loosest
from slaspec.use_cases.require_sheet import Figure
from slaspec.use_cases.require_trial import Name, Trial

_MOST_DAYS = 400  # before and after a term: a window that reaches beyond it, a last hand-over
_NO_END = "no end"


def without_end(trial: Trial, id: str, users: Sequence[Name]) -> Trial:
    """An agreement in force long before and long after everything that stands on it."""
    wanted = _Wanted.of(trial, users)
    early = wanted.first - timedelta(days=_MOST_DAYS)
    return trial.with_effective(
        id,
        from_=_day(early),
        judged_from=None,
        through=None,
        renewal=None,
        notice=wanted.notice,
    )


def require_term(
    trial: Trial, id: str, users: Sequence[Name], today: Effective
) -> tuple[Trial, tuple[Figure, ...]]:
    """
    The latest beginning, the earliest end and the shortest notice that are enough.

    The trial in which an agreement never ends, and what its term is today; the trial with the term.
    """
    wanted = _Wanted.of(trial, users)
    served = [user for user in users if is_backed(trial.prove(user))]
    begin = _nearest(trial, id, served, "from_", wanted.first, -_MOST_DAYS)
    trial = trial.with_effective(id, from_=_day(begin))
    end = wanted.last
    if end is not None:
        end = _nearest(trial, id, served, "through", end, _MOST_DAYS)
        trial = trial.with_effective(id, through=_day(end))
    figures = [_begin(begin, today, wanted), _end(end, today, wanted), *_notice(today, wanted)]
    return trial, tuple(figures)


@dataclass(frozen=True)
class _Wanted:
    """
    The terms of what stands on an agreement: the first day judged, the last one (None: no end),
    the longest notice; and which agreements have them.
    """

    terms: dict[str, Effective]
    first: date
    last: date | None
    notice: Span | None

    @classmethod
    def of(cls, trial: Trial, users: Sequence[Name]) -> _Wanted:
        terms = {user.agreement: trial.agreement(user.agreement).effective for user in users}
        ends = [term.ends.value if term.ends is not None else None for term in terms.values()]
        known = [end for end in ends if end is not None]
        notices = [term.notice for term in terms.values() if term.notice is not None]
        longest = next((n for n in notices if all(not_shorter(n, o) for o in notices)), None)
        return cls(
            terms,
            min(map(judged_from, terms.values())),
            max(known) if len(known) == len(ends) else None,
            longest or (notices[0] if notices else None),
        )

    def beginning(self) -> Iterator[str]:
        """The agreements that are judged first."""
        yield from (name for name, term in self.terms.items() if judged_from(term) == self.first)

    def ending(self) -> Iterator[str]:
        """The agreements that end last."""
        for name, term in self.terms.items():
            if (term.ends.value if term.ends is not None else None) == self.last:
                yield name

    def giving_notice(self) -> Iterator[str]:
        """The agreements with the longest notice."""
        yield from (name for name, term in self.terms.items() if term.notice == self.notice)


def _nearest(
    trial: Trial, id: str, users: Sequence[Name], key: str, day: date, farther: int
) -> date:
    """The day nearest to one with which the users stay backed; that day where none is."""

    def serves(days: int) -> bool:
        made = trial.with_effective(id, **{key: _day(day + timedelta(days=days))})
        return all(is_backed(made.prove(user)) for user in users)

    return day + timedelta(days=loosest(serves, 0, farther, 0) or 0)


def _begin(begin: date, today: Effective, wanted: _Wanted) -> Figure:
    now = judged_from(today)
    return Figure(
        name="from",
        required=f"{begin} or earlier",
        today=str(now),
        enough=now <= begin,
        gap=_days((now - begin).days),
        asked_by=tuple(wanted.beginning()),
    )


def _end(end: date | None, today: Effective, wanted: _Wanted) -> Figure:
    now = today.ends.value if today.ends is not None else None
    short = (end - now).days if end is not None and now is not None else 0
    return Figure(
        name="through",
        required=_NO_END if end is None else f"{end} or later",
        today=_NO_END if now is None else str(now),
        enough=now is None or (end is not None and now >= end),
        gap=_days(short),
        asked_by=tuple(wanted.ending()),
    )


def _notice(today: Effective, wanted: _Wanted) -> Iterator[Figure]:
    """Nothing is required where nobody can leave what stands on it."""
    if wanted.notice is None:
        return
    fixed = today.notice is None and today.ends is not None
    kept = today.notice is not None and not_shorter(today.notice, wanted.notice)
    yield Figure(
        name="notice",
        required=f"{wanted.notice} or more",
        today=str(today.notice) if today.notice is not None else "none",
        enough=fixed or kept,
        asked_by=tuple(wanted.giving_notice()),
        or_else=("a fixed end, and no notice",),
    )


def _days(short: int) -> str:
    if not short:
        return ""
    count = f"{abs(short)} day{'' if abs(short) == 1 else 's'}"
    return f"{count} missing" if short > 0 else f"{count} in hand"


def _day(day: date) -> Day:
    return Day(day.isoformat())
