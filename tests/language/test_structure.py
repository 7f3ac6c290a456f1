"""
Structure: plain data becomes the typed contract and back, with nothing lost, and every part knows its place.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from slaspec.language.document import Unplaced, read_document
from slaspec.language.model import KINDS, Agreement, Calendar, Node, Terms
from slaspec.language.quantities import Amount, Day, Duration, Lookback, Quantity, Share
from slaspec.language.read import read_text
from slaspec.language.schemas import FILE_OF_KIND, all_schemas, schema_of
from slaspec.language.shape import _validator, shape_findings
from slaspec.language.structure import structure, unstructure

CONTRACTS = Path(__file__).parents[2] / "contracts" / "nordit"
FILES = sorted(CONTRACTS.rglob("*.yaml"))
EACH_KIND = 60


def with_decimals(value: Any) -> Any:
    """An example of a schema as the reader of a contract would have it."""
    if isinstance(value, dict):
        return {key: with_decimals(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_decimals(item) for item in value]
    return Decimal(str(value)) if isinstance(value, float) else value


class Instances:
    """Random documents of a kind, made of the examples that the schemas themselves give."""

    def __init__(self, kind: str, seed: int) -> None:
        self.kind, self.rng = kind, random.Random(f"{kind}/{seed}")

    def document(self) -> dict[str, Any]:
        schema = schema_of(self.kind)
        made = self.mapping(schema, schema["$id"], density=self.rng.choice([0.0, 0.15, 0.6, 1.0]))
        return {**made, "apiVersion": "slaspec/v1", "kind": self.kind}

    def mapping(self, schema: dict[str, Any], base: str, density: float) -> dict[str, Any]:
        """The required properties and some of the others, in the order of the schema."""
        required = schema.get("required", ())
        chosen = {
            name: self.value(sub, base)
            for name, sub in schema["properties"].items()
            if name in required or self.rng.random() < density
        }
        return {name: value for name, value in chosen.items() if value is not None}

    def value(self, schema: dict[str, Any], base: str) -> Any:
        """One of the examples of a property, of its own or of what it refers to."""
        while "examples" not in schema and "$ref" in schema:
            base, schema = self.follow(base, schema["$ref"])
        if "examples" not in schema:
            return schema.get("const")
        return with_decimals(self.rng.choice(schema["examples"]))

    def follow(self, base: str, ref: str) -> tuple[str, dict[str, Any]]:
        file, _, pointer = ref.partition("#")
        base = base.rsplit("/", 1)[0] + "/" + file if file else base
        schema: Any = all_schemas()[base]
        for step in pointer.split("/")[1:]:
            schema = schema[step]
        return base, schema


def instances(kind: str) -> Iterator[dict[str, Any]]:
    """Valid documents of a kind."""
    made = (Instances(kind, seed).document() for seed in range(EACH_KIND))
    return (data for data in made if _validator(kind).is_valid(data))


@pytest.mark.parametrize("kind", FILE_OF_KIND)
def test_what_is_structured_comes_back(kind: str) -> None:
    """
    For random documents of each kind, made of the schemas' examples: data to model to data is no change.
    """
    seen = 0
    keys: set[str] = set()
    for data in instances(kind):
        model, wrong = structure(data)
        seen += 1
        keys |= set(data)
        assert [] == wrong
        assert data == unstructure(model)
        assert json.dumps(data, default=str) == json.dumps(unstructure(model), default=str) or (
            sorted(data) == sorted(unstructure(model))
        )
        assert structure(unstructure(model))[0] == model

    assert seen >= EACH_KIND * 0.7  # some need a key beside another
    assert len(keys) >= 0.9 * len(schema_of(kind)["properties"])


@pytest.mark.parametrize("kind", FILE_OF_KIND)
def test_what_is_structured_survives_a_file(kind: str) -> None:
    """
    Written as YAML and read again, a model is the same model: every example is in the subset.
    """

    class Writer(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    Writer.add_representer(
        Decimal, lambda w, d: w.represent_scalar("tag:yaml.org,2002:float", str(d))
    )
    for data in list(instances(kind))[:20]:
        model, _ = structure(data)
        text = yaml.dump(unstructure(model), Dumper=Writer, sort_keys=False, allow_unicode=True)
        result = read_text(text.encode(), "a.yaml")

        assert () == result.findings
        assert model == result.contract


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_shipped_contracts_come_back(file: Path) -> None:
    """
    The contracts of the example are structured and unstructured without a change.
    """
    document = read_document(file.read_bytes(), file.name)
    assert [] == shape_findings(document)

    model, wrong = structure(document.data, document)

    assert [] == wrong
    assert document.data == unstructure(model)
    assert KINDS[document.data["kind"]] is type(model)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_part_knows_its_place(file: Path) -> None:
    """
    Each node of a model stands at a path of its document where just its data is.
    """
    result = read_text(file.read_bytes(), file.name)
    assert result.document is not None

    for node in nodes(result.contract):
        value: Any = result.document.data
        for step in node.at.path:
            value = value[step]
        assert value == unstructure(node)
        assert result.document is node.at.document
        assert node.at.span == result.document.span(node.at.path)


def nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
        for field in dataclasses.fields(value):
            if field.name != "at":
                yield from nodes(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from nodes(item)


def test_no_plain_container_and_no_float_is_left() -> None:
    """
    A model holds tuples, frozen nodes, quantities and exact numbers: never a list, never a float.
    """
    for kind in FILE_OF_KIND:
        for data in instances(kind):
            for node in nodes(structure(data)[0]):
                for field in dataclasses.fields(node):
                    assert not isinstance(getattr(node, field.name), list | float)


def test_a_model_cannot_be_changed() -> None:
    """
    Contracts are read-only once they are read.
    """
    model = read_text((CONTRACTS / "calendars" / "office-no.yaml").read_bytes(), "a.yaml").contract
    assert isinstance(model, Calendar)

    with pytest.raises(dataclasses.FrozenInstanceError):
        model.title = "x"  # type: ignore[misc]


def agreement(**sections: Any) -> Any:
    data = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "a",
        "title": "A",
        "version": "1",
        "effective": {"from": "2026-01-01"},
        **sections,
    }
    document = Unplaced(data)
    assert [] == shape_findings(document)
    model, wrong = structure(data, document)
    return model, wrong


def test_the_alternative_fits_the_form_of_the_value() -> None:
    """
    A word stays a word, a text becomes the quantity, a mapping the node that has its keys.
    """
    base = {"charge": "desk"}
    model, wrong = agreement(
        remedies=[
            {
                "id": "r",
                "rate": {"flat": "5%"},
                "quantity": {"of": "shortfall", "step": {"calendar_days": 1}, "count": "whole"},
                "caps": [
                    {"per": "month", "at_most": "10%", "of": base, "excess": "lost"},
                    {"per": "rolling 3 months", "at_most": "5 points", "excess": "carried"},
                    {"per": "contract_year", "at_most": "1 EUR", "excess": "lost"},
                ],
            }
        ]
    )

    assert [] == wrong
    [remedy] = model.remedies
    assert [("month", str), ("rolling 3 months", Lookback), ("contract_year", str)] == [
        (str(cap.per), type(cap.per)) for cap in remedy.caps
    ]
    assert 1 == remedy.quantity.step.calendar_days
    assert isinstance(remedy.rate.flat, Amount)


def test_backing_holds_trees_of_any_depth() -> None:
    """
    A branch is a text, a node or a list of branches; all of them are kept as such.
    """
    tree = [
        "a#b",
        ["c#d", "e#f/P1"],
        {"one_of": ["g#h", {"k_of": {"n": 1, "of": ["i#j", ["k#l"]]}}]},
    ]
    model, wrong = agreement(backing=[{"id": "t", "backed_by": tree}])

    assert [] == wrong
    assert tree == unstructure(model)["backing"][0]["backed_by"]
    assert ("c#d", "e#f/P1") == model.backing[0].backed_by[1]
    assert (("k#l",)) == model.backing[0].backed_by[2].one_of[1].k_of.of[1]


def test_keys_that_python_reserves() -> None:
    """
    `from` and `in` are fields with an underscore, and keys again when written.
    """
    model, _ = agreement()

    assert Day("2026-01-01") == model.effective.from_
    assert {"from": "2026-01-01"} == unstructure(model.effective)


@pytest.mark.parametrize(
    ("sections", "path", "said"),
    [
        ({"effective": {"from": "2026-02-30"}}, ("effective", "from"), "there is no date"),
        ({"timezone": "Europe/Atlantis"}, ("timezone",), "is not a time zone"),
        (
            {"services": [{"service": "x", "charge": {"amount": "1 XYZ", "per": "month"}}]},
            ("services", "[0]", "charge", "amount"),
            "not a current ISO 4217",
        ),
    ],
)
def test_what_only_a_parser_can_tell_is_a_finding(
    sections: dict[str, Any], path: tuple[str, ...], said: str
) -> None:
    """
    A date that does not exist or a currency that is no longer in use is S005, at its path.
    """
    _, [found] = agreement(**sections)

    assert ("S005", path, "a") == (found.rule, found.path, found.document)
    assert said in found.message


def test_all_quantities_that_cannot_be_read_are_reported() -> None:
    """
    Two wrong dates are two findings, at the places where they stand.
    """
    text = (CONTRACTS / "calendars" / "office-no.yaml").read_text("utf-8")
    text = text.replace("2026-04-02", "2026-04-31", 1).replace("2027-05-06", "2027-13-06", 1)

    found = read_text(text.encode(), "a.yaml").findings

    lines = text.split("\n")
    assert ["2026-04-31", "2027-13-06"] == [
        lines[f.span.line - 1][f.span.column - 1 :][:10] for f in found
    ]


def test_equal_texts_share_one_quantity() -> None:
    """
    A quantity is read once and shared: 1,000 equal limits are one object.
    """
    one, _ = agreement(escalation=[{"at_share": "75%", "to": "x"}, {"at_share": "75%", "to": "y"}])

    assert one.escalation[0].at_share is one.escalation[1].at_share
    assert Share("75%") == one.escalation[0].at_share
    assert isinstance(one.escalation[0].at_share, Quantity)


def test_kinds_of_one_class() -> None:
    """
    SLA, OLA and UC are one class; Terms has the same sections.
    """
    assert {Agreement} == {KINDS[kind] for kind in ("SLA", "OLA", "UC")}
    assert Terms is KINDS["Terms"]
    assert set(FILE_OF_KIND) == set(KINDS)
    assert 4 * 3600 == Duration("4h").seconds
