"""Time that the leaves excuse beyond the objective is named, with changes that are enough."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.backing.build import proof, up, up_leaf, up_sla

HOSTING, PLATFORM = "vendor-uc#up", "platform-uc#up"


def work(id, at_most, **more):
    """Maintenance of at most so long a month."""
    return {
        "id": id,
        "cause": "maintenance",
        "at_most": at_most,
        "per": "month",
        "on_availability": "numerator",
        **more,
    }


def leaf(id, level, at_most):
    """A supplier who may work so long."""
    name = f"{id}-work"
    return up_leaf(id, level, up(exclusions=[name]), exclusions=[work(name, at_most)])


def found(ours="4h", level="99.8%", vendor="3h", platform="2h"):
    """
    Two suppliers of 99.9 % in a series behind one objective.

    February has 672h: 0.2 % of it are 1.344h. Each hour more takes 1/672 of it.
    """
    sla = up_sla(
        [HOSTING, PLATFORM], level, up(exclusions=["planned"]), exclusions=[work("planned", ours)]
    )
    return proof(sla, leaf("vendor", "99.9%", vendor), leaf("platform", "99.9%", platform))


def test_the_hour_that_nobody_answers_for_is_named():
    """3h and 2h are excused behind it, 4h here: one hour of a month counts here alone."""
    shown = found()

    assert ("not_backed", Fraction(998, 1000) - Fraction(1, 672)) == (
        shown.verdict,
        shown.guaranteed,
    )
    assert (
        "; of maintenance vendor-uc#up 3h (vendor-work) and platform-uc#up 2h (platform-work) are"
        " excused behind it, 5h together, here 4h (planned): 1h counts here, and behind it nobody"
        " answers for it" in shown.reason.sentence
    )


def test_each_repair_is_named_in_the_words_of_the_contract():
    """One hour more here, or one hour less in either contract."""
    assert [
        "at_most: 5h per month in planned here",
        "at_most: 2h per month in vendor-work of vendor-uc#up",
        "at_most: 1h per month in platform-work of platform-uc#up",
        "at most 99.6511% promised here",
    ] == [repair.sentence for repair in found().repairs]


@pytest.mark.parametrize("change", [{"ours": "5h"}, {"vendor": "2h"}, {"platform": "1h"}])
def test_each_repair_is_enough(change):
    """Computed again with the change, it is backed."""
    assert "backed" == found(**change).verdict


def test_a_change_that_is_not_enough_is_not_offered():
    """At 99.9 % each behind 99.9 % it does not help to excuse the hour."""
    assert [] == [repair.kind for repair in found(level="99.9%").repairs if repair.kind != "level"]


def test_nothing_is_said_where_the_excused_time_fits():
    """What is too low for another reason says nothing of exclusions."""
    assert "excused" not in found(ours="5h", level="99.9%").reason.sentence
