"""From kinks and probes to pieces: the shape between two kinks, as the pipeline confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple, Protocol

from slaspec.remedies.analysis.axis import Axis
from slaspec.remedies.analysis.curve import Curve, Piece, Steps
from slaspec.remedies.analysis.gap import Gap
from slaspec.remedies.analysis.probe import Paid
from slaspec.remedies.cut import Cut


class Unexplained(ValueError):
    """Between two kinks the pipeline pays something else than the terms of the remedy explain."""


class Asked(Protocol):
    """What is asked of the pipeline: what is paid at a value, and the most that caps let pass."""

    def __call__(self, value: Fraction) -> Paid:
        """What is paid at a value."""

    def limit(self, value: Fraction) -> Fraction | None:
        """The most that can be paid at a value, however large the rate; None without a cap."""


class Fit(NamedTuple):
    """A remedy on its axis, with what is counted on either side of the objective."""

    axis: Axis
    steps: Sequence[Steps]
    ask: Asked

    def curve(self, kinks: Sequence[Fraction]) -> Curve:
        """
        The curve of a remedy whose amount turns at these kinks, and where caps begin to cut.

        Raises `Unexplained` where the pipeline pays something else.
        """
        pieces: list[Piece] = []
        for gap in map(Gap, [self.axis.low, *kinks], [*kinks, self.axis.high]):
            inside = list(self._pieces(gap))
            self._settle_at(gap.low, pieces, inside)
            pieces += inside
        self._settle_at(self.axis.high, pieces, [])
        return Curve(tuple(_merged(pieces)), self.axis.worse_is_lower)

    def _pieces(self, gap: Gap) -> Iterator[Piece]:
        """The pieces inside a gap: one, or two where a cap begins to cut in it."""
        steps = next((each for each in self.steps if _leads_into(each, gap)), None)
        points = gap.points(steps, whole=self.axis.of_records)
        if not points:
            return
        low = None if gap.low is None else Cut(gap.low, after=True)
        high = None if gap.high is None else Cut(gap.high, after=False)
        paid = {point: self.ask(point) for point in points}
        if steps is None or len({each.gross for each in paid.values()}) == 1:
            fitted = [Piece(low, high, paid[points[0]].net)]
        else:
            limit = self.ask.limit(points[-1] if steps.rising else points[0])
            line = _line(steps, paid, limit)._replace(low=low, high=high)
            fitted = _under(line, steps, limit, gap)
        for piece in fitted:
            self._verify(piece, points)
        yield from fitted

    def _settle_at(self, value: Fraction | None, before: list[Piece], behind: list[Piece]) -> None:
        """Put a value at the piece to which it belongs, or make it one by itself."""
        if value is None:
            return
        here, there = Cut(value, after=False), Cut(value, after=True)
        occurs = not self.axis.of_records or value.denominator == 1
        net = self.ask(value).net if occurs else None
        if before and net in (None, before[-1].at(value)):
            before[-1] = before[-1]._replace(high=there)
        elif behind and net in (None, behind[0].at(value)):
            behind[0] = behind[0]._replace(low=here)
        elif net is not None:
            before.append(Piece(here, there, net))

    def _verify(self, piece: Piece, points: Iterable[Fraction]) -> None:
        low, high = (cut and cut.value for cut in (piece.low, piece.high))
        inside = Gap(low, high)
        middle = inside.points(piece.steps, whole=self.axis.of_records)
        for value in {*filter(inside.holds, points), *middle[len(middle) // 2 :][:1]}:
            paid, fitted = self.ask(value).net, piece.at(value)
            if paid != fitted:
                raise Unexplained(f"at {value} {paid} is paid, not {fitted}")


def _leads_into(steps: Steps, gap: Gap) -> bool:
    """Whether the gap lies on the side of the anchor on which steps are counted."""
    if steps.rising:
        return gap.low is not None and gap.low >= steps.anchor
    return gap.high is not None and gap.high <= steps.anchor


def _line(steps: Steps, paid: Mapping[Fraction, Paid], limit: Fraction | None) -> Piece:
    """The amount by its steps, from two values that are counted differently and not capped."""
    free = {value: each.net for value, each in paid.items() if abs(each.net) != limit}
    if len({steps.counted(steps.distance(value)) for value in free}) <= 1:
        free = {value: each.gross for value, each in paid.items()}
    counts = {steps.counted(steps.distance(value)): amount for value, amount in free.items()}
    least, most = min(counts), max(counts)
    if least == most:
        raise Unexplained("the amount changes within one step")
    rise = (counts[most] - counts[least]) / (most - least)
    return Piece(None, None, counts[least] - rise * least, rise, steps)


def _under(piece: Piece, steps: Steps, limit: Fraction | None, gap: Gap) -> list[Piece]:
    """A line under the limit of its caps."""
    if limit is None or not piece.rise:
        return [piece]
    sign = 1 if piece.rise > 0 else -1
    distance = (sign * limit - piece.start) / piece.rise
    if steps.fraction != "prorata":  # the first count at which the limit is exceeded
        distance = Fraction(floor(distance) + (steps.fraction == "whole"))
    value, capped = steps.value(distance), Piece(piece.low, piece.high, sign * limit)
    if not gap.holds(value):
        beyond = (
            gap.low is not None and value <= gap.low
            if steps.rising
            else (gap.high is not None and value >= gap.high)
        )
        return [capped] if beyond else [piece]
    cut = Cut(value, after=(steps.fraction == "commenced") == steps.rising)
    if steps.rising:
        return [piece._replace(high=cut), capped._replace(low=cut)]
    return [capped._replace(high=cut), piece._replace(low=cut)]


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that pay by one formula as one."""
    last: Piece | None = None
    for piece in pieces:
        joined = None if last is None else _as_one(last, piece)
        if last is not None and joined is None:
            yield last
        last = joined or piece
    if last is not None:
        yield last


def _as_one(before: Piece, behind: Piece) -> Piece | None:
    """Two pieces as one: of one formula, or one constant that the steps of the other explain."""
    if before[2:] == behind[2:]:
        return before._replace(high=behind.high)
    if _explains(behind, before) or _explains(before, behind):
        stepped = behind if behind.steps is not None else before
        return stepped._replace(low=before.low, high=behind.high)
    return None


def _explains(stepped: Piece, constant: Piece) -> bool:
    if stepped.steps is None or constant.steps is not None:
        return False
    extended = stepped._replace(low=constant.low, high=constant.high)
    return extended.near_low == extended.near_high == constant.start
