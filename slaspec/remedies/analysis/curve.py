"""Pieces of an amount over the measured value, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Literal, NamedTuple

from slaspec.remedies.cut import Cut

Count = Literal["whole", "commenced", "prorata"]


class Steps(NamedTuple):
    """
    What is counted: steps of a size, away from an anchor, towards higher or lower values.

    `fraction` says how a fraction of a step counts.
    """

    anchor: Fraction
    step: Fraction
    rising: bool
    fraction: Count

    def distance(self, value: Fraction) -> Fraction:
        """How many steps lie between the anchor and a value, with their fraction."""
        away = value - self.anchor if self.rising else self.anchor - value
        return away / self.step

    def counted(self, distance: Fraction) -> Fraction:
        """How many of them count."""
        if self.fraction == "prorata":
            return distance
        return Fraction(floor(distance) if self.fraction == "whole" else ceil(distance))

    def near(self, distance: Fraction, *, farther: bool) -> Fraction:
        """How many count right beside a distance: on its far side, or on its near one."""
        if self.fraction == "prorata":
            return distance
        whole = floor(distance) if farther else ceil(distance) - 1
        return Fraction(whole + (self.fraction == "commenced"))

    def value(self, distance: Fraction) -> Fraction:
        """The value at a distance from the anchor."""
        away = distance * self.step
        return self.anchor + away if self.rising else self.anchor - away


class Piece(NamedTuple):
    """
    What is paid for the values between two cuts: `start`, and `rise` for each counted step.

    A cut that is None is an open end. Without steps the amount is constant. Amounts are exact, in
    the currency; above zero they are credits, below zero bonuses.
    """

    low: Cut | None
    high: Cut | None
    start: Fraction
    rise: Fraction = Fraction(0)
    steps: Steps | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies between the cuts."""
        above = self.low is None or self.low <= (value, False)
        return above and (self.high is None or (value, True) <= self.high)

    def spans(self, value: Fraction) -> bool:
        """Whether a value lies between the ends, and is none of them."""
        above = self.low is None or self.low.value < value
        return above and (self.high is None or value < self.high.value)

    def at(self, value: Fraction) -> Fraction:
        """The amount at a value."""
        if self.steps is None:
            return self.start
        return self.start + self.rise * self.steps.counted(self.steps.distance(value))

    @property
    def samples(self) -> tuple[Fraction, ...]:
        """A value inside, and both ends where they belong to the piece."""
        width = self.steps.step if self.steps is not None else Fraction(1)
        high = self.high.value if self.high is not None else None
        low = self.low.value if self.low is not None else (high or Fraction(0)) - width
        high = low + width if high is None else high
        return tuple(each for each in (low, (low + high) / 2, high) if self.holds(each))

    @property
    def near_low(self) -> Fraction | None:
        """The amount at the lower end; None where there is none."""
        return self._near(self.low, from_low=True)

    @property
    def near_high(self) -> Fraction | None:
        """The amount at the upper end; None where there is none."""
        return self._near(self.high, from_low=False)

    def _near(self, cut: Cut | None, *, from_low: bool) -> Fraction | None:
        if self.steps is None:
            return self.start
        if cut is None:
            return None
        if cut.after != from_low:  # the value itself belongs to the piece
            return self.at(cut.value)
        farther = self.steps.rising == from_low
        near = self.steps.near(self.steps.distance(cut.value), farther=farther)
        return self.start + self.rise * near


class Jump(NamedTuple):
    """One place at which the amount changes at once, by how much as service gets worse."""

    value: Fraction
    size: Fraction


@dataclass(frozen=True)
class Curve:
    """All pieces from the lowest value to the highest, and which end is the worse one."""

    pieces: tuple[Piece, ...]
    worse_is_lower: bool

    def at(self, value: Fraction) -> Fraction:
        """The amount at a value; `ValueError` for one that cannot be measured."""
        for piece in self.pieces:
            if piece.holds(value):
                return piece.at(value)
        raise ValueError(f"{value} lies outside of what is measured")

    @property
    def highest(self) -> tuple[Fraction, Fraction] | None:
        """
        The most that is paid, and a value beside which it is; None where there is no bound.

        Of equals the mildest.
        """
        ends = [end for piece in self.from_mild for end in self._ends(piece)]
        if any(amount is None for amount, _ in ends):
            return None
        most, at = ends[0]
        for amount, value in ends[1:]:
            if amount is not None and most is not None and amount > most:
                most, at = amount, value
        assert most is not None
        return most, at if at is not None else Fraction(0)

    @property
    def samples(self) -> Iterator[Fraction]:
        """Values of every piece, among them some at which most is paid."""
        for piece in self.pieces:
            yield from piece.samples

    def jumps(self) -> Iterator[Jump]:
        """
        Every place at which the amount jumps, from mild to severe.

        Of a staircase it is the first step inside; the others are as high.
        """
        for milder, piece in pairwise((None, *self.from_mild)):
            if milder is not None and piece is not None:
                yield from self._jump(milder, piece)
            if piece is not None and piece.steps is not None:
                yield from self._first_step(piece, piece.steps)

    def falls(self) -> Iterator[Jump]:
        """Where worse service pays less: a jump down, or (size 0) a piece that falls."""
        for jump in self.jumps():
            if jump.size < 0:
                yield jump
        for piece in self.from_mild:
            (milder, at), (worse, _) = self._ends(piece)
            if milder is not None and worse is not None and worse < milder and at is not None:
                yield Jump(at, worse - milder)

    def _jump(self, milder: Piece, worse: Piece) -> Iterator[Jump]:
        cut = milder.low if self.worse_is_lower else milder.high
        before = milder.near_low if self.worse_is_lower else milder.near_high
        behind = worse.near_high if self.worse_is_lower else worse.near_low
        if cut is not None and before is not None and behind is not None and before != behind:
            yield Jump(cut.value, behind - before)

    def _first_step(self, piece: Piece, steps: Steps) -> Iterator[Jump]:
        mild = piece.high if self.worse_is_lower else piece.low
        if mild is None or steps.fraction == "prorata":
            return
        away, distance = steps.rising != self.worse_is_lower, steps.distance(mild.value)
        value = steps.value(Fraction(floor(distance) + 1 if away else ceil(distance) - 1))
        if piece.spans(value):
            yield Jump(value, piece.rise if away else -piece.rise)

    @property
    def from_mild(self) -> tuple[Piece, ...]:
        """The pieces from good service to bad."""
        return tuple(reversed(self.pieces)) if self.worse_is_lower else self.pieces

    def _ends(self, piece: Piece) -> list[tuple[Fraction | None, Fraction | None]]:
        """The amounts beside both ends of a piece with their values, the mild end first."""
        ends = [
            (piece.near_low, piece.low.value if piece.low else None),
            (piece.near_high, piece.high.value if piece.high else None),
        ]
        return ends[::-1] if self.worse_is_lower else ends
