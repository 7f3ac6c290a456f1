"""Where an agreement names a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.leaves import own_handling
from slaspec.checks.once import once
from slaspec.checks.targets import objectives, used_remedies
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Calendar
from slaspec.language.model.metric import AvailabilityMetric, DurationMetric
from slaspec.language.model.node import Place

ALWAYS = "24x7"


@once
def calendars_named(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    """Ids of calendars with the places where they are named, `24x7` left out."""
    for id, place in _named(agreement):
        if id is not None and id != ALWAYS:
            yield id, place


def _named(agreement: Agreement) -> Iterator[tuple[str | None, Place]]:
    for target in agreement.targets or ():
        for _, objective in objectives(target):
            yield objective.hours, objective.at.of("hours")
    for metric in agreement.metrics or ():
        if isinstance(metric, DurationMetric | AvailabilityMetric):
            yield metric.hours, metric.at.of("hours")
    for exclusion in agreement.exclusions or ():
        yield exclusion.hours, exclusion.at.of("hours")
    for channel in agreement.support or ():
        yield channel.hours, channel.at.of("hours")
    for own in own_handling(agreement):
        yield own.hours, own.at.of("hours")
    for answers in (agreement.interpretation, *used_remedies(agreement)):
        if answers is not None and answers.day_periods is not None:
            yield answers.day_periods.calendar, answers.day_periods.at.of("calendar")


def calendars_used(agreement: Agreement, book: Book) -> Iterator[Calendar]:
    """The calendars that an agreement names and that there are, each once."""
    for id in dict.fromkeys(id for id, _ in calendars_named(agreement)):
        calendar = book.get(id, Calendar)
        if calendar is not None:
            yield calendar
