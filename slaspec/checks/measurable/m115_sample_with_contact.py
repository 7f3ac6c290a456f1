"""Rule M115."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slaspec.checks.measurable.sample_texts import committed, given_texts, lines
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding, Span
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Scenario

_CONTACTS = {
    "an e-mail address": re.compile(
        r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
    ),
    "a telephone number": re.compile(r"(?<![\w+:.-])\+[1-9](?:[ ()/.-]{0,2}[0-9]){7,14}(?![\w:])"),
}


@rule(id="M115", name="sample-with-contact", severity="error", aspect="measurable")
def sample_with_contact(committed_records: DataSource | Scenario, book: Book) -> Iterator[Finding]:
    """
    Committed records show how to reach a person.

    What it does:
        Looks for e-mail addresses and international telephone numbers in the sample of a data
        source, and in the records that a scenario gives. The finding does not repeat them.

    Why:
        What is committed stays in the history of the repository, whoever may read it later. A
        person in a ticket has not agreed to that, and no target needs an address to be measured.

    Wrong:

        kind: DataSource
        sample: samples/export.csv
        ---
        # file: samples/export.csv
        number,opened,updated,state,priority
        jo.doe@acme.example,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        jo.doe@acme.example,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Right:

        kind: DataSource
        sample: samples/export.csv
        ---
        # file: samples/export.csv
        number,opened,updated,state,priority
        id-1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        id-1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        Regulation (EU) 2016/679 (GDPR), Article 5(1)(c): data minimisation.
    """
    if isinstance(committed_records, Scenario):
        for text, place in given_texts(committed_records):
            for what, _ in _contacts(text):
                yield finding_at(
                    place,
                    f"a record of the scenario holds {what}",
                    "write a made-up name instead, like person-1",
                )
    else:
        yield from _in_sample(committed_records, book)


def _in_sample(source: DataSource, book: Book) -> Iterator[Finding]:
    """One finding for each kind of contact, at the first."""
    sample = committed(source, book)
    found: dict[str, list[Span]] = {}
    for line, span in lines(*sample) if sample is not None else ():
        for what, column in _contacts(line):
            found.setdefault(what, []).append(span._replace(column=column))
    for what, places in found.items():
        more = f", and {len(places) - 1:,} more" if len(places) > 1 else ""
        yield Finding(
            rule="",
            severity="error",
            message=f"the sample holds {what}{more}",
            span=places[0],
            path=("sample", what),
            help="make the sample with slaspec sample: people become pseudonyms",
        )


def _contacts(text: str) -> Iterator[tuple[str, int]]:
    """What was found, and in which column."""
    for what, pattern in _CONTACTS.items():
        for match in pattern.finditer(text):
            yield what, match.start() + 1
