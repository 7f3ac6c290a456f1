"""Rule D115."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Calendar, PriorityMatrix, Profile
from slaspec.language.model.node import Place
from slaspec.language.model.profile import TicketFlow


@rule(id="D115", name="profile-names-unknown", severity="error", aspect="document")
def profile_names_unknown(profile: Profile, book: Book) -> Iterator[Finding]:
    """
    A profile names a service, component, calendar, matrix, level or priority that is not there.

    What it does:
        Looks up services and components in the catalogues, the calendar and the matrix in the
        book, levels and priorities in the matrix (without one: priorities in any matrix).

    Why:
        Simulated records of a service that no target measures look like a quiet month.

    Wrong:

        kind: Profile
        outages:
          per_year: 24
          components: {wann: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Right:

        kind: Profile
        outages:
          per_year: 24
          components: {wan: 100%}
          classes: {down: {share: 100%, duration: {p50: 1h}}}

    Source:
        ISO/IEC 20000-1:2018, 8.2.4: services are those of the catalogue.
    """
    known = index(book)
    if profile.outages is not None:
        parts = {*known.components, *known.services}
        at = profile.outages.at.of("components")
        yield from _unknown(profile.outages.components, parts, at, "components")
    if (flow := profile.tickets) is not None:
        yield from _unknown(flow.services, known.services, flow.at.of("services"), "services")
        if flow.holidays is not None:
            calendars = [each.id for each in book.of(Calendar)]
            at = flow.holidays.at.of("calendar")
            yield from _unknown([flow.holidays.calendar], calendars, at, "calendars", key=False)
        yield from _of_matrix(flow, book)


def _of_matrix(flow: TicketFlow, book: Book) -> Iterator[Finding]:
    matrices = {each.id: each for each in book.of(PriorityMatrix)}
    if flow.matrix is not None:
        at = flow.at.of("matrix")
        yield from _unknown([flow.matrix], matrices, at, "priority matrices", key=False)
    meant = [one for id, one in matrices.items() if flow.matrix in (None, id)]
    priorities = {each.id for matrix in meant for each in matrix.priorities}
    yield from _unknown(flow.priorities, priorities, flow.at.of("priorities"), "priorities")
    impacts = {each.id for matrix in meant for each in matrix.impact}
    urgencies = {each.id for matrix in meant for each in matrix.urgency}
    yield from _unknown(flow.levels or (), impacts, flow.at.of("levels"), "levels of impact")
    for impact, row in (flow.levels or {}).items():
        yield from _unknown(row, urgencies, flow.at.of("levels", impact), "levels of urgency")
    if (changed := flow.reclassified) is not None:
        at = changed.at.of("changes")
        yield from _unknown(changed.changes, flow.priorities, at, "priorities")
        for name, shares in changed.changes.items():
            yield from _unknown(shares, flow.priorities, at.of(name), "priorities")


def _unknown(
    said: Iterable[str], known: Iterable[str], at: Place, what: str, *, key: bool = True
) -> Iterator[Finding]:
    names = set(known)
    for name in said:
        if names and name not in names:
            sentence = f"'{name}' is none of the {what}"
            place = at.of(name) if key else at
            yield finding_at(place, sentence, instead_of(name, names, what), at_key=key)
