"""For which measured values a change makes a difference, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.report.review_outline import Items, Quoted, Section, Words, listed
from slaspec.report.review_words import measured, place_of, since

if TYPE_CHECKING:
    from slaspec.review.review import Region, Review


def regions_section(review: Review) -> Section:
    """One sentence for each objective and range of values."""
    return Section(
        "Measured values for which it makes a difference",
        "range",
        groups=tuple((Items((each,)),) for each in _sentences(review.regions)),
    )


def _sentences(regions: Iterable[Region]) -> Iterator[Words]:
    """A sentence for each range; one for all objectives for which one reason bars a range."""
    told: dict[object, list[Region]] = {}
    for region in regions:
        barred = not (region.before or region.after)
        about = (region.document, region.differs, region.remedy, region.why)
        key = (*about, region.effective, region.draft) if barred else region
        told.setdefault(key, []).append(region)
    for first, *others in told.values():
        yield _sentence(first, others)


def _sentence(region: Region, others: Sequence[Region] = ()) -> Words:
    place: Words = (Quoted(place_of(region.document, (region.target, region.objective))),)
    if others:
        place = listed([place, *((Quoted(f"{each.target}/{each.objective}"),) for each in others)])
    of: Words = (" of ", Quoted(region.remedy)) if region.remedy else ()
    later = since(region.effective, draft=region.draft)
    why: Words = (": ", Quoted(region.why)) if region.why else ()
    head: Words = (*place, f" ({region.differs}", *of, ")", *((later,) if later else ()))
    if not (region.before or region.after):
        return (*head, ", cannot be told for single values", *why)
    before, after = (Quoted(each or "nothing") for each in (region.before, region.after))
    values = Quoted(interval(region))
    said: Words = (*head, ", ", values, ": ", before, " before, ", after, " after")
    return said if region.exact else (*said, "; this is not all of it", *why)


def interval(region: Region) -> str:
    """`from 99.9% to below 99.95%`, `above 4h, up to 5h`, `any value`."""
    return " ".join(_ends(region)) or "any value"


def _ends(region: Region) -> Iterator[str]:
    low, high = region.low, region.high
    if low is not None and low == high:
        yield f"exactly {measured(low, region.unit)}"
        return
    if low is not None:
        word = "from" if region.low_included else "above"
        yield f"{word} {measured(low, region.unit)}"
    if high is not None:
        word = "to" if region.high_included else "to below"
        yield f"{word if low is not None else 'up ' + word} {measured(high, region.unit)}"
