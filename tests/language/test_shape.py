"""
Shape: of a document with one slip, the first finding stands where the slip is and says what to do.
"""

from __future__ import annotations

import copy
import random
import socket
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from slaspec.language import shape
from slaspec.language.document import Document, read_document
from slaspec.language.read import read_text
from slaspec.language.schemas import FILE_OF_KIND, all_schemas, schema_of
from slaspec.language.shape import MOST_FINDINGS, shape_findings

CONTRACTS = Path(__file__).parents[2] / "contracts" / "nordit"
FILES = sorted(CONTRACTS.rglob("*.yaml"))
LEDGER = b"""\
apiVersion: slaspec/v1
kind: Ledger
id: acme-ledger
title: What was agreed with Acme
agreement: acme-service-desk
entries:
  - {granted: storm, date: 2026-02-20, agreed_by: [k-berg]}
"""
ACME = (CONTRACTS / "acme.sla.yaml").read_text("utf-8")
OBJECTIVE = "P1: {share: 90%, within: 5h, hours: 24x7,"


def findings_of(text: str) -> tuple[Any, ...]:
    return read_text(text.encode(), "a.yaml").findings


def with_slip(old: str, new: str) -> tuple[int, tuple[Any, ...]]:
    """The line of a slip in the agreement, and what is found."""
    assert old in ACME
    at = ACME.index(old)
    return ACME.count("\n", 0, at) + 1, findings_of(ACME.replace(old, new, 1))


