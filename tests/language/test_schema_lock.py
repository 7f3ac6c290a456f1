"""
The schemas of `schemas/v1` and the dataclasses of `slaspec.language.model` say the same.

The schema is normative for shape, the dataclasses for meaning; this file keeps the two together,
keeps the schemas readable in an editor and safe to run, and lets a published v1 only grow.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import time
import types
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from slaspec.errors import QuantityError
from slaspec.language import quantities
from slaspec.language.model import KINDS, Node
from slaspec.language.model.backing import Branch
from slaspec.language.quantities import Quantity

FOLDER = Path(__file__).parents[2] / "schemas" / "v1"
SURFACE = Path(__file__).with_name("v1_surface.txt")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://slaspec.example/schemas/v1/"
SCHEMAS: dict[str, dict[str, Any]] = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.schema.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{BASE}{name}.schema.json", Resource.from_contents(schema))
    for name, schema in SCHEMAS.items()
)
FILE_OF_MODULE = {
    "agreement": "sections",
    "catalogue": "service-catalogue",
    "data_source": "data-source",
    "priorities": "priority-matrix",
}
QUANTITIES: dict[str, type[Quantity]] = {
    cls.__name__.lower(): cls
    for cls in vars(quantities).values()
    if isinstance(cls, type) and issubclass(cls, Quantity) and cls is not Quantity
}

Shape = frozenset[Any]
ANYTHING = "Any value"  # the title of plain data whose meaning its place in an agreement decides
DEEPEST = 2  # how far nested lists are compared: `Branch` holds lists of itself


# ------------------------------------------------------------------ names and references


def snake(name: str) -> str:
    """`RoundMeasured` -> `round_measured`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def follow(file: str, ref: str) -> tuple[str, str, Any]:
    """The file, the pointer and the schema that a reference in a file leads to."""
    target, _, pointer = ref.partition("#")
    file = target.removesuffix(".schema.json") if target else file
    schema: Any = SCHEMAS[file]
    for key in pointer.split("/")[1:]:
        schema = schema[int(key)] if isinstance(schema, list) else schema[key]
    return file, pointer, schema


def kind_files() -> dict[str, str]:
    """Kind -> file, as the if/then of `slaspec.schema.json` switches."""
    found: dict[str, str] = {}
    for branch in SCHEMAS["slaspec"]["allOf"]:
        rule = branch["if"]["properties"]["kind"]
        for kind in rule.get("enum", [rule.get("const")]):
            found[kind] = branch["then"]["$ref"].removesuffix(".schema.json")
    return found


def hints(cls: type[Node]) -> dict[str, Any]:
    """The keys of a class as they stand in a contract (`from`, not `from_`), with their types."""
    return {
        name.removesuffix("_"): hint
        for name, hint in get_type_hints(cls).items()
        if name != "at"  # the place of a node; a key `at` is the field `at_`
    }


