"""The published schemas of JSON outputs: well made, and true of what is written."""

import json

import pytest

from slaspec.cli import run
from slaspec.language.schemas import folder

NAMES = ("check", "due", "estimate", "manifest", "require", "review", "statement")
PREVIEW = [
    "preview",
    "ferry-desk",
    "--as-of",
    "2026-04-20",
    "--records",
    "ticket-export=tickets.csv",
]


def schema(name):
    """A published schema of an output."""
    return json.loads((folder("output") / f"{name}.schema.json").read_text("utf-8"))


def faults(name, data):
    """What a validator says about some data; empty where it is valid."""
    from jsonschema import Draft202012Validator

    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(data)]


def nodes(part):
    """Every mapping inside a schema."""
    if isinstance(part, dict):
        yield part
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from nodes(inner)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_a_schema(name):
    """It is valid JSON Schema 2020-12 and bears its address."""
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema(name))

    assert "https://json-schema.org/draft/2020-12/schema" == schema(name)["$schema"]
    assert schema(name)["$id"].endswith(f"/output/{name}.schema.json")


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed_and_every_property_is_described(name):
    """A reader knows each property, that it is always there, and that there is no other."""
    for node in nodes(schema(name)):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert sorted(node["required"]) == sorted(node["properties"])
            assert [] == [
                key for key, value in node["properties"].items() if not is_described(value)
            ]


def is_described(part):
    """Whether a property says what it means, itself or where it points to."""
    return bool(part.get("description")) or "$ref" in part


@pytest.mark.parametrize("faulty", ["none", "files", "references"])
def test_the_findings_of_a_check_are_valid(project, capsys, faulty):
    """Findings of reading, of shape and of rules, and none at all."""
    if faulty != "none":
        getattr(project, f"break_{faulty}")()

    run(["check", "--output-format", "json"])

    assert [] == faults("check", json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("charged", [True, False])
@pytest.mark.parametrize("period", ["2026-03", "2025-12..2026-02", "2026-Q1"])
def test_a_statement_is_valid(project, capsys, period, charged):
    """With lines and without, in and outside the term, with charges from a file."""
    (project.folder / "charges.csv").write_text(
        "period,service,amount\n2026-03,service-desk,7.77 SEK\n2026-01,service-desk,1.00 SEK\n"
    )
    options = ["--charges", "charges.csv"] if charged else []

    run([*PREVIEW[:2], period, *PREVIEW[2:], *options, "-o", "s.json"])

    data = json.loads((project.folder / "s.json").read_text("utf-8"))
    assert [] == faults("statement", data)
    assert all(s["read"] == s["used"] + sum(s["excluded"].values()) for s in data["sources"])


def test_a_statement_with_a_bonus_and_excluded_records_is_valid(project, capsys):
    """Amounts below zero and faults of records have their form as well."""
    file = project.folder / "tickets.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines) + lines[1].replace("2026-03-01 00:44:00", "never", 1), "utf-8")

    code = run([*PREVIEW[:2], "2026-03", *PREVIEW[2:], "-o", "s.json"])

    data = json.loads((project.folder / "s.json").read_text("utf-8"))
    assert 1 == code
    assert data["sources"][0]["faults"]
    assert [] == faults("statement", data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "line"), 0),
        (("findings", 0, "fingerprint"), "xyz"),
        (("findings", 0, "message"), "two\nlines"),
        (("findings", 0, "more"), 1),
        (("format",), "slaspec-check/2"),
        (("run", "files"), 1.5),
    ],
)
def test_the_schema_refuses_what_is_never_written(project, capsys, path, value):
    """The schema says something: a wrong value anywhere is a fault."""
    project.break_files()
    run(["check", "--output-format", "json"])
    data = json.loads(capsys.readouterr().out)
    inner = data
    for key in path[:-1]:
        inner = inner[key]

    inner[path[-1]] = value

    assert faults("check", data)
