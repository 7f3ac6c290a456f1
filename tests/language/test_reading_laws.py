"""
Laws of reading: what is written comes back, and every part is where the document says it is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaspec.language import events
from slaspec.language.characters import HIDDEN, HIDDEN_AFTER_UNESCAPING, shown
from slaspec.language.decoding import decoded
from slaspec.language.document import Document, Refused, Unplaced, as_text, read_document

LAW = settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

keys = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda key: key.lower() not in {"true", "false", "null"}
)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"])
    | st.sampled_from("\n #:-,'\"[]{}?|>&*!%@`"),
    max_size=30,
).filter(lambda text: not HIDDEN_AFTER_UNESCAPING.search(text))
whole = st.integers(-(10**30), 10**30)
scalars = texts | whole | st.booleans() | st.none()
documents = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda part: st.lists(part, max_size=4) | st.dictionaries(keys, part, max_size=4),
        max_leaves=20,
    ),
    min_size=1,
    max_size=6,
)
layouts = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 80, 10_000]),
        "allow_unicode": st.booleans(),
        "default_style": st.sampled_from([None, "'", '"']),
        "explicit_start": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


def dumped(data: Any, layout: dict[str, Any]) -> str:
    class Writer(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return yaml.dump(data, Dumper=Writer, sort_keys=False, **layout)


def reading(text: str) -> Document | None:
    try:
        return read_document(text.encode("utf-8", "surrogatepass"), "a.yaml")
    except Refused:
        return None


@LAW
@given(documents, layouts)
def test_what_was_dumped_comes_back(data: dict[str, Any], layout: dict[str, Any]) -> None:
    """
    Plain data that another program writes as YAML is read as that data, or refused: never otherwise.
    """
    document = reading(dumped(data, layout))

    if document is not None:
        assert data == document.data
        assert list(data) == list(document.data)


def test_most_of_what_was_dumped_is_in_the_subset() -> None:
    """
    The law above is not empty: most of what a program writes is read.
    """
    seen: list[bool] = []

    @LAW
    @given(documents)
    def one(data: dict[str, Any]) -> None:
        seen.append(reading(dumped(data, {"allow_unicode": True})) is not None)

    one()

    assert sum(seen) > 0.8 * len(seen)


@LAW
@given(documents, layouts)
def test_both_parsers_read_alike(data: dict[str, Any], layout: dict[str, Any]) -> None:
    """
    What both parsers read, they read alike, with the same places.
    """
    text = dumped(data, layout)
    first = reading(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "_LOADER", yaml.SafeLoader)
        second = reading(text)

    if first is not None and second is not None:
        assert first.data == second.data
        assert list(first._positions) == list(second._positions)


safe_words = st.from_regex(r"[A-Za-z][A-Za-z0-9]{2,10}( [a-z]{3,8}){0,2}", fullmatch=True).filter(
    lambda word: word.lower() not in {"true", "false", "null", "yes", "off"}
)
safe_documents = st.dictionaries(
    keys.filter(lambda key: key.lower() not in {"y", "n", "on", "no", "yes", "off"}),
    st.recursive(
        safe_words | st.integers(-999, 999) | st.booleans() | st.none(),
        lambda part: (
            st.lists(part, max_size=3)
            | st.dictionaries(safe_words.filter(str.isalnum), part, max_size=3)
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


@LAW
@given(safe_documents, layouts)
def test_agrees_with_the_usual_loader(data: dict[str, Any], layout: dict[str, Any]) -> None:
    """
    Where no word is ambiguous, the data is what the usual loader of PyYAML reads.
    """
    text = dumped(data, {**layout, "default_style": None})
    document = reading(text)

    assert document is not None
    assert yaml.load(text, Loader=yaml.CSafeLoader) == document.data


@LAW
@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    )
)
def test_the_digits_of_a_decimal_are_kept(number: Decimal) -> None:
    """
    A plain decimal is the number that was written, to its last zero, and is written back alike.
    """
    text = format(number, "f")
    document = reading(f"a: {text}\n")

    if number == 0 and text.startswith("-"):
        assert document is None
    else:
        assert document is not None
        assert text == as_text(document.data["a"])


# ------------------------------------------------------------------------------------- places


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every path of a document with its value, in order."""
    found = [(path, value)]
    if isinstance(value, dict):
        for key, item in value.items():
            found += paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += paths(item, (*path, index))
    return found


def written_at(document: Document, path: tuple[Any, ...], *, of_key: bool) -> str:
    """The text of the file from the place of a path on."""
    span = document.span(path, of_key=of_key)
    lines = document.text.split("\n")
    return "\n".join([lines[span.line - 1][span.column - 1 :], *lines[span.line :]])


def written(value: Any) -> str:
    """A regular expression for the beginning of a value in a file."""
    if isinstance(value, dict):
        return r"\{" + (rf"|['\"]?{re.escape(next(iter(value)))}['\"]?:" if value else "")
    if isinstance(value, list):
        return r"\[|-"
    words = {"True": "true", "False": "false", "None": "null"}
    return rf"['\"]?{re.escape(words.get(str(value), str(value)))}"