# (old, new, rule, message, help), message and help in part
SLIPS = [
    ("apiVersion: slaspec/v1", "apiVersion: slaspec/v2", "S008", "is no apiVersion", "slaspec/v1"),
    ("apiVersion: slaspec/v1", "apiversion: slaspec/v1", "S001", "'apiversion'", "apiVersion?"),
    ("kind: SLA", "kind: Sla", "S008", "'Sla' is no kind that is known", "did you mean SLA?"),
    ("kind: SLA", "kind: Contract", "S008", "is no kind that is known", "one of: SLA, OLA, UC"),
    ("kind: SLA", "kind: null", "S008", "null is no kind", "one of: SLA"),
    ("kind: SLA", "kind: {a: b}", "S008", "a mapping is no kind", "one of: SLA"),
    ("kind: SLA", "knd: SLA", "S001", "unknown key 'knd'", "did you mean kind?"),
    ("title: Service", "titel: Service", "S001", "unknown key 'titel'", "did you mean title?"),
    ("clause: B-4.2", "claus: B-4.2", "S001", "'claus' in targets", "did you mean clause?"),
    ("start: reported", "strat: reported", "S001", "unknown key 'strat' in metrics", "start?"),
    ("{channel: phone", "{chanel: phone", "S001", "'chanel' in support", "did you mean channel?"),
    ("rate: {flat: 5%}", "rate: {flt: 5%}", "S001", "unknown key 'flt' in rate", "mean flat?"),
    ("share: 90%, within: 5h", "share: 90%, wihtin: 5h", "S001", "'wihtin' in P1", "mean within?"),
    (
        "kind: duration",
        "knd: duration",
        "S001",
        "unknown key 'knd' in metrics",
        "did you mean kind?",
    ),
    ("    kind: duration\n", "", "S002", "'kind' is missing in metrics", "add kind: duration"),
    (
        "effective: {from: 2026-01-01, ",
        "effective: {",
        "S002",
        "'from' is missing in effective",
        "",
    ),
    (
        "within: {working_days: 2, due: end_of_day}",
        "within: {working_days: 2}",
        "S002",
        "'due'",
        "",
    ),
    ("clause: B-4.2", "clause: true", "S003", "'clause' must be a text, not true", "quote it"),
    ("clause: B-4.2", "clause: null", "S003", "not null", "write a value, or drop the key"),
    ("clause: B-4.2", "clause: [B]", "S003", "'clause' must be a text, not a list", ""),
    ("rate: {flat: 5%}", "rate: null", "S003", "'rate' must be a mapping (key: value), not", ""),
    ("rate: {flat: 5%}", "rate: 5", "S003", "must be a mapping (key: value), not '5'", ""),
    ("rate: {flat: 5%}", "rate: 5%", "S003", "must be a mapping (key: value), not '5%'", ""),
    ("rate: {flat: 5%}", "rate: [5%]", "S003", "must be a mapping (key: value), not a list", ""),
    ("working_days: 2,", "working_days: two,", "S003", "must be a whole number, not 'two'", ""),
    ("working_days: 2,", "working_days: 2.0,", "S003", "must be a whole number, not '2.0'", ""),
    ("stop: [resolved, closed]", "stop: resolved", "S003", "must be a list", "for example"),
    ("kind: duration", "kind: duratoin", "S004", "'duratoin' is not a value of", "mean duration?"),
    ("records: incident", "records: Incident", "S004", "'Incident' is", "did you mean incident?"),
    ("records: incident", "records: 5", "S004", "'5' is not a value of 'records'", "one of: incid"),
    ("per: month, at_most", "per: 4, at_most", "S005", "rolling 12 months", "or one of: outage"),
    ("within: 5h", "within: true", "S004", "true is not a value of 'within'", "for example 5h"),
    ("within: 5h", "within: null", "S004", "null is not a value of 'within'", "drop the key"),
    ("within: 5h", "within: [5h]", "S004", "a list is not a value of 'within'", "for example 5h"),
    ("within: 5h", "within: 1 day", "S005", "a day or a month has no fixed length", ""),
    ("within: 5h", "within: 5", "S005", "'5' is not a duration; write it like 90s", ""),
    ("within: 5h", 'within: "5h\\n"', "S005", "'5h\\n' is not a duration", ""),
    (
        "share: 90%, within: 5h",
        "share: 90, within: 5h",
        "S005",
        "'90' is not a share; write it",
        "",
    ),
    ("40000.00 EUR", "40000.00", "S005", "'40000.00' is not an amount of money; write it like", ""),
    ("40000.00 EUR", "40000.001 EUR", "S005", "more decimals than EUR has", ""),
    ("40000.00 EUR", "40000.00 XYZ", "S005", "'XYZ' is not a current ISO 4217 currency", ""),
    ("from: 2026-01-01", "from: 2026-02-30", "S005", "there is no date '2026-02-30'", ""),
    ("from: 2026-01-01", "from: 01.01.2026", "S005", "is not a date; write it like 2026-05-17", ""),
    (
        "per: month, at_most",
        "per: weekly, at_most",
        "S005",
        "write it like rolling 12 months",
        "or one of",
    ),
    (
        "per: month, at_most",
        "per: Month, at_most",
        "S005",
        "rolling 12 months",
        "did you mean month?",
    ),
    ("flat: 5%", "flat: 5 pp", "S005", "write it without a space: 5pp", ""),
    ("id: acme-service-desk", "id: Acme", "S005", "'Acme' is not a value of 'id'", "lower-case"),
    ("rate: {flat: 5%}", "rate: {flat: 5%, per_step: 1%}", "S006", "flat and per_step at once", ""),
    ("rate: {flat: 5%}", "rate: {}", "S006", "this says none of them", "add one of flat"),
    (OBJECTIVE, "P1: {share: 90%, hours: 24x7,", "S006", "'share' needs 'within' beside it", "add"),
    (
        OBJECTIVE,
        "P1: {availability: 99%, within: 5h,",
        "S006",
        "'within' needs 'share' or",
        "add share",
    ),
    ("stop: [resolved, closed]", "stop: []", "S007", "must have at least 1 entry", ""),
    ("stop: [resolved, closed]", "stop: [closed, closed]", "S007", "names something twice", ""),
    ("working_days: 2,", "working_days: 0,", "S007", "'working_days' must be at least 1", ""),
    ("title: Service desk for Acme", 'title: ""', "S007", "'title' must not be empty", ""),
    ("title: Service", "title: " + "x" * 200 + "Service", "S007", "longer than 200 characters", ""),
    ("      P1: {", "      P 1: {", "Y010", "'P 1' is no name for a key", ""),
    ("      P1: {", '      "1P": {', "S001", "'1P' is no name that can stand in objectives", ""),
]


