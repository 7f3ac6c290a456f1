"""The most that both texts can cost, and what of it no supplier returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from slaspec.backing.money import exposure
from slaspec.errors import SlaspecError
from slaspec.remedies.analysis.exposure import maximum_exposure
from slaspec.review.impact.revision import ALL
from slaspec.review.impact.settled import settled_text

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.target import Target
    from slaspec.review.impact.revision import Latest, Revision


class Most(NamedTuple):
    """What the credits of a text come to at most in a contract year; None without a limit."""

    amount: Decimal | None = Decimal(0)  # what is not agreed costs nothing
    why: tuple[str, ...] = ()


def most(before: Latest | None, after: Latest | None) -> tuple[Most, Most]:
    """The most of both texts; that of two that settle alike is found once."""
    one, two = (None if each is None else each.agreement for each in (before, after))
    if one is not None and two is not None and settled_text(one) == settled_text(two):
        found = _most("", two)
        return found, found
    return _most("base: ", one), _most("head: ", two)


def _most(side: str, text: Agreement | None) -> Most:
    if text is None:
        return Most()
    try:
        found = maximum_exposure(text)
    except SlaspecError as error:
        return Most(None, (f"{side}{getattr(error, 'message', error)}",))
    return Most(found.contract_year, tuple(f"{side}{each}" for each in found.why))


def uncovered(revision: Revision, text: Latest | None) -> Mapping[str, Fraction | None]:
    """
    What of the most in one window no supplier returns, by `target` or `target/objective`.

    None where it cannot be computed; objectives without a remedy are not in it.
    """
    if text is None or text.agreement.kind != "SLA":
        return {}
    found: dict[str, Fraction | None] = {}
    for target in text.agreement.targets or ():
        for objective in _objectives(target) if target.remedies else ():
            name = target.id if objective == ALL else f"{target.id}/{objective}"
            found[name] = _uncovered(revision, text.agreement, target, objective)
    return found


def _uncovered(
    revision: Revision, agreement: Agreement, target: Target, objective: str
) -> Fraction | None:
    try:
        return exposure(revision.book, agreement, target.id, objective).uncovered
    except SlaspecError:
        return None


def _objectives(target: Target) -> Iterator[str]:
    if target.objective is not None:
        yield ALL
    yield from target.objectives or ()
