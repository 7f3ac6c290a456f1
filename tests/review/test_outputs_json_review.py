"""`slaspec-review/1`: all there is, exact, as the published schema has it."""

import dataclasses
import json

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from slaspec.findings import Finding, Span
from slaspec.language.schemas import folder
from slaspec.remedies.distribution import Distribution
from slaspec.report.review_json import json as to_json
from slaspec.report.review_json import review_data
from slaspec.review.change import Change
from slaspec.review.histogram import Bar
from slaspec.review.review import (
    BackingChange,
    Flip,
    GateResult,
    Impact,
    Paired,
    Region,
    Review,
    Side,
    Streamed,
)
from slaspec.review.without_amounts import without_amounts
from tests.faces.outputs import TEXTS
from tests.faces.test_output_schemas import is_described, nodes
from tests.review.reviews import change, empty, review, rich, with_text

SCHEMA = json.loads((folder("output") / "review.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
DEFINED = {
    "side": Side,
    "change": Change,
    "backing": BackingChange,
    "region": Region,
    "distribution": Distribution,
    "row": Paired,
    "flip": Flip,
    "stream": Streamed,
    "impact": Impact,
    "finding": Finding,
    "gate": GateResult,
}


def faults(data):
    """What a validator says; empty where it is valid."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema():
    """It is valid JSON Schema 2020-12 and bears its address."""
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$id"].endswith("/output/review.schema.json")


def test_every_object_is_closed_and_every_property_is_described():
    """A reader knows each property, that it is always there, and that there is no other."""
    for node in nodes(SCHEMA):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert sorted(node["required"]) == sorted(node["properties"])
            assert [] == [key for key, each in node["properties"].items() if not is_described(each)]


@pytest.mark.parametrize("name", DEFINED)
def test_the_schema_has_the_fields_of_the_data(name):
    """A field that is added to a result is published, or this fails."""
    fields = {each.name for each in dataclasses.fields(DEFINED[name])}
    derived = {"fingerprint"} if name in ("change", "finding") else set()

    assert fields | derived == set(SCHEMA["$defs"][name]["properties"])


def test_the_schema_has_the_fields_of_places_bars_and_the_whole():
    """So have those that are no dataclasses."""
    whole = {each.name for each in dataclasses.fields(Review)} | {"format", "verdict"}

    assert whole == set(SCHEMA["properties"])
    assert set(Span._fields) == set(SCHEMA["$defs"]["span"]["properties"])
    assert set(Bar._fields) == set(SCHEMA["$defs"]["bar"]["properties"])


@pytest.mark.parametrize("made", [rich, empty, lambda: without_amounts(rich())])
def test_reviews_are_valid(made):
    """One of everything, nothing, and without amounts."""
    assert [] == faults(json.loads(to_json(made())))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "slaspec-review/2"),
        (("verdict", "role"), "bad"),
        (("changes", 0, "direction"), "better"),
        (("changes", 0, "more"), 1),
        (("impacts", 0, "currency"), "euro"),
        (("impacts", 0, "maximum_before"), 72000),
        (("impacts", 0, "streams", 0, "rows", 0, "before", "expected"), "1e9"),
        (("regions", 0, "low"), "NaN"),
        (("gates", 0, "state"), "ok"),
        (("base", "commit"), "main"),
        (("as_of",), "today"),
        (("unreadable",), {"left": []}),
    ],
)
def test_the_schema_refuses_what_is_never_written(path, value):
    """A wrong value anywhere is a fault."""
    data = json.loads(to_json(rich()))
    inner = data
    for key in path[:-1]:
        inner = inner[key]

    inner[path[-1]] = value

    assert faults(data)


def test_figures_are_exact_text():
    """Decimals as they are, fractions as decimals where these end; days as ISO dates."""
    data = review_data(rich())
    [stream, replay] = data["impacts"][0]["streams"]

    assert "72000.00" == data["impacts"][0]["maximum_before"]
    assert ("0.22", "520") == (
        stream["rows"][0]["before"]["any"],
        stream["rows"][0]["before"]["expected"],
    )
    assert "2500/3" == replay["rows"][0]["after"]["expected"]
    assert ("99.9", "99.95") == (data["regions"][0]["low"], data["regions"][0]["high"])
    assert ("2026-11-22", "2027-01-01") == (data["as_of"], data["changes"][1]["effective"])
    assert {"low": "0", "high": "0", "months": 590} == stream["rows"][0]["bars_difference"][0]


def test_the_verdict_is_there():
    """For a build that only asks whether somebody has to decide."""
    assert {"role": "error", "sentence": "✗ needs 3 decisions"} == review_data(rich())["verdict"]


def test_fingerprints_stay_when_lines_move_and_words_change():
    """They are made of ids."""
    moved = change(
        sentence="other words", before="6h", head=Span("elsewhere.yaml", 99, 1), base=None
    )

    [one], [two] = (review_data(review(changes=(each,)))["changes"] for each in (change(), moved))
    assert one["fingerprint"] == two["fingerprint"]


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_json_gives_back_every_text(text):
    """ASCII only, no command for a build server, and every text the same after parsing."""
    written = to_json(with_text(text))

    data = json.loads(written)
    assert written.isascii()
    assert "##[" not in written
    assert text == data["changes"][0]["before"] == data["backing"][0]["timeline"][0][0]
    assert text == data["impacts"][0]["streams"][1]["flips"][0]["records"][0]
