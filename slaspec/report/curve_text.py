"""What a remedy pays for which values, as text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.remedies.analysis.analyse import NotAnalysed
from slaspec.remedies.bands.band import Axis
from slaspec.remedies.money import behind, money_shown, shown

if TYPE_CHECKING:
    from slaspec.remedies.analysis.analyse import Analysis
    from slaspec.remedies.analysis.curve import Piece
    from slaspec.use_cases.remedy_curves import RemedyCurves

_FRACTIONS = {"whole": "whole ", "commenced": "commenced ", "prorata": ""}


def curve_text(curves: RemedyCurves) -> str:
    """The pieces of every objective from good to bad, then the most that can be owed."""
    lines = [line for each in curves.found for line in _of_objective(each)]
    exposure, currency = curves.exposure, curves.exposure.currency
    if exposure.window is None:
        lines.append(f"No most can be told for {curves.agreement}: {'; '.join(exposure.why)}")
    else:
        most = f"at most {exposure.window} {currency} in a window,"
        lines.append(f"All remedies of {curves.agreement} together cost {most}")
        lines.append(f"and {exposure.contract_year} {currency} in the first contract year.")
    return "\n".join(lines) + "\n"


def _of_objective(found: Analysis | NotAnalysed) -> Iterator[str]:
    if isinstance(found, NotAnalysed):
        yield f"{found.remedy.id} of {found.target.id}: no curve, {found.why}"
        yield ""
        return
    yield f"{found.remedy.id} of {found.name}, at the charges of {found.window.name}"
    rows = [(_values(found, piece), _pays(found, piece)) for piece in found.curve.from_mild]
    width = max(len(values) for values, _ in rows)
    yield from (f"  {values:{width}}  {pays}" for values, pays in rows)
    yield ""


def _values(found: Analysis, piece: Piece) -> str:
    """The values of a piece: `from 99.5% and below 99.9%`."""
    axis, low, high = Axis(found.axis.unit), piece.low, piece.high
    if low is not None and high is not None and low.value == high.value:
        return f"exactly {axis.figure(low.value)}"
    words = []
    if low is not None:
        words.append(f"{'above' if low.after else 'from'} {axis.figure(low.value)}")
    if high is not None:
        words.append(f"{'up to' if high.after else 'below'} {axis.figure(high.value)}")
    return " and ".join(words)


def _pays(found: Analysis, piece: Piece) -> str:
    steps = piece.steps
    if steps is None or not piece.rise:
        return _amount(found, piece.start)
    mild, bad = piece.near_low, piece.near_high
    if found.curve.worse_is_lower:
        mild, bad = bad, mild
    ends = [_amount(found, each) for each in (mild, bad) if each is not None]
    fraction, unit = _FRACTIONS[steps.fraction], behind(found.axis.unit).replace("%", "pp")
    each = money_shown(abs(piece.rise), found.currency)
    step = Axis("s").figure(steps.step) if unit == "s" else f"{shown(steps.step)}{unit}"
    return f"{' to '.join(ends)}, {each} for each {fraction}{step}"


def _amount(found: Analysis, amount: Fraction) -> str:
    if not amount:
        return "nothing"
    bonus = " bonus" if amount < 0 else ""
    return money_shown(abs(amount), found.currency) + bonus
