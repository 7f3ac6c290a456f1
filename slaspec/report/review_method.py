"""On which records a review stands: flipped windows with their tickets, and how it was computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.review_outline import Items, Quoted, Section, Table, Words, listed
from slaspec.report.words import counted

if TYPE_CHECKING:
    from slaspec.review.review import Flip, Impact, Review, Streamed

HEADINGS = ("Stream", "Window", "Objective", "Before", "After", "Records that decide")


def flips_section(review: Review) -> Section:
    """The windows whose verdict is another one, with the tickets that make the difference."""
    rows = tuple(row for impact in review.impacts for row in _flips(impact))
    title = "Windows whose verdict is another one"
    return Section(title, "window", Table(title, HEADINGS, rows, name=2), folded=True)


def method_section(review: Review) -> Section:
    """Streams, seeds, counts, remarks and versions: what one needs to compute it again."""
    sentences = [
        sentence
        for impact in review.impacts
        for stream in impact.streams
        for sentence in _stream(impact, stream)
    ]
    sentences += [(Quoted(f"{name}: {value}"),) for name, value in review.run.items()]
    groups = tuple((Items((sentence,)),) for sentence in sentences)
    return Section("Method, seeds and versions", "line", groups=groups, folded=True)


def _flips(impact: Impact) -> Iterator[tuple[Words, ...]]:
    yield from (_flip(impact, "closed window", flip) for flip in impact.closed)
    for stream in impact.streams:
        yield from (_flip(impact, stream.source, flip) for flip in stream.flips)


def _flip(impact: Impact, where: str, flip: Flip) -> tuple[Words, ...]:
    return (
        (where,),
        (Quoted(flip.window),),
        (Quoted(f"{impact.agreement}#{flip.target}/{flip.objective}"),),
        (Quoted(flip.before or "–"),),
        (Quoted(flip.after or "–"),),
        _records(flip),
    )


def _records(flip: Flip) -> Words:
    more = [(f"{flip.more:,} more",)] if flip.more else []
    return listed([*((Quoted(record),) for record in flip.records), *more]) or ("–",)


def _stream(impact: Impact, stream: Streamed) -> Iterator[Words]:
    seed = "" if stream.seed is None else f", seed {stream.seed}"
    read = f"{counted(stream.months, 'month')}, {counted(stream.records, 'record')}{seed}"
    read += f", {stream.touched:,} of them judged otherwise" if stream.touched else ""
    named: Words = (" ", Quoted(stream.named)) if stream.named else ()
    months: Words = (" from ", Quoted(stream.first), " to ", Quoted(stream.last))
    yield (Quoted(impact.agreement), f": {stream.source}", *named, *months, f": {read}")
    yield from ((Quoted(impact.agreement), ": ", Quoted(each)) for each in stream.remarks)
