"""Rule T012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.hours import ALWAYS
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import objectives
from slaspec.checks.time.round_the_clock import IN_WORDS, is_always
from slaspec.checks.time.texts import texts_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.target import Target


@rule(id="T012", name="round-the-clock-in-words", severity="warning", aspect="time")
def round_the_clock_in_words(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A text says "24/7", and the hours beside it say something else, or nothing.

    What it does:
        Looks for "24/7", "24x7", "around the clock" and their like in the titles and texts of
        SLAs, OLAs and UCs. A support channel and a target are compared with their own hours, any
        other text with all hours of the agreement: `24x7` must be among them.

    Why:
        "24/7 support" in a title sells the contract, and `hours: office` decides the dispute. Only
        hours that are written as hours are counted.

    Wrong:

        support: [{channel: phone, contact: "24/7 hotline", hours: office, targets: [resolution]}]

    Right:

        support: [{channel: phone, contact: "24/7 hotline", hours: 24x7, targets: [resolution]}]

    Source:
        A request to the Zammad project (issue 390) read "48 hours" as two days; the calendar made
        six of them.
    """
    for text, place in texts_of(agreement):
        said = IN_WORDS.search(text)
        if said is None:
            continue
        hours = _hours_beside(agreement, place)
        others = sorted(each for each in hours if not is_always(each, book))
        all_must_be = place.path[0] in ("support", "targets")
        if not hours or len(others) == len(hours) or (all_must_be and others):
            yield finding_at(
                place,
                f"the text says '{said[0]}', and its hours are {', '.join(others) or 'not said'}",
                f"write hours: {ALWAYS}, or drop '{said[0]}' from the text",
            )


def _hours_beside(agreement: Agreement, place: Place) -> set[str]:
    """The hours of the channel or the target of a text, or all hours of the agreement."""
    channels, targets = agreement.support or (), agreement.targets or ()
    match place.path:
        case ("support", int(position), *_):
            return {channels[position].hours}
        case ("targets", int(position), *_):
            return _hours_of(targets[position], agreement)
    of_targets = (hours for target in targets for hours in _hours_of(target, agreement))
    return {*(channel.hours for channel in channels), *of_targets}


def _hours_of(target: Target, agreement: Agreement) -> set[str]:
    metric = next((each for each in agreement.metrics or () if each.id == target.metric), None)
    own: str | None = getattr(metric, "hours", None)
    each = (objective.hours or own for _, objective in objectives(target))
    return {hours for hours in each if hours is not None}
