"""Exports with anything in the place of anything: named errors and counted reasons, never more."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.records.sources import read_records
from tests.records import desk

TOOLS = sorted(desk.TOOLS)
ANYTHING = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        "x",
        "\x00",
        "7",
        [],
        {},
        [1],
        [None],
        [[]],
        [{}],
        {"id": []},
        {"id": {"id": 1}},
        "2026-13-45T99:99:99Z",
        "9999-12-31T23:59:59Z",
        "é" * 300,
    ]
)


def places(value, path=()):
    """The path of every value in a document."""
    yield path
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inner:
            yield from places(each, (*path, key))


def changed(document, path, value):
    """The document with another value at a path; without it for `...`."""
    document = copy.deepcopy(document)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return document


@pytest.mark.parametrize("tool", TOOLS)
@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(data=st.data())
def test_whatever_stands_where_something_else_is_expected(tool, data, tmp_path):
    """The file is refused with a place, or every ticket is used or left out for a reason."""
    document = desk.STORY[tool]()
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(document))))
        if path:
            document = changed(document, path, data.draw(ANYTHING | st.just(...)))
    file = tmp_path / "export.json"
    file.write_text(json.dumps([document, desk.STORY[tool]()]))
    source = desk.structured(desk.source(tool, timezone="UTC"))

    try:
        _, report = read_records(source, file, shown="export.json")
    except LocatedError as error:
        assert error.at.startswith(("export.json:", "itsm.yaml:"))
        assert error.message
    else:
        assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
        assert report.tickets_read in (1, 2)


@pytest.mark.parametrize("tool", TOOLS)
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(data=st.data())
def test_a_file_that_is_cut_off_anywhere_is_refused(tool, data, tmp_path):
    """Its last tickets are not lost silently."""
    text = json.dumps([desk.STORY[tool]()])
    file = tmp_path / "export.json"
    file.write_text(text[: data.draw(st.integers(0, len(text) - 1))])

    with pytest.raises(LocatedError):
        read_records(desk.structured(desk.source(tool)), file, shown="export.json")
