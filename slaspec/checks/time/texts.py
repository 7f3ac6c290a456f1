"""The texts of an agreement in which hours can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


def texts_of(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    """Titles, descriptions, scope, contacts, duties and remarks, with their places."""
    for text, place in _all(agreement):
        if text:
            yield text, place


def _all(agreement: Agreement) -> Iterator[tuple[str | None, Place]]:
    yield agreement.title, agreement.at.of("title")
    yield agreement.description, agreement.at.of("description")
    yield agreement.contact_point, agreement.at.of("contact_point")
    for line in agreement.services or ():
        for position, said in enumerate(line.includes or ()):
            yield said, line.at.of("includes", position)
    for channel in agreement.support or ():
        yield channel.contact, channel.at.of("contact")
    for duty in (agreement.duties.provider if agreement.duties else None) or ():
        yield duty.text, duty.at.of("text")
    for definition in agreement.definitions or ():
        yield definition.means, definition.at.of("means")
    for target in agreement.targets or ():
        yield target.title, target.at.of("title")
        yield target.remark, target.at.of("remark")
    for metric in agreement.metrics or ():
        yield metric.title, metric.at.of("title")
        yield metric.definition, metric.at.of("definition")
    for purpose in agreement.purpose or ():
        yield purpose.value, purpose.at.of("value")
