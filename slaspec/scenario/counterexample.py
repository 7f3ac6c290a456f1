"""
The counterexample of a proof as a scenario: every OLA and UC is met, the SLA is missed.

    proof -> records -> measured by the engine -> expected verdicts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from slaspec.backing.draft import Draft, draft_of
from slaspec.backing.library import Library, library
from slaspec.backing.promise import ALL, Promise
from slaspec.backing.proof import prove
from slaspec.backing.result import Proof, Reason
from slaspec.backing.tree import backed_by, leaves, resolved
from slaspec.errors import LocatedError, SlaspecError
from slaspec.language.model import Scenario
from slaspec.language.structure import structure
from slaspec.measure.windows import CALENDAR_WINDOWS, window_of
from slaspec.rounding import rounded
from slaspec.scenario.told import NotTold
from slaspec.service_time.civil import local_date

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.measure.results import Measured, Measurements

_MOST_WINDOWS = 6
_INSTANTS = ("at", "from", "until")
Records = list[dict[str, Any]]
SHARES = frozenset({"too-few", "few-events", "population", "no-volume-floor"})


@dataclass(frozen=True)
class Counterexample:
    """
    Records on which every OLA and UC behind an objective is met, and the objective is missed.

    `document` is the plain data of a Scenario. Where no records can show it, `document` is None
    and `why` is the sentence that says so.
    """

    proof: Proof
    document: Mapping[str, Any] | None = None
    why: str = ""


def counterexample(book: Book, promise: Promise) -> Counterexample:
    """The counterexample to an objective that says what stands behind it (`backed_by`)."""
    proof = prove(book, promise.agreement, promise.target.id, promise.priority)
    try:
        return Counterexample(proof, _document(book, promise, proof))
    except NotTold as error:
        return Counterexample(proof, None, str(error))


def _document(book: Book, promise: Promise, proof: Proof) -> dict[str, Any]:
    if proof.verdict == "backed":
        raise NotTold(f"{promise.name} is backed: there is no counterexample")
    if proof.verdict == "not_judged":
        said = proof.reason.sentence if proof.reason is not None else "it cannot be judged"
        raise NotTold(f"{promise.name} is not judged: {said}")
    draft = _draft(library(book), promise)
    refused: NotTold | None = None
    for records in _attempts(draft, promise, proof):
        try:
            return _with_verdicts(book, promise, _behind(draft), records)
        except NotTold as error:
            refused = refused or error
    assert refused is not None  # there is always a first attempt
    raise refused


def _draft(known: Library, promise: Promise) -> Draft:
    tree = resolved(known, promise)
    assert tree is not None  # it has been proved
    found = (
        draft_of(known, promise, tree.tree, tree.assumptions, backed_by(promise)[1])
        if tree.tree is not None and not tree.faults
        else tree.faults[0]
    )
    if isinstance(found, Reason):
        raise NotTold(_formal(promise, found))
    return found


def _attempts(draft: Draft, promise: Promise, proof: Proof) -> Iterator[Records]:
    """The records by the kind of the reason: a slowest record, many records, or outages."""
    codes = {reason.code for reason in proof.conditions}
    if codes == {"too-slow"} and proof.timeline:
        yield from _slowest(draft, promise, proof)
    elif codes <= SHARES and promise.metric.kind == "duration":
        from slaspec.scenario.misses import enough_misses

        yield from (told.records(draft.zone) for told in enough_misses(draft))
    else:
        yield _records(draft, promise, proof)


def _slowest(draft: Draft, promise: Promise, proof: Proof) -> Iterator[Records]:
    """
    The slowest record; then the slowest ones that are decided within a window of ours.

    The slowest of all may start so late that it is decided after the term, or in a part of a
    window that is not judged.
    """
    from slaspec.scenario.slowest import slowest_record

    def told(shown: Proof) -> Records:
        return slowest_record(draft.library, promise, draft.tree, shown).records(draft.zone)

    yield told(proof)
    windows = draft.own_windows.all() if draft.own_windows is not None else ()
    assert proof.worst_start is not None
    assert proof.find_slowest is not None
    longest = sum(step.until - step.from_ for step in proof.timeline if not step.state)
    for window in windows[-_MOST_WINDOWS:][::-1]:
        first, last = windows[0].start, window.end - 1 - longest
        if last >= first:
            seconds, start, timeline = proof.find_slowest(first, last)
            if seconds > (proof.limit_seconds or 0):
                yield told(replace(proof, worst_start=start, timeline=timeline))


def _records(draft: Draft, promise: Promise, proof: Proof) -> Records:
    """Outages, or records that are counted."""
    codes, kind = {reason.code for reason in proof.conditions}, promise.metric.kind
    if codes <= {"too-low", "population"} and kind == "availability":
        from slaspec.scenario.down import of_few_users, outages

        return outages(draft, proof) if proof.timeline else of_few_users(draft)
    if codes <= {"too-few", "too-narrow"} and kind in ("ratio", "throughput"):
        from slaspec.scenario.counts import counted_records

        return counted_records(draft)
    formal = (reason for reason in proof.conditions if reason.code not in SHARES)
    raise NotTold(_formal(promise, next(formal, None)))


def _formal(promise: Promise, reason: Reason | None) -> str:
    if reason is None:
        return f"{promise.name} is not backed, and records that show it are not written out"
    return (
        f"{promise.name} is not backed for a reason of the text, which no records show:"
        f" {reason.sentence}. What to do: {reason.help}"
    )


def _with_verdicts(
    book: Book, promise: Promise, behind: list[Promise], records: Records
) -> dict[str, Any]:
    """The scenario with the verdicts that the engine measures, where they are what is claimed."""
    document = _head(promise, [promise, *behind], records)
    measured = _measured(book, document)
    _require_claimed(promise, behind, measured)
    verdicts = [_verdict(id, each) for id, found in measured.items() for each in _judged(found)]
    return {**document, "expect": {"verdicts": verdicts}}


def _behind(draft: Draft) -> list[Promise]:
    """The promises behind the objective, each once, in the order written."""
    listed = [leaf.promise for leaf in leaves(draft.tree) if leaf.promise is not None]
    return list({each.name: each for each in listed}.values())


def _head(promise: Promise, judged: list[Promise], records: Records) -> dict[str, Any]:
    own, (first, last) = promise.agreement.id, _dates(judged, records)
    months = dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}"))
    return {
        "apiVersion": "slaspec/v1",
        "kind": "Scenario",
        "id": _id(promise),
        "title": f"Every OLA and UC is kept, and {promise.name} is missed"[:200],
        "agreement": own,
        "also": [id for id in dict.fromkeys(each.agreement.id for each in judged) if id != own],
        "as_of": (last + timedelta(days=1)).isoformat(),
        "period": "..".join(months),
        "given": {"records": records},
    }


def _id(promise: Promise) -> str:
    words = [promise.agreement.id, promise.target.id]
    words += [promise.priority.lower().replace("_", "-")] if promise.priority != ALL else []
    return "-".join([*words, "not-backed"])[-63:].lstrip("-0123456789")


def _dates(judged: list[Promise], records: Records) -> tuple[date, date]:
    """The first and last date of whole months that hold every window in which something counts."""
    from slaspec.language.quantities import Instant

    instants = [Instant(text).epoch - is_end for text, is_end in _instants(records)]
    dates: list[date] = []
    for promise in judged:
        kind, zone = promise.said("window"), promise.agreement.timezone
        for instant in (min(instants), max(instants)):
            day = local_date(instant, zone) if zone is not None else date(1970, 1, 1)
            dates += window_of(kind if kind in CALENDAR_WINDOWS else "month", day)
    return window_of("month", min(dates))[0], window_of("month", max(dates))[1]


def _instants(value: Any) -> Iterator[tuple[str, bool]]:
    """Every instant in the plain data of records, and whether it is the second after a span."""
    if isinstance(value, list):
        for each in value:
            yield from _instants(each)
    elif isinstance(value, dict):
        yield from ((value[key], key == "until") for key in _INSTANTS if key in value)
        yield from _instants(list(value.values()))


def _measured(book: Book, document: Mapping[str, Any]) -> Mapping[str, Measurements]:
    """What the engine measures on the records, agreement by agreement."""
    from slaspec.scenario.run import run_scenario

    scenario, faults = structure({**document, "expect": {}})
    assert isinstance(scenario, Scenario)
    assert not faults, faults
    try:
        return run_scenario(book, scenario).measured
    except LocatedError as error:
        raise NotTold(f"the records cannot be measured yet: {error.at}: {error.message}") from None
    except SlaspecError as error:
        raise NotTold(f"the records cannot be measured yet: {error}") from None


def _judged(found: Measurements) -> list[Measured]:
    return [each for each in found.measured if each.counted and each.verdict != "not_measured"]


def _verdict(agreement: str, each: Measured) -> dict[str, Any]:
    return {
        "agreement": agreement,
        "target": each.target,
        **({"objective": each.objective} if each.objective != ALL else {}),
        "window": each.window.name,
        "verdict": each.verdict,
        **_figures(each),
    }


def _figures(each: Measured) -> dict[str, Any]:
    """Records are counted exactly; of an availability the value says more than its seconds."""
    if each.down is None or each.value is None:
        return {"met": each.met, "counted": each.counted}
    return {"value": f"{rounded(each.value * 100, 4, 'half_up')}%"}


def _require_claimed(
    promise: Promise, behind: list[Promise], measured: Mapping[str, Measurements]
) -> None:
    """The objective is missed and nothing behind it is; else the records do not show it."""
    broken = [
        f"{each.name} is missed as well ({window.window.name})"
        for each in behind
        for window in _windows(each, measured)
        if window.verdict == "missed"
    ]
    if not any(each.verdict == "missed" for each in _windows(promise, measured)):
        if promise.metric.exclusions:
            raise NotTold(_excused(promise))
        broken.append(f"{promise.name} is not missed")
    if broken:
        raise NotTold(
            "told as records of the data sources that the metrics name,"
            f" {'; '.join(broken)}: where agreements share a source, each also sees the records of"
            " the others"
        )


def _excused(promise: Promise) -> str:
    return (
        f"{promise.name} is missed only together with time that its agreement excludes"
        f" ({', '.join(promise.metric.exclusions or ())}): which time that is, the Ledger states,"
        " and records do not show it"
    )


def _windows(promise: Promise, measured: Mapping[str, Measurements]) -> list[Measured]:
    found = measured.get(promise.agreement.id)
    return [
        each
        for each in (found.measured if found is not None else ())
        if (each.target, each.objective) == (promise.target.id, promise.priority)
    ]
