"""What a change may cost: on simulated months, with the replay of a history in brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.report.exposure_text import share_text
from slaspec.report.review_amounts import Amounts, compared
from slaspec.report.review_histogram import histogram_lines
from slaspec.report.review_outline import (
    Block,
    Chart,
    Group,
    Items,
    Part,
    Quoted,
    Section,
    Table,
    Words,
)
from slaspec.report.review_words import since
from slaspec.report.words import counted
from slaspec.rounding import rounded

if TYPE_CHECKING:
    from slaspec.remedies.distribution import Distribution
    from slaspec.review.review import Impact, Paired, Review, Streamed

HEADINGS = ("A month", "Before", "After", "Change")
FIGURES = (1, 2, 3)
LARGE_ERROR = Fraction(2, 100)  # of the expected difference


def money_section(review: Review) -> Section:
    """For each agreement what its remedies come to, before and after, on the same records."""
    groups = [_group(impact, Amounts.of(review, impact)) for impact in review.impacts]
    told = tuple(group for group in groups if len(group) > 1)
    return Section("What it may cost", "agreement", groups=told)


def by_target_section(review: Review) -> Section:
    """Expected amounts of each target by itself."""
    rows = [
        row for impact in review.impacts for row in _targets(impact, Amounts.of(review, impact))
    ]
    title = "Expected amounts by target"
    headings = ("Stream", "What", "Before", "After", "Change")
    return Section(
        title, "row", Table(title, headings, tuple(rows), (2, 3, 4), name=1), folded=True
    )


def _group(impact: Impact, amounts: Amounts) -> Group:
    """The parts of one agreement."""
    draft = since(None, draft=impact.draft)
    parts: list[Part] = [("Agreement ", Quoted(impact.agreement), draft, *_on(impact))]
    main, other = _streams(impact)
    for side in ("credit", "bonus"):
        rows = [_total(each, side) for each in (main, other)]
        if rows[0] is not None:
            parts.append(_table(impact, amounts, rows[0], rows[1], side))
            parts += _spread(rows[0], amounts)
    sentences = [*_sentences(impact, amounts, main)]
    return (*parts, Items(tuple(sentences))) if sentences else tuple(parts)


def _streams(impact: Impact) -> tuple[Streamed | None, Streamed | None]:
    """The stream whose figures are shown, and the one in brackets."""
    by_source = {each.source: each for each in impact.streams}
    simulated, replayed = by_source.get("simulation"), by_source.get("replay")
    return (simulated, replayed) if simulated else (replayed, None)


def _on(impact: Impact) -> Words:
    """On which records."""
    main, other = _streams(impact)
    if main is None:
        return ()
    brackets = ("; in brackets ", *_named(other)) if other else ()
    return (", on ", *_named(main), *brackets, ".")


def _named(stream: Streamed) -> Words:
    months = Quoted(stream.first), " to ", Quoted(stream.last)
    name: Words = (" of ", Quoted(stream.named)) if stream.named else ()
    records = f", {counted(stream.records, 'record')}"
    if stream.source == "replay":
        return (f"the replay{'' if name else ' of '}", *(name or months), *(
            (" (", *months, ")") if name else ()), records)  # fmt: skip
    return (f"{counted(stream.months, 'simulated month')}", *name, f", seed {stream.seed}")


def _total(stream: Streamed | None, side: str) -> Paired | None:
    """The row of the whole agreement; none where it never pays anything."""
    rows = stream.rows if stream else ()
    found = (row for row in rows if not row.target and row.side == side)
    return next((row for row in found if row.before.any or row.after.any), None)


def _table(
    impact: Impact, amounts: Amounts, main: Paired, other: Paired | None, side: str
) -> Table:
    rows = [_any(main, other)]
    figures: dict[str, Callable[[Distribution], Decimal | Fraction]] = {
        "median": lambda found: found.p50,
        "P90 (nine months of ten)": lambda found: found.p90,
        "worst": lambda found: found.worst,
        "expected": lambda found: found.expected,
    }
    for name, figure in figures.items():
        rows.append(_amounts(name, amounts, main, other, figure))
    if side == "credit" and (impact.maximum_before is not None or impact.maximum_after is not None):
        rows.append(_most(impact, amounts))
    if main.error is not None and amounts.shown and main.difference.expected:
        rows[4] = (*rows[4][:3], (f"{rows[4][3][0]} ± {amounts.figure(main.error)}",))
    return Table(f"{side.capitalize()}s a month", HEADINGS, tuple(rows), FIGURES)


def _any(main: Paired, other: Paired | None) -> tuple[Words, ...]:
    cells = [
        share_text(found.any) + (f" ({_of(again)})" if again else "")
        for found, again in (
            (main.before, other and other.before),
            (main.after, other and other.after),
        )
    ]
    return (("any at all",), (cells[0],), (cells[1],), (_points(main.after.any - main.before.any),))


def _of(found: Distribution) -> str:
    return f"{found.any * found.count} of {found.count:,}"


def _points(difference: Fraction) -> str:
    """A difference of shares in percentage points."""
    return f"{rounded(difference * 100, 1, 'half_even'):+f} pp" if difference else "unchanged"


def _amounts(
    name: str,
    amounts: Amounts,
    main: Paired,
    other: Paired | None,
    figure: Callable[[Distribution], Decimal | Fraction],
) -> tuple[Words, ...]:
    def cell(said: Callable[[Decimal | Fraction], str], found: Distribution, again: str) -> Words:
        return (said(figure(found)) + (f" ({again})" if again else ""),)

    shown = other if amounts.shown else None
    return (
        (name,),
        cell(amounts.before, main.before, amounts.figure(figure(shown.before)) if shown else ""),
        cell(amounts.after, main.after, amounts.figure(figure(shown.after)) if shown else ""),
        (_difference(amounts, figure(main.before), figure(main.after)),),
    )


def _difference(amounts: Amounts, before: Decimal | Fraction, after: Decimal | Fraction) -> str:
    return amounts.difference(Fraction(after) - Fraction(before))


def _most(impact: Impact, amounts: Amounts) -> tuple[Words, ...]:
    before, after = impact.maximum_before, impact.maximum_after
    return (
        ("at most, in a contract year",),
        (amounts.before(before),),
        (amounts.after(after),),
        (amounts.change(before, after),),
    )


def _spread(row: Paired, amounts: Amounts) -> Iterator[Part]:
    """How the amounts and their difference are spread over the months."""
    if not amounts.shown or not row.difference.any:
        return
    if row.bars_before and row.bars_after:
        title = f"{row.side.capitalize()}s of a month, before and after"
        yield Chart(title, row.bars_before, row.bars_after, amounts.currency)
    if row.bars_difference:
        yield (f"{row.side.capitalize()}s after less before, month by month:",)
        yield Block(tuple(histogram_lines(row.bars_difference, amounts.currency)))


def _sentences(impact: Impact, amounts: Amounts, main: Streamed | None) -> Iterator[Words]:
    total = _total(main, "credit")
    if total is not None and amounts.shown:
        yield from _sampling(total)
    if main is not None and total is None and _total(main, "bonus") is None:
        yield ("There are no amounts to be compared on these records.",)
    for stream in impact.streams:
        if not stream.exercised:
            yield (f"{_which(stream)} exercises this change.",)
    yield from _closed(impact, amounts)
    yield from _uncovered(impact, amounts)
    yield from (("The most in a contract year: ", Quoted(why)) for why in impact.why)
    yield from ((Quoted(why),) for why in impact.not_computed)


def _which(stream: Streamed) -> str:
    return "No record of the replay" if stream.source == "replay" else "No simulated record"


def _sampling(row: Paired) -> Iterator[Words]:
    """How sure the expected difference is."""
    if row.error is None or not row.difference.expected:
        return
    share = Fraction(row.error) / abs(row.difference.expected)
    said = f"± is one standard error of the mean difference: {share_text(share)} of it"
    more = "; with more months (--months) it is known better" if share > LARGE_ERROR else ""
    yield (f"{said}{more}.",)


def _closed(impact: Impact, amounts: Amounts) -> Iterator[Words]:
    """What the change does to windows that are over."""
    if not impact.closed:
        return
    windows = counted(len(impact.closed), "window")
    total = ""
    if impact.closed_difference:
        total = f": {amounts.difference(impact.closed_difference)}"
    over = "that ended before the day of this review would be settled otherwise"
    yield (f"⚠ {windows} {over}{total}.",)


def _uncovered(impact: Impact, amounts: Amounts) -> Iterator[Words]:
    before, after = impact.uncovered_before, impact.uncovered_after
    for name in {**before, **after}:
        was, now = before.get(name, Fraction(0)), after.get(name, Fraction(0))
        if was != now:
            yield (
                "No supplier returns, of the most in one window, for ",
                Quoted(name),
                f": {_from_to(amounts, was, now)}.",
            )


def _from_to(amounts: Amounts, was: Fraction | None, now: Fraction | None) -> str:
    if was is not None and now is not None and not amounts.shown:
        return f"{compared(now)} than before"
    return f"{_known(amounts.before, was)} before, {_known(amounts.after, now)} after"


def _known(said: Callable[[Fraction], str], amount: Fraction | None) -> str:
    return "what nobody can tell" if amount is None else said(amount)


def _targets(impact: Impact, amounts: Amounts) -> Iterator[tuple[Words, ...]]:
    for stream in impact.streams:
        for row in stream.rows:
            if row.target and (row.before.any or row.after.any):
                before, after = row.before.expected, row.after.expected
                what = f"{impact.agreement}#{row.target}"
                yield (
                    (stream.source,),
                    (Quoted(what), "" if row.side == "credit" else ", bonus"),
                    (amounts.before(before),),
                    (amounts.after(after),),
                    (_difference(amounts, before, after),),
                )
