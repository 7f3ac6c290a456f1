"""Whatever an amendment says, it applies or its faults are told: it never ends in a traceback."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaspec.checks.run import run
from slaspec.language.book import Book, load_book
from slaspec.language.document import Document
from slaspec.language.model import Amendment
from slaspec.language.read import ReadFile
from slaspec.language.structure import structure

BOOK = load_book(Path(__file__).parent / "contracts", "contracts")
SIGNED = BOOK.contracts["harbour-amendment-1"].at.document
OTHERS = tuple(file for file in BOOK.files if file.document is not SIGNED)


def places(data, path=()):
    """Paths by keys and ids through plain data, with what stands there."""
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, held in entries:
        named = held.get("id", held.get("service")) if isinstance(held, dict) else None
        here = (*path, str(named if isinstance(data, list) and named else key))
        yield "/".join(here), held
        if isinstance(held, dict | list):
            yield from places(held, here)


KNOWN = list(places(BOOK.texts("harbour-desk").texts[0].tree.plain()))
words = st.sampled_from([*{at.split("/")[-1] for at, _ in KNOWN}, "x", "4h", "none", "0"])
paths = st.sampled_from([at for at, _ in KNOWN]) | st.lists(words, min_size=1, max_size=5).map(
    "/".join
)
values = st.sampled_from([held for _, held in KNOWN]) | words | st.integers() | st.booleans()


@st.composite
def changes(draw):
    """A change of some place, now and then with the words that stand there."""
    at = draw(paths)
    said = dict(KNOWN).get(at) if draw(st.booleans()) else None
    value = draw(values) if said is None else said
    kind = draw(st.sampled_from(["becomes", "adds", "removes"]))
    if kind == "becomes":
        return {"at": at, "was": value, "becomes": draw(values)}
    return {"at": at, kind: value}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes(), min_size=1, max_size=3), st.sampled_from(["1.0", "1.1"]))
def test_an_amendment_applies_or_says_why_not(made, version):
    """A text or faults; each fault has a sentence, a place in its file and something to do."""
    data = {**SIGNED.data, "changes": made, "amends": {**SIGNED.data["amends"], "version": version}}
    document = Document("contracts/amendment-1.yaml", SIGNED.text, data, SIGNED._positions)
    document.span = lambda path, **_: SIGNED.span(())
    amendment, wrong = structure(data, document)
    assert [] == wrong
    assert isinstance(amendment, Amendment)
    file = ReadFile(document.file, document, amendment, ())
    book = Book(BOOK.root, (*OTHERS, file))

    history = book.texts("harbour-desk")

    assert (len(history.texts) == 2) != bool(history.faults)
    for fault in history.faults:
        assert fault.message
        assert fault.help
        assert "None" not in fault.message
    for day in (date(2026, 7, 1), date(2026, 8, 1)):
        for finding in run(book, day, select=["D", "T", "C"]):
            assert finding.span.line >= 1
            assert len(finding.message) <= 500