@pytest.mark.parametrize(("old", "new", "rule", "message", "help"), SLIPS)
def test_one_slip_is_one_finding_in_place(
    old: str, new: str, rule: str, message: str, help: str
) -> None:
    """
    A single slip gives a single finding, on its line, that names it and says what to do.
    """
    line, found = with_slip(old, new)

    assert [rule] == [finding.rule for finding in found]
    assert message in found[0].message
    assert help in found[0].help
    if rule != "S002":  # what is missing is shown at what lacks it
        assert line <= found[0].span.line <= line + 1


def test_a_finding_knows_its_document_and_target() -> None:
    """
    A finding carries the ids of document and target, and its path by ids.
    """
    _, [found] = with_slip("within: 5h", "within: 5 hours")

    assert ("acme-service-desk", "resolution") == (found.document, found.target)
    assert ("targets", "resolution", "objectives", "P1", "within") == found.path


# ------------------------------------------------------------------------------ names of a mapping


@pytest.mark.parametrize(
    ("file", "old", "new", "help"),
    [
        ("calendars/office-no.yaml", "mon-fri:", "mon-fry:", ""),
        ("calendars/maintenance-sundays.yaml", "{sat:", "{saturday:", ""),
        ("sources/itsm-export.yaml", "  reported: opened_at", "  Reported: opened_at", ""),
        (
            "sources/itsm-export.yaml",
            "  waiting_customer:",
            "  waiting_custmer:",
            "waiting_customer?",
        ),
    ],
)
def test_an_unknown_name_in_a_map_is_shown_at_the_name(
    file: str, old: str, new: str, help: str
) -> None:
    """
    Days, columns and states are keys of maps: an unknown one is found at its own place.
    """
    text = (CONTRACTS / file).read_text("utf-8")
    line = text.count("\n", 0, text.index(old)) + 1

    [found] = findings_of(text.replace(old, new, 1))

    assert ("S001", line) == (found.rule, found.span.line)
    assert help in found.help


# ------------------------------------------------------------------------------- numbers as text


@pytest.mark.parametrize(
    ("old", "new", "path", "text"),
    [
        ("clause: B-4.2", "clause: 4.10", ("targets", 0, "clause"), "4.10"),
        ("clause: B-4.2", "clause: 42", ("targets", 0, "clause"), "42"),
        ('version: "3.1"', "version: 3.10", ("version",), "3.10"),
        ('version: "3.1"', "version: 3", ("version",), "3"),
        ("excludes: [training]", "excludes: [5]", ("services", 0, "excludes", 0), "5"),
        ("rate: {flat: 5%}", "rate: {flat: 5.0}", ("remedies", 0, "rate", "flat"), "5.0"),
    ],
)
def test_a_plain_number_is_text_where_text_is_wanted(
    old: str, new: str, path: tuple[Any, ...], text: str
) -> None:
    """
    Where the schema wants text, a plain number is taken as it was written, to its last zero.
    """
    result = read_text(ACME.replace(old, new, 1).encode(), "a.yaml")

    assert () == result.findings
    assert result.document is not None
    value: Any = result.document.data
    for step in path:
        value = value[step]
    assert text == value


def test_a_number_as_text_in_an_alternative() -> None:
    """
    Also where text is one of several forms, a plain number is taken as text, and then judged.
    """
    _, [found] = with_slip("remedies: [desk-credit]", "remedies: [4]")

    assert ("S005", "'4' is not a value of 'remedies'") == (found.rule, found.message)


