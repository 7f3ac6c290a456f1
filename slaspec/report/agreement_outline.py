"""The full text of an agreement as numbered parts and lines, whatever they are printed as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from slaspec.language.book import SECTIONS
from slaspec.language.in_words import key_words, said
from slaspec.language.model import Parties, ServiceCatalogue
from slaspec.language.structure import unstructure
from slaspec.report.agreement_words import title_of

if TYPE_CHECKING:
    from slaspec.language.model import Agreement, Amendment, Calendar
    from slaspec.language.model.amendment import Change
    from slaspec.language.model.calendar import ClosedDate, OpenException
    from slaspec.use_cases.show import Shown

_NAMES = ("id", "service", "component", "term", "channel", "value")


class Line(NamedTuple):
    """One clause: its depth below the part, its number (empty where it has none), its words."""

    depth: int
    number: str
    text: str


class Part(NamedTuple):
    """A part of the text: number, heading, where it stands, and its lines."""

    number: str
    title: str
    source: str
    lines: tuple[Line, ...]


def head(shown: Shown) -> Iterator[str]:
    """Title, version, parties, term, signatures, and what the text is made of."""
    agreement = shown.agreement
    yield agreement.title
    yield f"{agreement.kind} {agreement.id}, version {agreement.version}, {_standing(shown)}"
    if agreement.parties is not None:
        sides = agreement.parties
        yield (
            f"Between {_name(shown, sides.provider)}, provider, and"
            f" {_name(shown, sides.customer)}, customer"
        )
    yield f"Term {said(unstructure(agreement.effective))}"
    if agreement.signatures:
        yield _signed(shown, agreement)
    if agreement.transcribed_from is not None:
        yield f"Transcribed from {said(unstructure(agreement.transcribed_from))}"
    if shown.terms is not None:
        terms = shown.terms
        yield f"On general terms {terms.id}, version {terms.version}: {terms.title}"


def _standing(shown: Shown) -> str:
    """Whether this is the text in force on the date, or before or after the term."""
    term = shown.agreement.effective
    if shown.as_of < term.from_.value:
        return f"as it will be in force from {term.from_} on (on {shown.as_of} it is not yet)"
    if term.ends is not None and shown.as_of > term.ends.value:
        return f"as it was in force until {term.ends} (on {shown.as_of} it is not any more)"
    return f"as in force on {shown.as_of}"


def _signed(shown: Shown, signed: Agreement | Amendment) -> str:
    people = {p.id: p.name for parties in shown.book.of(Parties) for p in parties.people or ()}
    each = (
        f"for {one.party} by {people.get(one.by, one.by)} on {one.date}"
        for one in signed.signatures or ()
    )
    return "Signed " + ", ".join(each)


def _name(shown: Shown, id: str) -> str:
    for parties in shown.book.of(Parties):
        for organisation in parties.organisations:
            if organisation.id == id:
                return f"{organisation.name} ({id})"
    return id


def parts(shown: Shown) -> Iterator[Part]:
    """The sections in the order of the language; then amendments, deviations, words quoted."""
    sections = [section for section in SECTIONS if section in shown.data]
    for number, section in enumerate(sections, 1):
        lines = tuple(_lines(shown, section, shown.data[section], str(number)))
        yield Part(str(number), title_of(section), _source(shown, section), lines)
    annexes = (
        ("Amendments in this text", tuple(_amendments(shown))),
        ("Amendments to come", tuple(_to_come(shown))),
        ("Deviations from the general terms", tuple(_deviations(shown))),
        ("Words quoted", tuple(_quoted(shown))),
    )
    filled = ((title, lines) for title, lines in annexes if lines)
    for letter, (title, lines) in zip("ABCD", filled, strict=False):
        yield Part(letter, title, "", lines)


def _source(shown: Shown, section: str) -> str:
    if section in shown.from_terms and shown.terms is not None:
        return f"general terms {shown.terms.id} {shown.terms.version}"
    return ""


def _lines(shown: Shown, section: str, data: Any, number: str) -> Iterator[Line]:
    """The clauses of a section, each with its own number, or that of the contract."""
    if isinstance(data, Mapping):
        for i, (key, held) in enumerate(data.items(), 1):
            below = held if isinstance(held, list) and _mappings(held) else []
            words = key_words(key) if below else f"{key_words(key)}: {said(held)}"
            yield Line(0, f"{number}.{i}", words + _mark(shown, section, key))
            for entry in below:
                yield Line(1, "", _entry_words(dict(entry))[1])
    elif isinstance(data, list) and _mappings(data):
        for i, entry in enumerate(data, 1):
            yield from _entry(shown, section, dict(entry), f"{number}.{i}")
    else:
        yield Line(0, "", said(data) + _mark(shown, section))


def _entry(shown: Shown, section: str, entry: dict[str, Any], number: str) -> Iterator[Line]:
    clause = entry.pop("clause", None)
    below = entry.pop("objectives", {})
    if section == "targets":
        entry["metric"] = _with_title(shown, entry["metric"])
    name, words = _entry_words(entry)
    here = f"clause {clause}" if clause else number
    yield Line(0, here, words + _mark(shown, section, name))
    for priority, objective in below.items():
        title = _priority_title(shown, priority)
        promise = f"{priority}{f' ({title})' if title else ''}: {said(objective)}"
        yield Line(1, "", promise + _mark(shown, section, name, "objectives", priority))


def _mappings(entries: list[Any]) -> bool:
    return any(isinstance(entry, Mapping) for entry in entries)


def _entry_words(entry: dict[str, Any]) -> tuple[str, str]:
    """The name of an entry of a list (empty where it has none), and all that it says."""
    key = next((key for key in _NAMES if key in entry), None)
    name = str(entry.pop(key)) if key else ""
    return name, f"{name}: {said(entry)}" if name and entry else name or said(entry)


def _with_title(shown: Shown, metric: str) -> str:
    titles = {each.id: each.title for each in shown.agreement.metrics or ()}
    title = titles.get(metric)
    return f"{metric} ({title})" if title else metric


def _priority_title(shown: Shown, priority: str) -> str | None:
    ranked = shown.matrix.priorities if shown.matrix else ()
    return next((each.title for each in ranked if each.id == priority), None)


def _mark(shown: Shown, *clause: str) -> str:
    """Which amendments changed a clause, by the steps that lead to it, and from when on."""
    changed = [
        f"{amendment.id} from {amendment.begins}"
        for amendment in shown.amendments
        if any(_touches(change, clause) for change in amendment.changes)
    ]
    return f" [amended: {', '.join(changed)}]" if changed else ""


def _touches(change: Change, clause: tuple[str, ...]) -> bool:
    steps = change.steps
    if len(clause) == 2 and steps[0] == "targets" and steps[2:3] == ("objectives",):
        return False  # it is marked at the objective
    depth = min(len(steps), len(clause))
    return steps[:depth] == clause[:depth]


def _amendments(shown: Shown) -> Iterator[Line]:
    for amendment in shown.amendments:
        yield from _amendment(shown, amendment, f"in force from {amendment.begins}")


def _to_come(shown: Shown) -> Iterator[Line]:
    for text in shown.to_come:
        what = "a draft, not signed by all, from" if text.draft else "in force from"
        yield from _amendment(shown, text.amendments[-1], f"{what} {text.begins}")


def _amendment(shown: Shown, amendment: Amendment, when: str) -> Iterator[Line]:
    versions = f"version {amendment.amends.version} becomes {amendment.version}"
    yield Line(0, "", f"{amendment.id}: {amendment.title}; {versions}, {when}")
    if amendment.signatures:
        yield Line(1, "", _signed(shown, amendment))
    if amendment.retroactive is not None:
        yield Line(1, "", f"retroactive: {amendment.retroactive}")
    for change in amendment.changes:
        clause = f"clause {change.clause}" if change.clause else ""
        yield Line(1, clause, f"{change.at_}: {_told(change)}")


def _told(change: Change) -> str:
    if change.adds is not None:
        return f"added: {said(change.adds)}"
    if change.removes is not None:
        return f"removed: {said(change.removes)}"
    return f"{said(change.was)} becomes {said(change.becomes)}"


def _deviations(shown: Shown) -> Iterator[Line]:
    for where, says, terms_say in shown.deviations:
        instead = "" if terms_say is None else f" instead of {said(terms_say)}"
        yield Line(0, "", f"{where}: {'nothing' if says is None else said(says)}{instead}")


def _quoted(shown: Shown) -> Iterator[Line]:
    """What the words of the text mean that stand in other documents."""
    yield from _services(shown)
    if shown.matrix is not None:
        matrix = shown.matrix
        yield Line(0, "", f"Priorities {matrix.id}: {matrix.title}")
        for priority in matrix.priorities:
            words = {k: v for k, v in unstructure(priority).items() if k != "id"}
            yield Line(1, "", f"{priority.id}: {said(words)}" if words else priority.id)
        for kind, levels in (("impact", matrix.impact), ("urgency", matrix.urgency)):
            for level in levels:
                yield Line(1, "", f"{kind} {level.id}: {level.text}")
        for impact, row in matrix.table.items():
            reads = ", ".join(f"{urgency} {priority}" for urgency, priority in row.items())
            yield Line(1, "", f"impact {impact} with urgency: {reads}")
    for calendar in shown.calendars:
        yield from _calendar(calendar, shown.agreement)


def _services(shown: Shown) -> Iterator[Line]:
    wanted = {line.service for line in shown.agreement.services or ()}
    for catalogue in shown.book.of(ServiceCatalogue):
        for service in catalogue.services:
            if service.id in wanted:
                words = {k: v for k, v in unstructure(service).items() if k not in ("id", "title")}
                yield Line(0, "", f"Service {service.id}: {service.title}")
                for key, held in words.items():
                    yield Line(1, "", f"{key_words(key)}: {said(held)}")


def _calendar(calendar: Calendar, agreement: Agreement) -> Iterator[Line]:
    """The weekly hours, and what differs on dates within the term."""
    begins, ends = agreement.effective.from_.value, agreement.effective.ends
    yield Line(0, "", f"Hours {calendar.id}: {calendar.title} ({calendar.timezone})")
    for days, hours in calendar.open.items():
        yield Line(1, "", f"{days}: {', '.join(map(str, hours))}")
    for key in ("closed", "exceptions"):
        listed = [
            " ".join(filter(None, (str(day.date), _opening(day), day.name)))
            for day in getattr(calendar, key) or ()
            if begins <= day.date.value and (ends is None or day.date.value <= ends.value)
        ]
        if listed:
            yield Line(1, "", f"{key} within the term: {', '.join(listed)}")
    for key in ("holiday_rule", "valid"):
        held = getattr(calendar, key)
        if held is not None:
            yield Line(1, "", f"{key_words(key)}: {said(unstructure(held))}")


def _opening(day: ClosedDate | OpenException) -> str:
    return " and ".join(map(str, getattr(day, "open", ())))