def required_fields(cls: type[Node]) -> set[str]:
    """The keys of the fields without a default."""
    return {
        field.name.removesuffix("_")
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


def classes_in(hint: Any) -> Iterator[type[Node]]:
    """The classes of the model that a type mentions."""
    if isinstance(hint, type) and issubclass(hint, Node):
        yield hint
    for part in get_args(hint):
        if not isinstance(part, str):
            yield from classes_in(part)


def reachable() -> set[type[Node]]:
    """Every class of the model that a document can hold, with its base classes."""
    found: set[type[Node]] = set()
    waiting: list[type[Node]] = list(KINDS.values())
    while waiting:
        cls = waiting.pop()
        if cls in found or cls is Node:
            continue
        found.add(cls)
        waiting += [base for base in cls.__mro__ if issubclass(base, Node)]
        waiting += [part for hint in hints(cls).values() for part in classes_in(hint)]
    return found


def place_of(cls: type[Node]) -> str:
    """Where the definition of a class must stand: `target#objective`, or `calendar` for a root."""
    for kind, root in KINDS.items():
        if root is cls:
            return kind_files()[kind]
    module = cls.__module__.rpartition(".")[2]
    return f"{FILE_OF_MODULE.get(module, module)}#{snake(cls.__name__)}"


CLASSES: dict[str, type[Node]] = {place_of(cls): cls for cls in reachable()}


def definition(place: str) -> dict[str, Any]:
    """The schema of `target#objective` or of the root `calendar`."""
    file, _, name = place.partition("#")
    schema: dict[str, Any] = SCHEMAS[file]["$defs"][name] if name else SCHEMAS[file]
    return schema


def is_object(schema: Any) -> bool:
    """Whether a definition is a mapping with a closed list of properties."""
    return schema.get("type") == "object" and schema.get("additionalProperties") is False


def objects() -> dict[str, dict[str, Any]]:
    """Every mapping with a list of properties that the schemas define, by place."""
    found: dict[str, dict[str, Any]] = {}
    for file, schema in SCHEMAS.items():
        if "properties" in schema:
            found[file] = schema
        for name, part in schema.get("$defs", {}).items():
            if "properties" in part:
                found[f"{file}#{name}"] = part
    return found


SWITCHES = {"slaspec", "metric#metric"}  # they hold only the key on which they switch


# ------------------------------------------------------------------ shapes: what a value may be


def shape_of_type(hint: Any, depth: int = 0) -> Shape:
    """What a value of a Python type may be, in the words of `shape_of_schema`."""
    if depth > DEEPEST or hint is type(None):
        return frozenset()
    if hint is Any:
        return frozenset({("anything",)})
    if isinstance(hint, str | ForwardRef):
        assert (hint if isinstance(hint, str) else hint.__forward_arg__) == "Branch"
        return shape_of_type(Branch, depth)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return frozenset(("literal", value) for value in args)
    if origin is Union or origin is types.UnionType:
        return frozenset().union(*(shape_of_type(part, depth) for part in args))
    if origin is tuple:
        assert args[1:] == (Ellipsis,), f"{hint}: a list is tuple[T, ...]"
        return frozenset({("array", shape_of_type(args[0], depth + 1))})
    if origin is dict:
        assert args[0] is str
        return frozenset({("map", shape_of_type(args[1], depth + 1))})
    if issubclass(hint, Node):
        return frozenset({("class", place_of(hint))})
    if issubclass(hint, Quantity):
        return frozenset({("quantity", hint.__name__.lower())})
    names = {str: "string", bool: "boolean", int: "integer", Decimal: "number"}
    return frozenset({(names[hint],)})


def shape_of_schema(file: str, schema: dict[str, Any], depth: int = 0) -> Shape:
    """What a schema lets a value be: literals, texts, quantities, classes, lists and maps."""
    if depth > DEEPEST:
        return frozenset()
    if "$ref" in schema:
        at, pointer, target = follow(file, schema["$ref"])
        place = f"{at}#{pointer.rpartition('/')[2]}"
        if pointer.startswith("/$defs/") and pointer.count("/") == 2 and is_object(target):
            return frozenset({("class", place)})
        if at == "common" and target.get("title") in QUANTITIES:
            return frozenset({("quantity", target["title"])})
        return shape_of_schema(at, target, depth)
    if schema.get("title") == ANYTHING:
        return frozenset({("anything",)})
    if "enum" in schema or "const" in schema:
        return frozenset(("literal", value) for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return frozenset().union(*(shape_of_schema(file, s, depth) for s in schema["anyOf"]))
    if "allOf" in schema:
        return frozenset().union(
            *(shape_of_schema(file, s["then"], depth) for s in schema["allOf"])
        )
    if schema["type"] == "array":
        return frozenset({("array", shape_of_schema(file, schema["items"], depth + 1))})
    if schema["type"] == "object":
        values = schema["additionalProperties"]
        return frozenset({("map", shape_of_schema(file, values, depth + 1))})
    return frozenset({(schema["type"],)})


def normal(shape: Shape) -> Shape:
    """`Decimal | int` is a number, and a number may be whole."""
    parts = {(part[0], normal(part[1])) if part[0] in ("array", "map") else part for part in shape}
    return frozenset(parts - {("integer",)} if ("number",) in parts else parts)


# ------------------------------------------------------------------ 1. schemas = dataclasses


def test_kinds_are_switched_to_their_files() -> None:
    """`slaspec.schema.json` knows exactly the kinds of the model and asks for kind and version."""
    schema = SCHEMAS["slaspec"]
    assert schema["required"] == ["apiVersion", "kind"]
    assert schema["properties"]["kind"]["enum"] == list(KINDS)
    assert set(kind_files()) == set(KINDS)
    for branch in schema["allOf"]:
        assert branch["if"]["required"] == ["kind"], "without it a missing kind matches every file"


def test_each_class_has_one_definition_and_each_definition_one_class() -> None:
    """No class without a definition, no definition without a class."""
    assert set(objects()) - SWITCHES == set(CLASSES)


@pytest.mark.parametrize("place", sorted(CLASSES))
def test_definition_equals_class(place: str) -> None:
    """A definition and its class have the same keys, the same mandatory ones, the same shapes."""
    cls, schema, file = CLASSES[place], definition(place), place.partition("#")[0]
    types_of_keys = hints(cls)
    assert set(schema["properties"]) == set(types_of_keys)
    assert set(schema.get("required", ())) == required_fields(cls)
    for key, hint in types_of_keys.items():
        wanted = normal(shape_of_type(hint))
        given = normal(shape_of_schema(file, schema["properties"][key]))
        assert given == wanted, f"{place}.{key}"
        optional = type(None) in get_args(hint)
        assert optional == (key not in schema.get("required", ())), f"{place}.{key}"


def aliases() -> list[tuple[str, str]]:
    """Definitions outside `common` that are no class: named unions, enums and maps."""
    return [
        (file, name)
        for file, schema in SCHEMAS.items()
        for name, part in schema.get("$defs", {}).items()
        if file != "common" and not is_object(part)
    ]


@pytest.mark.parametrize(("file", "name"), aliases())
def test_other_definitions_are_named_types_of_the_model(file: str, name: str) -> None:
    """A definition that is no class is a named type of the model module, with its shape."""
    modules = {title: module for module, title in FILE_OF_MODULE.items()}
    module = import_module(f"slaspec.language.model.{modules.get(file, file)}")
    alias = getattr(module, name.title().replace("_", ""))
    given = shape_of_schema(file, SCHEMAS[file]["$defs"][name])
    assert normal(given) == normal(shape_of_type(alias))


def test_metric_switches_on_kind() -> None:
    """Each kind of metric leads to the definition whose `kind` is that word and no other."""
    schema = SCHEMAS["metric"]["$defs"]["metric"]
    assert set(schema["required"]) == {"id", "kind"}
    led = {}
    for branch in schema["allOf"]:
        kind = branch["if"]["properties"]["kind"]["const"]
        led[kind] = follow("metric", branch["then"]["$ref"])[2]
        assert branch["if"]["required"] == ["kind"]
        assert led[kind]["properties"]["kind"]["const"] == kind
    assert list(led) == schema["properties"]["kind"]["enum"]


def test_each_quantity_has_a_definition_with_its_title() -> None:
    """Errors are translated by title: `duration` to `Duration`, and so for each quantity."""
    titles = {name: part["title"] for name, part in SCHEMAS["common"]["$defs"].items()}
    assert {title for title in titles.values() if title in QUANTITIES} == set(QUANTITIES)
    assert all(name == title for name, title in titles.items() if title in QUANTITIES)


# ------------------------------------------------------------------ 2. what the editor shows


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Place, key and schema of every property; repeated ones stand where they are written out."""
    for place, schema in objects().items():
        for key, part in schema["properties"].items():
            if set(part) == {"$ref"} and "/properties/" in part["$ref"]:
                continue
            yield place, key, part


def test_repeats_of_a_property_lead_to_one_that_is_written_out() -> None:
    """A bare reference to a property leads, in one step, to one with description and examples."""
    for place, schema in objects().items():
        for key, part in schema["properties"].items():
            if set(part) != {"$ref"}:
                continue
            _, pointer, target = follow(place.partition("#")[0], part["$ref"])
            assert pointer.endswith(f"/properties/{key}"), f"{place}.{key}"
            repeated = "$ref" in target and "/properties/" in target["$ref"]
            assert not repeated, f"{place}.{key}: refer to the original"


def test_every_object_has_title_and_description() -> None:
    """A title of two to four words and a description stand at every mapping."""
    for place, schema in objects().items():
        assert 2 <= len(schema["title"].split()) <= 4, f"{place}: {schema['title']}"
        assert 20 <= len(schema["description"]) <= 400, place


def test_every_property_has_description_and_examples() -> None:
    """Each key is explained where it is written: 1 to 400 characters and 1 to 3 examples."""
    for place, key, part in properties():
        text = part.get("description", "")
        assert text and len(text) <= 400, f"{place}.{key}: {len(text)} characters"
        assert text[0].isupper() or text[0] in "`0123456789tf", f"{place}.{key}"
        assert text.endswith((".", "`.")), f"{place}.{key}: a sentence ends with a point"
        assert 1 <= len(part.get("examples", ())) <= 3, f"{place}.{key}"


def literals(shape: Shape) -> Iterator[str]:
    """The words that a value, or an item of a list, may be."""
    for kind, *rest in shape:
        if kind == "literal":
            yield rest[0]
        elif kind == "array":
            yield from literals(rest[0])


def test_descriptions_name_every_value_of_an_enum() -> None:
    """Each word that a key may be is explained in its description."""
    for place, key, part in properties():
        if key in ("apiVersion", "kind") and "enum" not in part:
            continue
        for value in literals(shape_of_schema(place.partition("#")[0], part)):
            assert f"`{value}`" in part["description"], f"{place}.{key}: {value}"


def test_every_example_is_valid() -> None:
    """What the editor offers as an example is accepted by the schema of its property."""
    for place, key, part in properties():
        file, _, name = place.partition("#")
        pointer = f"/$defs/{name}/properties/{key}" if name else f"/properties/{key}"
        check = Draft202012Validator(
            {"$ref": f"{BASE}{file}.schema.json#{pointer}"}, registry=REGISTRY
        )
        for example in part["examples"]:
            errors = [error.message for error in check.iter_errors(example)]
            assert not errors, f"{place}.{key}: {example}: {errors}"


def unread(shape: Shape, value: Any) -> Iterator[str]:
    """Texts in a value that its quantities cannot read."""
    kinds: dict[str, list[Any]] = {}
    for kind, *rest in shape:
        kinds.setdefault(kind, []).extend(rest)
    if "anything" in kinds:
        return
    if isinstance(value, list):
        inner = frozenset().union(*kinds.get("array", ()))
        for item in value:
            yield from unread(inner, item)
    elif isinstance(value, dict) and "class" in kinds:
        for place in kinds["class"]:
            keys = hints(CLASSES[place])
            if set(value) <= set(keys) and required_fields(CLASSES[place]) <= set(value):
                for key, part in value.items():
                    yield from unread(shape_of_type(keys[key]), part)
                return
        yield f"{value}: no class has these keys"
    elif isinstance(value, dict):
        inner = frozenset().union(*kinds.get("map", ()))
        for item in value.values():
            yield from unread(inner, item)
    elif isinstance(value, str) and value not in kinds.get("literal", ()) and "string" not in kinds:
        reasons = []
        for name in kinds.get("quantity", ()):
            try:
                QUANTITIES[name](value)
                return
            except QuantityError as error:
                reasons.append(str(error))
        yield f"{value}: {reasons}"


def test_every_quantity_in_an_example_can_be_read() -> None:
    """Examples are not only of the right form: each date exists, each currency, each zone."""
    for place, key, part in properties():
        shape = shape_of_schema(place.partition("#")[0], part)
        for example in part["examples"]:
            assert not list(unread(shape, example)), f"{place}.{key}"


# Texts that the parsers read. The patterns may let more through, but never refuse one of these.
READABLE = {
    "duration": ["90s", "30min", "4h", "2h 30min", "2h30min", "1h 0min 5s", "0min", "300ms", "PT4H",
                 "PT2H30M", "PT90S", "PT0S"],
    "span": ["30 days", "1 day", "10 working days", "3 months", "2 windows", "0 days", "24 hours"],
    "lookback": ["rolling 12 months", "rolling 1 quarter", "rolling 3 windows", "contract_year"],
    "share": ["99.9%", "0%", "100%", "0.000001%", "99.90%"],
    "money": ["40000.00 EUR", "0 EUR", "-10.50 GBP", "100 JPY", "1.234 KWD"],
    "amount": ["10%", "0.1pp", "-1pp", "1000.00 EUR", "2 points", "1 point", "10x", "0.5x",
               "12 service hours", "3 service days", "30min", "2h 30min", "PT4H", "10 cases",
               "99.5", "300ms", "-3 days", "5 km/h", "7 calls"],
    "hours": ["08:00-17:00", "22:00-24:00", "22:00-06:00", "00:00-24:00"],
    "day": ["2026-05-17", "1970-01-01", "2199-12-31", "2028-02-29"],
    "instant": ["2026-04-03T16:50:00+02:00", "2026-04-03T16:50Z", "2026-04-03T16:50:00-09:30"],
    "zone": sorted(quantities._zone_names()),
}  # fmt: skip
UNREADABLE = {
    "duration": ["", "4", "4 h", " 4h", "4h ", "1d", "2 days", "P1D", "PT", "1.5h", "04h", "4H",
                 "30min 2h", "4h\n", "-4h", "0ms", "٤h"],
    "span": ["30", "30days", "30 Days", "1.5 days", "-1 days", "30 days\n", "rolling 30 days"],
    "lookback": ["12 months", "rolling 0 months", "rolling months", "rolling 12 hours"],
    "share": ["99.9", "99,9%", ".5%", "99.9 %", "099%", "-1%", "99.9%\n", "99.%", "1e2%"],
    "money": ["40000.00", "EUR 40000", "40,000.00 EUR", "4 eur", "4EUR", "4 EUR\n", "4.  EUR"],
    "amount": ["", "%", "10 %", "1 000 EUR", "ten points", "1e3", "+5", "10% of fees", "5 EUR\n"],
    "hours": ["8:00-17:00", "08:00 - 17:00", "08-17", "08:00-25:00", "08:60-17:00"],
    "day": ["2026-5-17", "17.05.2026", "2026-05-17T00:00", "20260517", "2026-05-17\n"],
    "instant": ["2026-04-03T16:50:00", "2026-04-03 16:50:00+02:00", "2026-04-03T24:00:00Z"],
    "zone": ["CET", "Oslo", "europe/oslo", "../etc/passwd", "Europe/", "/Europe/Oslo", "UTC+1"],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(QUANTITIES))
def test_patterns_of_quantities_let_through_what_the_parsers_read(name: str) -> None:
    """No text that a parser reads is refused by the pattern, and common slips are."""
    pattern = re.compile(SCHEMAS["common"]["$defs"][name]["pattern"])
    for text in READABLE[name]:
        QUANTITIES[name](text)
        assert pattern.search(text), f"{name} refuses {text!r}"
    for text in UNREADABLE[name]:
        with pytest.raises(QuantityError):
            QUANTITIES[name](text)
        assert not pattern.search(text), f"{name} lets {text!r} through"


WORDS = {
    "id": (["a", "p1-resolution", "a" * 63], ["", "A", "1a", "a_b", "a" * 64, "a\n", "é", "a.b"]),
    "version": (["3.1", "2026-1", "v1_rc.2"], ["", ".1", "1 2", "1" * 41, "1\n"]),
    "line": (["a", "4.10", "né à Oslo"], ["", " a", "a\nb", "a\n", "a\tb", "a" * 201]),
    "prose": (["a", "a\nb\n", "a\tb"], ["", "a\x00b", "a\rb", "a" * 5001]),
    "label": (["", " Wait - User ", "Ünlocked"], ["a\nb", "a" * 201]),
    "priority_key": (["P1", "high", "sev_1"], ["1", "", "P 1", "P1\n"]),
    "level_id": (["P1", "1", "high"], ["", "-1", "1 - High"]),
    "field_name": (["fare", "sla.met", "x_1"], ["", "1x", "a b", "$where"]),
    "language": (["nb", "en-GB", "gsw"], ["EN", "english", "en_GB", ""]),
    "service_hours": (["24x7", "office-no"], ["24X7", "7x24", "Office", ""]),
    "leaf_ref": (
        ["desk-ola#triage", "telco-uc#repair/sev1", "a#b/1"],
        ["desk-ola", "#triage", "a#b/", "a#b/c/d", "A#b", "a#b\n", "a #b"],
    ),
    "sha256": (
        ["0a" * 32, "0A" * 32],
        ["0a" * 31, "0g" * 32, "0a" * 32 + "\n", "sha256:" + "0" * 64],
    ),
    "relative_file": (
        ["a.pdf", "documents/telco uc.pdf", "a/b..c/d", "a/.b", "..a/b", "é.csv"],
        ["", "/etc/passwd", "../a", "a/../b", "a/..", "..", "a\\b", "https://x.example/a", "c:/a",
         "a*.csv", "a?.csv", "a[1].csv", "{a,b}.csv", "a\n", "a\x00b"],
    ),
    "currency": (["EUR", "NOK"], ["eur", "EURO", "€", "EUR\n"]),
    "api_version": (["slaspec/v1"], ["slaspec/v2", "slaspec/v1\n", "v1"]),
}  # fmt: skip


def test_words_are_bounded() -> None:
    """Ids, texts, references and files are refused outside their form."""
    assert set(WORDS) | set(QUANTITIES) == set(SCHEMAS["common"]["$defs"])
    for name, (good, bad) in WORDS.items():
        check = Draft202012Validator(SCHEMAS["common"]["$defs"][name])
        for text in good:
            assert check.is_valid(text), f"{name} refuses {text!r}"
        for text in bad:
            assert not check.is_valid(text), f"{name} lets {text!r} through"


# ------------------------------------------------------------------ 3. schemas that are safe to run

KEYWORDS = {
    "$schema", "$id", "$ref", "$defs", "title", "description", "examples", "type", "enum", "const",
    "properties", "required", "additionalProperties", "propertyNames", "minProperties",
    "items", "minItems", "uniqueItems", "minLength", "maxLength", "pattern", "minimum", "maximum",
    "anyOf", "oneOf", "allOf", "if", "then", "dependentRequired", "dependentSchemas",
}  # fmt: skip


def subschemas(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A schema and all schemas inside it (not what is only data, like examples)."""
    yield where, schema
    for key in ("$defs", "properties", "dependentSchemas"):
        for name, part in schema.get(key, {}).items():
            yield from subschemas(part, f"{where}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames", "if", "then"):
        if isinstance(schema.get(key), dict):
            yield from subschemas(schema[key], f"{where}/{key}")
    for key in ("anyOf", "oneOf", "allOf"):
        for index, part in enumerate(schema.get(key, ())):
            yield from subschemas(part, f"{where}/{key}/{index}")


def everything() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """File, place and schema of every schema and subschema."""
    for file, schema in SCHEMAS.items():
        for where, part in subschemas(schema, f"{file}#"):
            yield file, where, part


def test_files_say_what_they_are() -> None:
    """Each file names the exact dialect and its own address, and is a valid schema of it."""
    for name, schema in SCHEMAS.items():
        assert schema["$schema"] == DIALECT
        assert schema["$id"] == f"{BASE}{name}.schema.json"
        assert schema["title"] and schema["description"]
        Draft202012Validator.check_schema(schema)


def test_only_known_keywords() -> None:
    """A misspelt keyword would be ignored in silence; so would `format`, and `multipleOf` errs."""
    for _, where, part in everything():
        assert set(part) <= KEYWORDS, f"{where}: {set(part) - KEYWORDS}"
        for bound in ("minimum", "maximum", "minItems", "minLength", "maxLength", "minProperties"):
            assert type(part.get(bound, 0)) is int, f"{where}: {bound}"


def test_every_reference_leads_to_a_definition_of_ours() -> None:
    """References are relative, to a file beside or to the same file, and nothing is left over."""
    led: set[str] = set()
    for file, where, part in everything():
        if "$ref" not in part:
            continue
        assert re.fullmatch(r"([a-z-]+\.schema\.json)?(#/[A-Za-z0-9_$/]+)?", part["$ref"]), where
        at, pointer, target = follow(file, part["$ref"])
        assert isinstance(target, dict), where
        led.add(f"{at}#{'/'.join(pointer.split('/')[2:3])}")
    unused = {
        f"{file}#{name}" for file, schema in SCHEMAS.items() for name in schema.get("$defs", ())
    } - led
    unused -= {place_of(base) for cls in CLASSES.values() for base in cls.__bases__}
    assert unused <= {"common#instant"}, f"nobody refers to {unused}"


def test_every_mapping_is_closed() -> None:
    """An unknown key is refused everywhere, and a text has a bound or a pattern."""
    for _, where, part in everything():
        if part.get("type") == "object" and "properties" in part:
            switch = where in ("slaspec#", "metric#/$defs/metric")
            assert switch or part.get("additionalProperties") is False, where
        elif part.get("type") == "object":
            assert isinstance(part.get("additionalProperties"), dict), where
        if part.get("type") == "array":
            assert isinstance(part.get("items"), dict), where
        if part.get("type") == "string":
            assert "pattern" in part or "maxLength" in part, where


def patterns() -> list[str]:
    """Every pattern of the schemas, once."""
    return sorted({part["pattern"] for _, _, part in everything() if "pattern" in part})


def loose(pattern: str) -> bool:
    """Whether an alternative stands outside every group, so that `^` or `$` binds one side only."""
    depth = 0
    for mark in re.findall(r"\\.|\[(?:\\.|[^]])*\]|[()|]", pattern):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if mark == "|" and depth == 0:
            return True
    return False


def test_patterns_are_anchored() -> None:
    """A pattern speaks of the whole text; `(?!\\n)` because Python's `$` lets a newline pass."""
    for pattern in patterns():
        assert pattern.startswith("^") and pattern.endswith("$(?!\\n)"), pattern
        assert not loose(pattern), f"{pattern}: an alternative outside a group is not anchored"
        assert "\\d" not in pattern and "\\w" not in pattern, "they take digits of every script"
    assert loose("^a|b$") and loose("^(?:a)|[b]$") and not loose("^(?:a|b)[|]\\|$")


UNITS = [
    *"aA01 -/._%:hPTsx#\t\n9é[", "1h", "1h ", "1min ", "0s", "a/", "../", "/..", "a.", "00:", "1.",
    "mon-", "rolling 1", "a a", "1 a", "1 service ", "PT1H", "A-", "a#b/", "..",
]  # fmt: skip


@pytest.mark.parametrize("pattern", patterns())
def test_no_pattern_is_slow(pattern: str) -> None:
    """10,000 characters that almost match are refused in less than 50 ms."""
    compiled = re.compile(pattern)
    for unit in UNITS:
        body = (unit * 10_000)[:10_000]
        for text in (body, body[:-1] + "\x00", "1" + body + "\n", "a" + body + "!"):
            best = 1.0
            for _ in range(3):
                before = time.perf_counter()
                compiled.search(text)
                best = min(best, time.perf_counter() - before)
                if best < 0.05:
                    break
            assert best < 0.05, f"{unit!r} takes {best:.3f} s"


# ------------------------------------------------------------------ 4. a published v1 only grows


def words(shape: Shape, prefix: str = "") -> Iterator[str]:
    """What a value may be, as words: `met`, `<share>`, `{target#objective}`, `[]` for a list."""
    for kind, *rest in shape:
        if kind in ("array", "map"):
            yield from words(rest[0], prefix + ("[]" if kind == "array" else "{}"))
        else:
            forms = {"literal": "{}", "quantity": "<{}>", "class": "{{{}}}"}
            yield prefix + (forms[kind].format(rest[0]) if rest else f"<{kind}>")


def surface() -> dict[str, tuple[bool, frozenset[str]]]:
    """Each property of v1: whether it is mandatory, and everything it may be."""
    found = {}
    for place, schema in objects().items():
        for key, part in schema["properties"].items():
            shape = shape_of_schema(place.partition("#")[0], part)
            found[f"{place}.{key}"] = (
                key in schema.get("required", ()),
                frozenset(words(shape)),
            )
    return found


def listed(entries: dict[str, tuple[bool, frozenset[str]]]) -> str:
    """The listing: `file#definition.property [required] (values)`, one a line, sorted."""
    return "".join(
        f"{name}{' [required]' if required else ''} ({', '.join(sorted(values))})\n"
        for name, (required, values) in sorted(entries.items())
    )


def unlisted(text: str) -> dict[str, tuple[bool, frozenset[str]]]:
    """A listing read back."""
    found = {}
    for line in text.splitlines():
        match = re.fullmatch(r"(\S+)( \[required\])? \((.*)\)", line)
        assert match, f"{SURFACE.name}: {line!r} is no line of the listing"
        found[match[1]] = (bool(match[2]), frozenset(match[3].split(", ")))
    return found


def broken(
    published: dict[str, tuple[bool, frozenset[str]]],
    current: dict[str, tuple[bool, frozenset[str]]],
) -> list[str]:
    """What a contract of the published language could no longer say, or would now have to say."""
    found = []
    for name, (_, values) in published.items():
        if name not in current:
            found.append(f"{name} is gone")
        else:
            found += [f"{name} no longer takes {value}" for value in values - current[name][1]]
    known = {name.rpartition(".")[0] for name in published}
    for name, (required, _) in current.items():
        if required and name.rpartition(".")[0] in known and not published.get(name, (False,))[0]:
            found.append(f"{name} is now required")
    return sorted(found)


def test_published_v1_only_grows() -> None:
    """
    Nothing that a contract may say today is taken away, and nothing becomes mandatory.

    What is new belongs into the listing: run the test with SLASPEC_UPDATE=1 to write it. A change
    that breaks existing contracts is not written; it needs a v2.
    """
    current = surface()
    update = os.environ.get("SLASPEC_UPDATE") == "1"
    if update and not SURFACE.exists():
        SURFACE.write_text(listed(current), "utf-8")
    assert SURFACE.exists(), f"{SURFACE.name} is missing: run again with SLASPEC_UPDATE=1"
    text = SURFACE.read_text("utf-8")
    breaks = broken(unlisted(text), current)
    assert not breaks, "v1 is published: " + "; ".join(breaks)
    if update:
        SURFACE.write_text(listed(current), "utf-8")
        return
    assert text == listed(current), (
        f"{SURFACE.name} does not list what is new in v1; write it with"
        f" SLASPEC_UPDATE=1 pytest {Path(__file__).name}"
    )


def test_what_breaks_v1_is_noticed() -> None:
    """A vanished key, a vanished value and a new mandatory key break; what is added does not."""
    old = unlisted("a#b.c [required] (<string>)\na#b.d (x, y)\n")
    assert broken(old, unlisted("a#b.c (<string>)\na#b.d (x, y, z)\na#b.e (<string>)\n")) == []
    assert broken(old, unlisted("a#b.c [required] (<string>)\n")) == ["a#b.d is gone"]
    assert broken(old, unlisted("a#b.c [required] (<string>)\na#b.d (x)\n")) == [
        "a#b.d no longer takes y"
    ]
    assert broken(old, unlisted(listed(old) + "a#b.e [required] (<string>)\n")) == [
        "a#b.e is now required"
    ]
    assert broken(old, unlisted(listed(old) + "a#new.e [required] (<string>)\n")) == []


# ------------------------------------------------------------------ keys that go together

# Place, then one instance a line: `+` is accepted, `-` is refused.
TOGETHER = {
    "amendment#change": """
        + {at: targets/t/objectives/P1/within, was: 5h, becomes: 4h}
        + {at: caps, adds: [{per: month, at_most: 10%}]}
        + {at: services/network/charge/amount, removes: 4.10}
        - {at: caps}
        - {at: caps, was: 5h}
        - {at: caps, becomes: 5h}
        - {at: caps, becomes: 5h, adds: 4h}
        - {at: caps, adds: 5h, removes: 4h}
        - {at: caps, adds: null}
        - {at: caps/, adds: 5h}
        - {at: /caps, adds: 5h}
        - {at: Caps, adds: 5h}
    """,
    "target#objective": """
        + {share: 90%, within: 5h}
        + {percentile: 95%, within: {working_days: 2, due: end_of_day}}
        + {availability: 99.9%, backed_by: []}
        + {at_least: "4.2"}
        - {}
        - {hours: 24x7}
        - {share: 90%}
        - {within: 5h}
        - {share: 90%, percentile: 90%, within: 5h}
        - {availability: 99.9%, within: 5h}
        - {at_least: "1", at_most: "2"}
        - {share: 90%, within: 2 days}
        - {share: 90, within: 5h}
    """,
    "target#target": """
        + {id: t, service: s, metric: m, objectives: {P1: {at_most: "1"}}}
        - {id: t, service: s, metric: m}
        - {id: t, service: s, metric: m, objectives: {}}
        - {id: t, service: s, metric: m, objectives: {"1": {at_most: "1"}}}
        - {id: t, service: s, metric: m, objective: {at_most: 1x}, objectives: {P1: {at_most: 1x}}}
    """,
    "backing#backing": """
        + {target: a#b, visits: 2, priority_map: {P1: "1"}}
        + {redundant: [a#b, c#d], common_cause: 10%}
        + {k_of: {n: 2, of: [a#b, [c#d, {own: {time: 1h}}]]}}
        - {}
        - {target: a#b, tree: x}
        - {tree: x, visits: 2}
        - {tree: x, while: active}
        - {all_of: []}
        - {own: {availability: 99%, hours: 24x7}}
        - {own: {}}
        - {target: a#b, visits: 0}
        - {target: a#b, visits: true}
    """,
    "remedy#rung": """
        + {below: 99%, pays: 5%}
        - {pays: 5%}
        - {below: 99%}
        - {below: 99%, above: 9%, pays: 5%}
    """,
    "remedy#rate": """
        + {flat: 5%}
        + {first: 95.00 GBP, then: 45.00 GBP}
        + {ladder: [{below: 99%, pays: 5%}], over: measured}
        + {per_step: 3%, forfeits_over: 15pp}
        - {}
        - {first: 95.00 GBP}
        - {flat: 5%, then: 5%}
        - {flat: 5%, per_step: 5%}
        - {flat: 5%, over: measured}
        - {ladder: []}
        - {lost_time: 0}
    """,
    "remedy#base": """
        + {charge: a}
        + {at_risk: 10%, of: {windows: 1}, pool: 200%}
        - {}
        - {at_risk: 10%}
        - {of: {windows: 1}}
        - {charge: a, pool: 5%}
        - {charge: a, service: a}
        - {greater_of: [{charge: a}]}
    """,
    "remedy#repeat": """
        + {when: consecutive, factor: 2}
        + {when: rolling 2 months, ladder: [5%]}
        - {when: consecutive}
        - {when: often, factor: 2}
        - {when: consecutive, factor: 2, ladder: [5%]}
    """,
    "remedy#conversion": """
        + {per_point: 1.00 EUR}
        - {}
        - {per_point: 1%, ladder: [{above: 5 points, pays: 5%}]}
    """,
    "remedy#trigger": """
        + {from_failure: 2, in: contract_year}
        - {from_failure: 1}
        - {in: contract_year}
    """,
    "governance#charge": """
        + {amount: 1.00 EUR, per: month}
        + {source: invoices}
        - {}
        - {amount: 1.00 EUR}
        - {per: month}
        - {source: invoices, per: month}
    """,
    "governance#escalation_step": """
        + {to: desk, at_share: 75%}
        - {to: desk}
        - {to: desk, at_share: 75%, over_by: 1h}
    """,
    "governance#exclusion": """
        + {id: a, cause: other, at_most: 4h, per: month}
        - {id: a, cause: other, per: month}
    """,
    "governance#termination_when": """
        + {missed: a, times: 3, in: rolling 12 months}
        + {missed: a, below: 98%}
        - {missed: a, in: rolling 12 months}
        - {missed: a, consecutive: true}
    """,
    "interpretation#claim": """
        + {automatic: true}
        + {within: 30 days, from: report, lapsed_uses_cap: true}
        - {}
        - {within: 30 days}
        - {from: report}
        - {automatic: true, from: report}
        - {automatic: true, lapsed_uses_cap: true}
    """,
    "interpretation#round_measured": """
        + {places: 0, mode: up}
        - {places: 10, mode: up}
        - {places: -1, mode: up}
        - {places: 2}
    """,
    "interpretation#contract_year": """
        + {contract_year: from 04-01}
        - {contract_year: from 4-1}
        - {contract_year: from 13-01}
    """,
    "data-source#tool": """
        + {verdict: sla, met: [y]}
        + {elapsed: t, unit: s}
        - {}
        - {met: [y]}
        - {verdict: sla, unit: s}
    """,
    "metric#metric": """
        + {id: a, kind: duration, group: L2, visits: sum, pause: []}
        - {id: a}
        - {id: a, kind: speed}
        - {id: a, kind: duration, down: {down: 100%}}
        - {id: a, kind: duration, visits: sum}
        - {id: a, kind: ratio, empty: 0%}
    """,
}


@pytest.mark.parametrize("place", sorted(TOGETHER))
def test_keys_that_exclude_or_need_one_another(place: str) -> None:
    """Where a class has exactly one of several keys, or a key needs another, the schema asks so."""
    file, _, name = place.partition("#")
    check = Draft202012Validator(
        {"$ref": f"{BASE}{file}.schema.json#/$defs/{name}"}, registry=REGISTRY
    )
    for line in TOGETHER[place].split("\n")[1:-1]:
        wanted, instance = line.split(maxsplit=1)
        assert check.is_valid(yaml.safe_load(instance)) == (wanted == "+"), line


def test_a_document_is_judged_by_its_own_kind() -> None:
    """A fault in a Calendar is reported at its place, not as a fault of `kind`."""
    check = Draft202012Validator(SCHEMAS["slaspec"], registry=REGISTRY)
    calendar: dict[str, Any] = {
        "apiVersion": "slaspec/v1",
        "kind": "Calendar",
        "id": "office-no",
        "title": "Office",
    }
    calendar |= {"timezone": "Europe/Oslo", "open": {"mon-fri": ["08:00-17:00"]}, "closed": []}
    assert check.is_valid(calendar)
    wrong: list[tuple[dict[str, Any], list[str | int]]] = [
        ({"open": {"mon-fri": ["8-17"]}}, ["open", "mon-fri", 0]),
        ({"open": {"monday": ["08:00-17:00"]}}, ["open"]),
        ({"closed": [{"date": "2026-5-17"}]}, ["closed", 0, "date"]),
        ({"kind": "Kalender"}, ["kind"]),
    ]
    for change, path in wrong:
        errors = list(check.iter_errors(calendar | change))
        assert [list(error.absolute_path) for error in errors] == [path]
