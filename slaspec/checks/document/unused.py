"""What is defined and used: by the targets of an agreement, and by all agreements of a book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from slaspec.checks.backed.leaves import leaves, promises
from slaspec.checks.hours import calendars_named
from slaspec.checks.index import index
from slaspec.checks.rule import has_its_terms
from slaspec.checks.targets import used_remedies
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource, Parties

Used = Mapping[str, frozenset[str]]
OF_TARGETS = ("metrics", "exclusions", "remedies", "backing")


def used_in(agreement: Agreement) -> Used:
    """The ids that something in an agreement needs, by the section where they are defined."""
    trees = (leaf for promise in promises(agreement) for leaf in leaves(promise) if leaf.is_tree)
    return {
        "metrics": frozenset(target.metric for target in agreement.targets or ()),
        "exclusions": frozenset(
            id for metric in agreement.metrics or () for id in metric.exclusions or ()
        ),
        "remedies": frozenset(remedy.id for remedy in used_remedies(agreement)),
        "backing": frozenset(leaf.refers_to for leaf in trees),
    }


def used_of_terms(book: Book) -> Mapping[str, Used]:
    """
    The same for the agreements that use each of the Terms, together; by the id of the Terms.

    Terms that define nothing of the kind are left out.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for agreement in index(book).agreements:
        terms = book.terms_of(agreement)
        if terms is not None and any(getattr(terms, section) for section in OF_TARGETS):
            together = found.setdefault(terms.id, defaultdict(set))
            for section, ids in used_in(agreement).items():
                together[section] |= ids
    return {id: {k: frozenset(v) for k, v in each.items()} for id, each in found.items()}


def documents_used(book: Book) -> set[str]:
    """Ids of the calendars, sources, matrices and Terms that some agreement names."""
    return {id for agreement in index(book).agreements for id in _documents(agreement) if id}


def _documents(agreement: Agreement) -> Iterator[str | None]:
    yield agreement.priorities
    yield agreement.terms.use if agreement.terms else None
    yield from (id for id, _ in calendars_named(agreement))
    yield from (metric.source for metric in agreement.metrics or ())
    yield from (line.charge.source for line in agreement.services or () if line.charge)
    if (statement := agreement.statement) is not None:
        yield statement.prevails
        yield statement.cross_check


def organisations_used(book: Book) -> set[str]:
    """Ids of the organisations that are named anywhere."""
    found = {id for agreement in index(book).agreements for id in _organisations(agreement) if id}
    for parties in book.of(Parties):
        found |= {each.part_of for each in parties.organisations if each.part_of}
        found |= {person.organisation for person in parties.people or ()}
    return found


def _organisations(agreement: Agreement) -> Iterator[str | None]:
    if (parties := agreement.parties) is not None:
        yield from (parties.provider, parties.customer, parties.measured_by)
        yield from parties.beneficiaries or ()
    yield from (signature.party for signature in agreement.signatures or ())
    yield from (answer.party for answer in agreement.answers_for or ())
    yield from agreement.reporting.to if agreement.reporting else ()
    if (governance := agreement.governance) is not None:
        yield from (id for meeting in governance.meetings or () for id in meeting.with_)
        yield from (consultation.with_ for consultation in governance.consultations or ())


def components_used(book: Book) -> set[str]:
    """Ids of the components that a service, a metric, a party or a source names."""
    found = {c for service in index(book).services.values() for c in service.components or ()}
    for agreement in index(book).agreements:
        found |= {answer.component for answer in agreement.answers_for or ()}
        found |= {getattr(metric, "of", None) or "" for metric in agreement.metrics or ()}
    for source in book.of(DataSource):
        found |= {*(source.components or ())}
    return found


def any_fault(book: Book) -> bool:
    """Whether a file could not be read, or Terms are not there: nobody knows what is used there."""
    if any(file.contract is None for file in book.files):
        return True
    return not all(has_its_terms(agreement, book) for agreement in book.of(Agreement))