def test_a_fingerprint_of_digits_is_text() -> None:
    """
    A SHA-256 that happens to have only digits is too long for a number: it must be quoted.
    """
    text = (CONTRACTS / "telco.uc.yaml").read_text("utf-8")
    start = text.index("sha256: ") + len("sha256: ")
    digits = "1234567890" * 6 + "1234"

    plain = findings_of(text[:start] + digits + text[start + 64 :])
    quoted = findings_of(f'{text[:start]}"{digits}"{text[start + 64 :]}')

    assert ["Y008"] == [finding.rule for finding in plain]
    assert () == quoted


def test_a_number_stays_a_number_where_one_is_wanted() -> None:
    """
    A weight is a number, exact to its last digit, never a float.
    """
    bound = "remedies: [{remedy: desk-credit, weight: 0.10}]"
    result = read_text(ACME.replace("remedies: [desk-credit]", bound, 1).encode(), "a.yaml")

    assert () == result.findings
    assert result.document is not None
    weight = result.document.data["targets"][0]["remedies"][0]["weight"]
    assert (Decimal("0.10"), "0.10") == (weight, str(weight))


# ------------------------------------------------------------------------------------- mutations


class Mutant(NamedTuple):
    """A document with one slip: what was done, where, and the document itself."""

    what: str
    path: tuple[Any, ...]
    document: Document


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    steps: Any = value.items() if isinstance(value, dict) else ()
    for step, item in enumerate(value) if isinstance(value, list) else steps:
        yield from parts(item, (*path, step))


def written(data: dict[str, Any]) -> Document:
    """A document of this data, one value a line, so that a line is one place."""

    class Writer(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    Writer.add_representer(
        Decimal, lambda w, d: w.represent_scalar("tag:yaml.org,2002:float", str(d))
    )
    text = yaml.dump(data, Dumper=Writer, sort_keys=False, width=10_000, allow_unicode=True)
    return read_document(text.encode(), "a.yaml")


def changed(data: dict[str, Any], path: tuple[Any, ...], change: Any) -> Document:
    copied = copy.deepcopy(data)
    holder: Any = copied
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])
    return written(copied)


def renamed(holder: dict[str, Any], key: str, new: str) -> None:
    items = [(new if k == key else k, v) for k, v in holder.items()]
    holder.clear()
    holder.update(items)


def misspelt(key: str) -> str:
    """Two letters swapped, as fingers do; or a letter doubled in a very short word."""
    return key[:-2] + key[-1] + key[-2] if len(key) > 2 and key[-1] != key[-2] else key + key[-1]


def put(value: Any) -> Any:
    return lambda holder, step: holder.__setitem__(step, value)


@cache
def mutants(file: Path) -> tuple[Mutant, ...]:
    """Every part of a document with one slip at a time."""
    return tuple(mutants_of(read_document(file.read_bytes(), "a.yaml").data))


def mutants_of(data: dict[str, Any]) -> Iterator[Mutant]:
    for path, value in list(parts(data)):
        if not path or path[0] in ("apiVersion", "kind") or path == ("id",):
            continue
        if isinstance(path[-1], str):
            yield Mutant("no value", path, changed(data, path, put(None)))
        yield Mutant("number", path, changed(data, path, put(7)))
        yield Mutant("decimal", path, changed(data, path, put(Decimal("2.0"))))
        if isinstance(value, int):
            yield Mutant("text for a number", path, changed(data, path, put("x y")))
        if isinstance(value, str):
            yield Mutant("list for text", path, changed(data, path, put(["x y"])))
            yield Mutant("unknown word", path, changed(data, path, put("zzz-zzz")))
            yield Mutant("true for text", path, changed(data, path, put(True)))
            yield Mutant("mapping for text", path, changed(data, path, put({"zzz": 1})))
            yield Mutant("hostile text", path, changed(data, path, put("\n#[x]\t")))
        elif isinstance(value, dict):
            yield Mutant("text for a mapping", path, changed(data, path, put("zzz zzz")))
            yield Mutant("unknown key", (*path, "zzz"), changed(data, (*path, "zzz"), put(1)))
        elif isinstance(value, list):
            yield Mutant("text for a list", path, changed(data, path, put("zzz zzz")))
            yield Mutant("mapping in a list", (*path, 0), changed(data, path, put([{"zzz": 1}])))


