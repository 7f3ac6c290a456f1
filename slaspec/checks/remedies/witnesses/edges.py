"""Where the terms of a remedy begin to act: two neighbouring stories, one with it, one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from slaspec.checks.remedies.witnesses.scale import Scale
from slaspec.checks.remedies.witnesses.sizes import Sizes
from slaspec.checks.remedies.witnesses.story import Told, first
from slaspec.errors import QuantityError
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Remedy, Repeat
from slaspec.language.quantities import Amount
from slaspec.remedies.statement import TrailStep

Story = tuple[int, ...]  # how bad each window is, on the scale
_SECOND = 2


@dataclass(frozen=True)
class Edge:
    """
    One place where a term begins to act, in words and in the contract.

    `inside` is the story that just brings it about, None where no figures do; `outside` the one
    that just does not, None where all do. `acted` tells it from the trail. `adds`: the first is
    paid more than the second.
    """

    what: str
    at: Place
    inside: Story | None
    outside: Story | None
    acted: Callable[[Told], bool]
    adds: bool = True


def edges(scale: Scale, remedy: Remedy, *, bonus: bool) -> Iterator[Edge]:
    """Every edge of a remedy, in the order of its stages. Raises `Untried`."""
    sizes, before = Sizes(scale, remedy, bonus=bonus), _earlier(scale, remedy)
    found = list(_of_rate(scale, sizes, remedy, before))
    yield from found
    paying = next((edge.inside[-1] for edge in found if edge.inside is not None), None)
    if paying is None or bonus:
        return
    if before:
        trigger = remedy.trigger
        assert trigger is not None
        what = f"failure {trigger.from_failure} in {trigger.in_}"
        at = trigger.at.of("from_failure")
        yield Edge(what, at, (*before, paying), (*before[1:], paying), is_due)
    elif remedy.repeat is not None:
        yield from _of_repeat(remedy.repeat, paying)


def _earlier(scale: Scale, remedy: Remedy) -> Story:
    """The failures that must come first, each as mild as can be."""
    failures = remedy.trigger.from_failure if remedy.trigger is not None else None
    if failures is None:
        return ()
    mild = first(scale.least, scale.most, scale.missed)
    return (scale.most if mild is None else mild,) * (failures - 1)


def _of_rate(scale: Scale, sizes: Sizes, remedy: Remedy, before: Story) -> Iterator[Edge]:
    rate, plain = remedy.rate, remedy.points is None
    for number, rung in enumerate(rate.ladder or (), 1):
        said = f"rung {number}, which pays {rung.pays}"
        inside, outside = _turn(scale, partial(sizes.reaches, rung), before)
        yield Edge(said, rung.at, inside, outside, paid_by(rung), plain)
    if rate.ladder:
        return
    if rate.flat is not None or rate.first is not None:
        key = "flat" if rate.flat is not None else "first"
        due = _fires(sizes, beyond=rate.first is not None)
        inside, outside = _turn(scale, due, before)
        yield Edge(f"the rate '{key}'", rate.at.of(key), inside, outside, is_due, plain)
    adds = plain and not sizes.in_proportion  # a second of a month may be less than a cent
    for step in sizes.tried:
        inside, outside = _turn(scale, partial(_is_counted, sizes, step), before)
        if inside is None and step > 1:
            break  # so large is no miss, or `at_most` says that no more is counted
        at = remedy.quantity.at if remedy.quantity is not None else rate.at
        yield Edge(f"step {step}", at, inside, outside, _steps(step), adds)
    if rate.forfeits_over is not None:
        most, at = Fraction(rate.forfeits_over.value), rate.at.of("forfeits_over")
        inside, outside = _turn(scale, lambda n: sizes.fires(n) and sizes.size(n) > most, before)
        acted = lambda told: _path(told.step("rate")) == at.path  # noqa: E731
        yield Edge(f"more than {rate.forfeits_over}", at, inside, outside, acted, plain)


def _fires(sizes: Sizes, *, beyond: bool) -> Callable[[int], bool]:
    """Whether a rate that is paid once is due; `first` once the quantity exceeds what is free."""
    return lambda n: sizes.fires(n) and (not beyond or sizes.exceeds(n))


def _is_counted(sizes: Sizes, step: int, n: int) -> bool:
    return sizes.fires(n) and _counts(sizes.steps(n), step)


def _counts(steps: Fraction, wanted: int) -> bool:
    """A first step that is counted in proportion begins at once."""
    return steps > 0 if wanted == 1 else steps >= wanted


def _turn(
    scale: Scale, acts: Callable[[int], bool], before: Story
) -> tuple[Story | None, Story | None]:
    """The figures with which something just acts, and the nearest with which it does not."""
    best, worst = acts(scale.least), acts(scale.most)
    if best and worst:
        return (*before, scale.most), None
    if worst:
        inside = first(scale.least, scale.most, acts)
        assert inside is not None
        return (*before, inside), (*before, inside - 1)
    if best:
        outside = first(scale.least, scale.most, lambda n: not acts(n))
        assert outside is not None
        return (*before, outside - 1), (*before, outside)
    return None, None


def _of_repeat(repeat: Repeat, paying: int) -> Iterator[Edge]:
    """The failures after the first; where a contract year begins anew is left to the calendar."""
    if "contract_year" in (str(repeat.when), repeat.reset):
        return
    rates = repeat.ladder or ()
    for number in range(_SECOND, (len(rates) or _SECOND) + 1):
        acted = _pays(rates[number - 1]) if rates else _multiplied
        adds = not rates or rates[number - 1].value > rates[number - 2].value
        at = repeat.at.of("ladder", number - 1) if rates else repeat.at.of("factor")
        story = (paying,) * number
        yield Edge(f"failure {number} in a row", at, story, story[1:], acted, adds)
        if number == _SECOND and (str(repeat.when) == "consecutive" or repeat.reset is not None):
            again = (paying, 0, paying)
            yield Edge("a failure after a met window", repeat.at, story, again, acted, adds)


def is_due(told: Told) -> bool:
    """Whether the remedy has a line, be it of nothing."""
    return bool(told.trail)


def paid_by(node: Node) -> Callable[[Told], bool]:
    """Whether the rate stage paid by this part of the contract."""
    return lambda told: _path(told.step("rate")) == node.at.path


def _path(step: TrailStep | None) -> object:
    return step.at.path if step is not None else None


def _steps(wanted: int) -> Callable[[Told], bool]:
    def acted(told: Told) -> bool:
        step = told.step("quantity")
        return step is not None and _counts(Fraction(step.amount_out.rstrip("s")), wanted)

    return acted


def _multiplied(told: Told) -> bool:
    step = told.step("repeat")
    return step is not None and step.amount_in != step.amount_out


def _pays(rate: Amount) -> Callable[[Told], bool]:
    """Whether this rate was paid in place of the first one; a time of service in whatever unit."""

    def acted(told: Told) -> bool:
        step = told.step("repeat")
        if step is None:
            return False
        try:
            paid = Amount(step.amount_out)
        except QuantityError:
            return True
        return paid.unit != rate.unit or paid.value == rate.value

    return acted