@LAW
@given(safe_documents, layouts)
def test_every_path_is_where_the_document_says(
    data: dict[str, Any], layout: dict[str, Any]
) -> None:
    """
    At the place of a path stands the text of its value, and at the place of its key the key.
    """
    document = reading(dumped(data, {**layout, "width": 10_000, "default_style": None}))
    assert document is not None

    for path, value in paths(document.data):
        if path and isinstance(path[-1], str):
            key = written_at(document, path, of_key=True)
            assert re.match(rf"['\"]?{re.escape(path[-1])}['\"]?:", key)
        assert re.match(written(value), written_at(document, path, of_key=False))


CONTRACT = b"""\
# comment
apiVersion: slaspec/v1
id: x
services: [{service: desk, "charge": {amount: 5 EUR}}, plain text, 'quoted, text']
open:
  mon-fri:
    - "08:00-17:00"
"""


@pytest.mark.parametrize(
    ("path", "of_key", "expected"),
    [
        ((), False, "a.yaml:2:1"),
        (("id",), False, "a.yaml:3:5"),
        (("id",), True, "a.yaml:3:1"),
        (("services",), False, "a.yaml:4:11"),
        (("services", 0), False, "a.yaml:4:12"),
        (("services", 0, "service"), False, "a.yaml:4:22"),
        (("services", 0, "charge"), True, "a.yaml:4:28"),
        (("services", 0, "charge", "amount"), False, "a.yaml:4:47"),
        (("services", 1), False, "a.yaml:4:56"),
        (("services", 2), False, "a.yaml:4:68"),
        (("open", "mon-fri", 0), False, "a.yaml:7:7"),
        (("missing",), False, "a.yaml:2:1"),
        (("services", 0, "charge", "per"), False, "a.yaml:4:28"),
        (("services", 9, "charge", "per"), False, "a.yaml:4:1"),
    ],
)
def test_places_by_example(path: tuple[Any, ...], of_key: bool, expected: str) -> None:
    """
    Places count lines and columns from 1; what is not there is shown at the key of what holds it.
    """
    document = read_document(CONTRACT, "a.yaml")

    assert expected == str(document.span(path, of_key=of_key))


@pytest.mark.parametrize(
    ("path", "width"),
    [(("id",), 1), (("services", 0, "service"), 4), (("services", 1), 10), (("services", 2), 14)],
)
def test_width_is_that_of_the_value(path: tuple[Any, ...], width: int) -> None:
    """
    A value is underlined from its first to its last character.
    """
    assert width == read_document(CONTRACT, "a.yaml").span(path).width


def test_lines_are_those_of_the_file() -> None:
    """
    `line` gives a line without its end, also where CR and LF end it, and nothing outside the file.
    """
    document = read_document(b"a: 1\r\nb: 2\r\n", "a.yaml")

    assert ["", "a: 1", "b: 2", "", ""] == [document.line(n) for n in range(5)]


def test_ids_stand_for_positions_in_lists() -> None:
    """
    For a fingerprint an item of a list is its id; one without is its number.
    """
    document = read_document(b"targets: [{id: up, x: 1}, {y: 2}, plain]\n", "a.yaml")

    assert ("targets", "up", "x") == document.ids(("targets", 0, "x"))
    assert ("targets", "[1]", "y") == document.ids(("targets", 1, "y"))
    assert ("targets", "[2]") == document.ids(("targets", 2))
    assert ("targets", "[7]", "z") == document.ids(("targets", 7, "z"))


def test_data_without_a_file_has_one_place() -> None:
    """
    A contract that came as a mapping is shown as such, at one place for all its parts.
    """
    unplaced = Unplaced({"a": [1]})

    assert "<mapping>:1:1" == str(unplaced.span(("a", 0)))
    assert "" == unplaced.line(1)


@LAW
@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("ab \r\n\t\u200bø"), max_size=60
    )
)
def test_every_hidden_character_is_found(text: str) -> None:
    """
    The quick look at the rare bytes overlooks nothing: the first hidden character is refused in place.
    """
    hidden = HIDDEN.search(text)
    raw = b"# " + text.encode()
    try:
        decoded(raw, "a.yaml")
    except Refused as refused:
        assert hidden is not None
        place, before = refused.finding.span, text[: hidden.start()]
        assert before.count("\n") + 1 == place.line
        assert len(("# " + before).rsplit("\n", 1)[-1]) + 1 == place.column
    else:
        assert hidden is None


@LAW
@given(st.text(max_size=300), st.integers(2, 250))
def test_what_is_shown_is_visible_and_short(text: str, most: int) -> None:
    """
    A text in a message is on one line and visible; of a long one the beginning is shown.
    """
    said = shown(text, most)

    assert said.isprintable()
    if text.isprintable():
        assert len(said) <= most
        assert said == text or (said.endswith("…") and text.startswith(said[:-1]))
