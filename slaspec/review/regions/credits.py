"""The figures for which a remedy pays another amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Target
from slaspec.remedies.analysis.analyse import Analysis, NotAnalysed, analyses
from slaspec.remedies.analysis.curve import Curve, Piece
from slaspec.review.regions.apart import apart
from slaspec.review.regions.credit_words import as_judged, inexact, regions_of, subject
from slaspec.review.review import Region

if TYPE_CHECKING:
    from slaspec.remedies.charges import Rows

_SECTIONS = ("metrics", "services", "interpretation", "effective", "timezone", "currency", "caps")


class _Key(NamedTuple):
    target: str
    objective: str
    remedy: str


_Found = Analysis | NotAnalysed
_Rounds = tuple[RoundMeasured | None, ...]


def credit_regions(
    before: Agreement, after: Agreement, charges: Rows | None = None
) -> Iterator[Region]:
    """
    The values of the objectives of both texts at which a remedy pays otherwise.

    Remedies of which nothing changed on which an amount depends are passed over.
    """
    names = _changed(before, after)
    was, now = (_curves(text, names, charges) for text in (before, after))
    for key in dict.fromkeys((*was, *now)):
        if _promised(before, key) and _promised(after, key):
            one, two = was.get(key), now.get(key)
            rounds = tuple(_rounding(text, key) for text in (before, after))
            for region in _regions(one, two, rounds):
                yield replace(
                    region,
                    document=after.id,
                    target=key.target,
                    objective=key.objective,
                    remedy=key.remedy,
                )


def _changed(before: Agreement, after: Agreement) -> frozenset[str]:
    """The remedies whose amounts may differ."""
    was, now = ({each.id: each for each in text.remedies or ()} for text in (before, after))
    ids = was.keys() | now.keys()
    if any(getattr(before, name) != getattr(after, name) for name in _SECTIONS):
        return frozenset(ids)
    targets = [{each.id: each for each in text.targets or ()} for text in (before, after)]
    bound = {
        id
        for target in targets[0].keys() | targets[1].keys()
        if targets[0].get(target) != targets[1].get(target)
        for found in (targets[0].get(target), targets[1].get(target))
        if found is not None
        for id in _bound(found)
    }
    return frozenset(bound | {id for id in ids if was.get(id) != now.get(id)})


def _bound(target: Target) -> Iterator[str]:
    for said in target.remedies or ():
        yield said.remedy if isinstance(said, Binding) else said


def _curves(
    agreement: Agreement, names: frozenset[str], charges: Rows | None
) -> Mapping[_Key, _Found]:
    def wanted(remedy: Remedy) -> bool:
        return remedy.id in names

    found = analyses(agreement, charges, wanted) if names else ()
    return {_Key(each.target.id, each.objective, each.remedy.id): each for each in found}


def _promised(agreement: Agreement, key: _Key) -> bool:
    target = next((each for each in agreement.targets or () if each.id == key.target), None)
    if target is None:
        return False
    return (
        target.objective is not None
        if key.objective == "all"
        else key.objective in (target.objectives or {})
    )


def _rounding(agreement: Agreement, key: _Key) -> RoundMeasured | None:
    """How the measured value is rounded before anybody pays for it."""
    target = next(each for each in agreement.targets or () if each.id == key.target)
    metric = next((each for each in agreement.metrics or () if each.id == target.metric), None)
    said = answer("round_measured", target, metric, agreement.interpretation)
    return said if isinstance(said, RoundMeasured) else None


def _regions(before: _Found | None, after: _Found | None, rounds: _Rounds) -> Iterator[Region]:
    known = [each for each in (before, after) if isinstance(each, Analysis)]
    why = _incomparable(before, after)
    if why:
        yield inexact(why)
    elif rounds[0] != rounds[1] and not known[0].axis.of_events:
        yield inexact("figures are rounded otherwise before they are paid for")
    elif known:
        one, two = (_curve(each, known[0]) for each in (before, after))
        for found in apart(one, two):
            for region in regions_of(found, known[0]):
                yield replace(region, why=region.why or as_judged(rounds[1], known[0].axis))


def _incomparable(before: _Found | None, after: _Found | None) -> str:
    """Why two remedies cannot be laid one over the other; empty where they can."""
    unknown = [each.why for each in (before, after) if isinstance(each, NotAnalysed)]
    if unknown:
        return f"no exact amounts: {unknown[0]}"
    one, two = ((each if isinstance(each, Analysis) else None) for each in (before, after))
    if one is None or two is None:
        return ""
    if subject(one.axis) != subject(two.axis):
        return f"it paid by {subject(one.axis)}, and now by {subject(two.axis)}"
    if one.currency != two.currency:
        return f"it paid in {one.currency}, and now in {two.currency}; they are never compared"
    return ""


def _curve(found: _Found | None, other: Analysis) -> Curve:
    """The curve of a remedy; nothing at any value, where it is not bound."""
    if isinstance(found, Analysis):
        return found.curve
    pieces = other.curve.pieces
    nothing = Piece(pieces[0].low, pieces[-1].high, Fraction(0))
    return Curve((nothing,), other.curve.worse_is_lower)