@cache
def judged(file: Path) -> tuple[tuple[Mutant, list[Any]], ...]:
    """Each mutant of a file with its findings."""
    return tuple((mutant, first_of(mutant.document)) for mutant in mutants(file))


def first_of(document: Document) -> list[Any]:
    """The findings of shape, else those of structure."""
    found = shape_findings(document)
    if found:
        return found
    from slaspec.language.structure import structure

    return structure(document.data, document)[1]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_first_finding_is_where_the_slip_is(file: Path) -> None:
    """
    Of all single slips in a document, in at least 98 of 100 the first finding is on their line.
    """
    tried, missed = 0, []
    for (what, path, document), found in judged(file):
        if not found:
            continue  # a free map takes any text, a text any line
        tried += 1
        if document.span(path).line != found[0].span.line:
            missed.append((what, path, found[0].span.line, found[0].message))

    assert tried > 10
    assert len(missed) <= tried * 0.02, missed


def test_a_misspelt_key_is_named_with_the_one_that_was_meant() -> None:
    """
    A known key, misspelt, is the first finding, at its place, with "did you mean", 98 times of 100.
    """
    tried, unhelped = 0, []
    for path, document in without_or_renamed(misspelt):
        found = shape_findings(document)
        if not found:
            continue  # the names of a free map are the author's
        tried += 1
        place = document.span((*path[:-1], misspelt(path[-1])), of_key=True)
        if found[0].span != place or f"did you mean {path[-1]}" not in found[0].help:
            unhelped.append((path, found[0]))

    assert tried > 200
    assert len(unhelped) <= tried * 0.02, unhelped


def test_a_missing_required_key_is_named() -> None:
    """
    A required key that is left out is the first finding, at the mapping that lacks it.
    """
    seen = 0
    for path, document in without_or_renamed(None):
        found = shape_findings(document)
        if found and path[:-1]:
            seen += 1
            assert found[0].rule in ("S002", "S006", "S007"), found[0]
            assert found[0].path[: len(path) - 1] == document.ids(path[:-1])

    assert seen > 100


def test_no_slip_ends_in_an_error() -> None:
    """
    Whatever stands at whatever place, it ends in findings that are one visible line with a place.
    """
    for file in FILES:
        for (_, _, document), found in judged(file):
            for finding in found:
                assert finding.message.isprintable()
                assert finding.help.isprintable()
                assert len(finding.message) <= 500
                assert document.line(finding.span.line)


