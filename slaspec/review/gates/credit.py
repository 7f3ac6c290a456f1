"""Expected credits before and after, on the same months, against the limits of a project."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.checks.backed.accepted import in_money
from slaspec.checks.rule import finding_at
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.review.gates.gate import Asked, Told, told
from slaspec.review.gates.settings import PERCENT, Limit, Limits
from slaspec.review.review import Impact, Paired, State, Streamed
from slaspec.review.texts import whole
from slaspec.rounding import rounded

WIDTH = 2  # standard errors of the difference
NOT_COMPARED = "no months were simulated or replayed"


def compared(asked: Asked, limits: Limits, *, rising: bool) -> Iterator[Told]:
    """What a gate says of each agreement whose credits the change may move."""
    for impact in asked.review.impacts:
        streamed = _streamed(impact)
        if streamed is not None:
            yield from _judged(asked, impact, streamed, limits, rising=rising)
        elif _has_remedies(asked, impact.agreement):
            yield _untold(asked, impact.agreement, (NOT_COMPARED, *impact.not_computed)[-1])
    if not asked.review.impacts:
        for id in dict.fromkeys(id for each in asked.material for id in each.agreements):
            if _has_remedies(asked, id):
                yield _untold(asked, id, NOT_COMPARED)


def _streamed(impact: Impact) -> Streamed | None:
    """The simulated months, else the replayed ones."""
    by_source = {each.source: each for each in impact.streams}
    return by_source.get("simulation") or by_source.get("replay")


def _judged(
    asked: Asked, impact: Impact, streamed: Streamed, limits: Limits, *, rising: bool
) -> Iterator[Told]:
    for row in streamed.rows:
        if row.side == "credit" and not row.target:
            yield _told(asked, impact, row, limits, rising=rising)


def _told(asked: Asked, impact: Impact, row: Paired, limits: Limits, *, rising: bool) -> Told:
    """The first limit that is exceeded, or of which nobody can tell, the stricter one first."""
    said = _said(impact, row)
    asks: tuple[tuple[State, Limit | None], ...] = (
        ("denied", limits.deny),
        ("warned", limits.warn),
    )
    for state, limit in asks:
        if limit is None:
            continue
        if limit.unit not in (PERCENT, impact.currency):
            why = f"the limit {limit.text} is in another currency than {impact.currency}"
            return _untold(asked, impact.agreement, why)
        match _exceeds(row, limit, rising=rising):
            case None:
                error = in_money(WIDTH * Fraction(row.error or 0), impact.currency)
                why = f"{said}, give or take {error}, which is too near the limit {limit.text}"
                return _untold(asked, impact.agreement, why)
            case True:
                return _stopped(asked, impact.agreement, f"{said}{_more(row, limit)}", state)
    return Told(said)


def _exceeds(row: Paired, limit: Limit, *, rising: bool) -> bool | None:
    """Whether a credit moves by more than a limit; None where sampling cannot tell."""
    by = row.difference.expected if rising else -row.difference.expected
    before = row.before.expected
    if limit.unit == PERCENT and not before:
        return by > 0
    most = limit.of(before)
    if row.error and abs(by - most) <= WIDTH * Fraction(row.error):
        return None
    return by > most


def _said(impact: Impact, row: Paired) -> str:
    """`the expected credit of 'acme' goes from 610.00 EUR to 1,240.00 EUR a month (+103.3 %)`."""
    before, by = row.before.expected, row.difference.expected
    if not by:
        return f"the expected credit of '{impact.agreement}' stays the same"
    share = f" ({rounded(100 * by / before, 1, 'half_up'):+} %)" if before else ""
    amounts = [in_money(amount, impact.currency) for amount in (before, before + by)]
    return (
        f"the expected credit of '{impact.agreement}' goes from {amounts[0]} to {amounts[1]}"
        f" a month{share}"
    )


def _more(row: Paired, limit: Limit) -> str:
    if limit.unit == PERCENT and not row.before.expected:
        return f": from nothing, which is more than any percentage (limit {limit.text})"
    return f": more than {limit.text}"


def _stopped(asked: Asked, agreement: str, said: str, state: State) -> Told:
    help = "change less, or have the rise or fall accepted by a waiver that the base has"
    return told(_finding(asked, agreement, said, help), state)


def _untold(asked: Asked, agreement: str, why: str) -> Told:
    said = f"the expected credit of '{agreement}' cannot be judged: {why}"
    help = "compare more months, add a profile or a history, or set another limit"
    return told(_finding(asked, agreement, said, help), "not_judged")


def _finding(asked: Asked, agreement: str, said: str, help: str) -> Finding:
    text = _texts(asked, agreement)[-1]
    return finding_at(text.at.of("id"), said, help, document=agreement)


def _has_remedies(asked: Asked, agreement: str) -> bool:
    """Whether the text before or after pays anything."""
    return any(text.remedies for text in _texts(asked, agreement))


def _texts(asked: Asked, agreement: str) -> list[Agreement]:
    """The text on the base and on the head, as far as there is one."""
    books = (asked.pair.base, asked.pair.head)
    found = ((book, book.get(agreement, Agreement)) for book in books)
    return [whole(book, text) for book, text in found if text is not None]
