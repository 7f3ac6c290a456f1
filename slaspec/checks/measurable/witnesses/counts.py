"""How many of so many records may miss, worked out from the text of the contract."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.measure.plan import Answers
from slaspec.rounding import rounded

MOST_RECORDS = 10_000


def allowed_misses(count: int, share: Fraction, answers: Answers) -> int:
    """
    The most records of `count` that may miss while the window is still met.

    Up to `few_events.up_to` the agreed count decides, else the share, read exactly: 90 % of 10
    allows one. Agreed rounding of the measured value may allow more, but only where the share
    itself has no more decimals than are kept; it is not the target that was signed otherwise.
    """
    few = answers.few_events
    if few is not None and count <= few.up_to:
        return min(few.allow_misses, count)
    misses = int(count * (1 - share))
    while misses < count and keeps_share(Fraction(count - misses - 1, count), share, answers):
        misses += 1
    return misses


def keeps_share(value: Fraction, share: Fraction, answers: Answers) -> bool:
    """
    Whether a measured share keeps the one that was signed, rounded as agreed.

    Rounding to fewer decimals than the share has is not agreed on: it moves the target itself.
    """
    rule = answers.round_measured
    if rule is not None and _is_kept(share, rule):
        return _rounded(value, rule) >= share
    return value >= share


def _is_kept(share: Fraction, rule: RoundMeasured) -> bool:
    """Whether the share can be written with the decimals to which the value is rounded."""
    kept: Fraction = share * 100 * 10**rule.places
    return kept.denominator == 1


def _rounded(value: Fraction, rule: RoundMeasured) -> Fraction:
    return Fraction(rounded(value * 100, rule.places, rule.mode)) / 100


def sharpest_count(share: Fraction, answers: Answers) -> int | None:
    """
    The smallest number of records at which the share itself is tried: it can be hit exactly.

    90 % needs 10 records, 99.9 % a thousand; a value that is rounded needs more, so that one
    record is less than what is rounded off. It is above `few_events.up_to` and not below
    `minimum_sample`; at most `MOST_RECORDS` where the share has more decimals. None where even
    that many are judged by a count or not at all.
    """
    few, rule = answers.few_events, answers.round_measured
    least = max(1, answers.minimum_sample, few.up_to + 1 if few is not None else 1)
    step = share.denominator
    if rule is not None and lcm(step, 1000 * 10**rule.places) <= MOST_RECORDS:
        step = lcm(step, 1000 * 10**rule.places)
    exact = -(-least // step) * step
    count = min(exact, MOST_RECORDS)
    return count if count >= least else None


def smallest_count(answers: Answers) -> int | None:
    """The smallest number of records, judged by whatever rule, of which one miss more decides."""
    least = max(1, answers.minimum_sample)
    few = answers.few_events
    if few is not None and least <= few.up_to:
        least = max(least, few.allow_misses + 1)
    return least if least <= MOST_RECORDS else None


def few_count(answers: Answers) -> int | None:
    """The largest number of records that is judged by a count and can be missed; None without."""
    few = answers.few_events
    if few is None or few.allow_misses >= few.up_to or few.up_to > MOST_RECORDS:
        return None
    return few.up_to if few.up_to >= max(1, answers.minimum_sample) else None