def without_or_renamed(new: Any) -> Iterator[tuple[tuple[Any, ...], Document]]:
    """All documents without one of their keys, or with another name for it."""
    for file in FILES:
        data = read_document(file.read_bytes(), "a.yaml").data
        for path, _ in parts(data):
            if path and isinstance(path[-1], str) and path not in (("apiVersion",), ("kind",)):
                yield (
                    path,
                    changed(data, path, lambda h, k: renamed(h, k, new(k)) if new else h.pop(k)),
                )


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_both_validators_agree_on_every_mutant(file: Path) -> None:
    """
    jsonschema and jsonschema-rs find the same documents valid: an installation without the fast one
    says the same.
    """
    pytest.importorskip("jsonschema_rs")
    data = read_document(file.read_bytes(), "a.yaml").data
    kind = data["kind"]
    reference, quick = shape._validator(kind), shape._quick_validator(kind)
    assert reference.is_valid(data) and quick.is_valid(data)

    for what, path, document in mutants(file):
        says = quick.is_valid(document.data) and not shape._holds_decimal(document.data)
        assert reference.is_valid(document.data) == says or what == "decimal", (what, path)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_findings_do_not_depend_on_the_fast_validator(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    With and without jsonschema-rs the findings are the same, word by word.
    """
    every = mutants(file)
    some = random.Random(7).sample(every, min(30, len(every)))
    texts = [mutant.document.text for mutant in some]

    first = [findings_of(text) for text in texts]
    monkeypatch.setattr(shape, "_quick_validator", lambda _kind: None)

    assert first == [findings_of(text) for text in texts]


def test_a_decimal_is_no_whole_number_for_either_validator() -> None:
    """
    jsonschema-rs takes 2.0 for a whole number; the finding is there with it, too.
    """
    _, [found] = with_slip("working_days: 2,", "working_days: 2.0,")

    assert "'working_days' must be a whole number, not '2.0'" == found.message


# ------------------------------------------------------------------------------------ many faults


def test_of_very_many_faults_the_first_are_shown() -> None:
    """
    A file with thousands of faults shows the first of them, says that there are more, and is done soon.
    """
    many = "remedies: [" + ", ".join(["{}"] * 20_000) + "]"
    _, found = with_slip("remedies: [desk-credit]", many)

    assert MOST_FINDINGS == len(found)
    assert "and this file has more faults, which are not shown" in found[-1].message
    assert "not shown" not in "".join(finding.message for finding in found[:-1])


def test_thousands_of_unknown_keys_are_bounded() -> None:
    """
    Unknown keys by the thousand are not compared with every known key for minutes.
    """
    _, found = with_slip(
        "title: Service", "\n".join(f"k{n}: 1" for n in range(20_000)) + "\ntitle: S"
    )

    assert MOST_FINDINGS == len(found)
    assert {"S001"} == {finding.rule for finding in found}


def test_a_huge_value_is_cut_in_the_message() -> None:
    """
    A value of a megabyte is quoted with its first 200 characters.
    """
    for old, new in (
        ("records: incident", "records: " + "x" * 900_000),
        ("within: 5h", "within: " + "5h" * 400_000),
        ("kind: SLA", "kind: " + "x" * 900_000),
    ):
        _, [found] = with_slip(old, new)
        assert len(found.message) < 400
        assert len(found.help) < 400


# ------------------------------------------------------------------------------- closed and complete


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1:9/x.json", "file:///etc/hostname", "other.schema.json"]
)
def test_nothing_is_fetched(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A reference that is not among the schemas cannot be followed: no socket and no file is opened.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import _WrappedReferencingError

    connected: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: connected.append(address))
    monkeypatch.setattr("builtins.open", lambda *names, **_: connected.append(names))
    registry = shape._validator("Calendar")._resolver._registry
    validator = Draft202012Validator({"$ref": uri}, registry=registry)

    with pytest.raises(_WrappedReferencingError, match="Unresolvable"):
        validator.is_valid({})

    assert [] == connected


@pytest.mark.parametrize("kind", FILE_OF_KIND)
def test_every_kind_has_a_schema(kind: str) -> None:
    """
    Each kind has its schema, and all references stay among the schemas.
    """
    assert schema_of(kind)["$id"] in all_schemas()
    assert list(shape._validator(kind).iter_errors({})) != []


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_shipped_contracts_have_no_fault(file: Path) -> None:
    """
    The contracts of the example are read without a finding.
    """
    assert () == read_text(file.read_bytes(), file.name).findings


def test_a_name_in_the_place_of_a_mapping_leads_to_its_keys():
    """Whoever writes a person alone is told that the party stands there, too."""
    (fault,) = read_text(LEDGER, "ledger.yaml").findings

    assert ("S003", 7, 52) == (fault.rule, fault.span.line, fault.span.column)
    assert "for example {party: …, by: …}" == fault.help
