"""
A few simulated tickets as a person reads them: with a caller and a summary in words.

The words are Faker's, seeded by the number of the ticket and the seed of the stream, so that a
row keeps its words whatever else is looked at. They are for the eye: no figure depends on them.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from slaspec.records.tickets import ABSENT, STATES
from slaspec.service_time.civil import format_local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faker import Faker

    from slaspec.language.quantities import Zone
    from slaspec.records.tickets import Tickets

_LOCALE = "en_US"


class ReadableTicket(NamedTuple):
    """One ticket in words; times are on the clock of a zone."""

    id: str
    reported: str
    priority: str
    service: str
    state: str
    caller: str
    summary: str


def rows_for_reading(
    tickets: Tickets, zone: Zone, seed: int, most: int = 20, locale: str = _LOCALE
) -> list[ReadableTicket]:
    """The first `most` tickets with invented callers and summaries."""
    from faker import Faker

    return list(islice(_rows(tickets, zone, seed, Faker(locale)), most))


def _rows(tickets: Tickets, zone: Zone, seed: int, words: Faker) -> Iterator[ReadableTicket]:
    for i, reported in enumerate(tickets.stamps["reported"].tolist()):
        words.seed_instance(_seed_of(seed, tickets.ids[i]))
        priority = int(tickets.priority_final[i])
        yield ReadableTicket(
            id=tickets.ids[i],
            reported=format_local(reported, zone) if reported != ABSENT else "",
            priority=tickets.priorities[priority] if priority >= 0 else "",
            service=tickets.services[int(tickets.service[i])],
            state=STATES[int(tickets.last_state[i])],
            caller=words.name(),
            summary=words.sentence(nb_words=6),
        )


def _seed_of(seed: int, id: str) -> int:
    """The same on every machine, unlike `hash`."""
    return int.from_bytes(hashlib.sha256(f"{seed}\0{id}".encode()).digest()[:8], "big")
