"""The text in force on a date: what was signed, with the amendments that are effective by then."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import slaspec
from slaspec.errors import LocatedError, UsageError
from slaspec.language.document import Document
from slaspec.language.model.node import Node, Place
from slaspec.language.structure import unstructure
from slaspec.language.text_tree import alike, written

CONTRACTS = Path(__file__).parent / "contracts"
P1 = "targets/resolution/objectives/P1"


def within(book, day):
    """The limit of P1 on a day."""
    text = book.in_force("harbour-desk", date.fromisoformat(day))
    return text.targets[0].objectives["P1"].within.text


def test_an_amendment_is_in_force_from_its_date_on():
    """The day before the old words stand, on the day the new ones, and the version says which."""
    book = slaspec.load(CONTRACTS)

    assert "5h" == within(book, "2026-07-14")
    assert "4h" == within(book, "2026-07-15")
    assert "1.0" == book.in_force("harbour-desk", date(2026, 7, 14)).version
    assert "1.1" == book.in_force("harbour-desk", date(2026, 7, 15)).version


def test_before_the_term_it_is_the_text_of_its_first_day(portfolio):
    """Asked for a day before the term, the answer is the text with which it will begin."""
    book = portfolio({"changes": [{"at": f"{P1}/within", "was": "5h", "becomes": "4h"}]})

    assert "5h" == within(book, "2020-01-01")


def test_the_terms_are_part_of_the_text_and_can_be_amended_for_one_agreement(portfolio):
    """A section of the Terms changes for this agreement; the Terms stay as they are."""
    change = {"at": "statement/silence", "was": "agreed", "becomes": "disputed"}
    book = portfolio({"changes": [change]})

    text = book.in_force("harbour-desk", date(2026, 8, 1))
    assert "disputed" == text.statement.silence
    assert "agreed" == book.contracts["pier-terms"].statement.silence
    assert text == book.whole(text)


def test_every_part_knows_the_file_where_it_was_written():
    """Amended words stand in the amendment; the others in the agreement or its Terms."""
    book = slaspec.load(CONTRACTS, "c")
    text = book.in_force("harbour-desk", date(2026, 8, 1))
    p1 = text.targets[0].objectives["P1"]

    assert "c/amendment-1.yaml:13:82" == str(p1.at.of("within").span)
    assert "c/harbour.sla.yaml:24:19" == str(p1.at.of("share").span)
    assert "c/amendment-1.yaml:16:54" == str(text.statement.at.of("object_within").span)
    assert "c/terms.yaml:31:18" == str(text.statement.at.of("due").span)
    assert "c/amendment-1.yaml:7:10" == str(text.at.of("version").span)


def test_findings_keep_their_ids_and_targets():
    """A path through an amended text is the path of the agreement, so fingerprints stay."""
    text = slaspec.load(CONTRACTS).in_force("harbour-desk", date(2026, 8, 1))
    place = text.targets[0].objectives["P1"].at.of("within")

    assert ("targets", "resolution", "objectives", "P1", "within") == place.document.ids(place.path)


def test_amendments_follow_each_other(portfolio):
    """Each is written against the version before it; the dates decide, not the file names."""
    book = portfolio(
        {
            "amends": {"agreement": "harbour-desk", "version": "1.1"},
            "version": "1.2",
            "effective": {"from": "2026-09-01"},
            "changes": [{"at": f"{P1}/within", "was": "4h", "becomes": "3h"}],
        },
        {
            "amends": {"agreement": "harbour-desk", "version": "1.0"},
            "version": "1.1",
            "changes": [{"at": f"{P1}/within", "was": "5h", "becomes": "4h"}],
        },
    )

    days = ("2026-07-14", "2026-07-15", "2026-08-31", "2026-09-01")
    assert ["5h", "4h", "4h", "3h"] == [within(book, day) for day in days]


def test_what_is_added_and_removed(portfolio):
    """An objective, an entry of a list and a whole section come and go."""
    book = portfolio(
        {
            "changes": [
                {
                    "at": "targets/resolution/objectives/P3",
                    "adds": {"share": "80%", "within": "60h"},
                },
                {
                    "at": "targets/resolution/objectives/P2",
                    "removes": {"hours": "office", "share": "50%", "within": "8h"},
                },
                {"at": "metrics/answers", "adds": {"id": "answers", "kind": "score"}},
                {"at": "liability", "removes": {"credits": "sole_remedy"}},
                {"at": "contact_point", "was": "pier-desk", "becomes": "quay-desk"},
            ]
        }
    )
    text = book.in_force("harbour-desk", date(2026, 8, 1))

    assert ["P1", "P3"] == list(text.targets[0].objectives)
    assert ["resolution-time", "answers"] == [metric.id for metric in text.metrics]
    assert text.liability is None
    assert book.whole(text).liability is None
    assert "quay-desk" == text.contact_point


def test_numbers_are_the_text_that_was_written(portfolio):
    """`clause: 4.2` in the agreement and `was: 4.2` say the same; `4.20` is another clause."""
    right = {"at": "targets/resolution/clause", "was": 4.2, "becomes": 4.5}
    wrong = {"at": "targets/resolution/clause", "was": "4.20", "becomes": "5"}

    text = portfolio({"changes": [right]}).in_force("harbour-desk", date(2026, 8, 1))
    assert "4.5" == text.targets[0].clause
    with pytest.raises(LocatedError, match=r"is '4\.2' in the text in force .* not '4\.20'"):
        portfolio({"changes": [wrong]}).in_force("harbour-desk", date(2026, 8, 1))


def test_an_amendment_applies_whole_or_not_at_all(portfolio):
    """One guard that does not hold: nothing of the amendment is in the text."""
    book = portfolio(
        {
            "changes": [
                {"at": f"{P1}/within", "was": "5h", "becomes": "4h"},
                {"at": f"{P1}/share", "was": "95%", "becomes": "99%"},
            ]
        }
    )

    assert "5h" == within(book, "2026-07-14")
    with pytest.raises(LocatedError, match="P1/share' is '90%' in the text in force"):
        book.in_force("harbour-desk", date(2026, 7, 15))
    history = book.texts("harbour-desk")
    assert 1 == len(history.texts)
    assert ["guard"] == [fault.reason for fault in history.faults]


def test_a_draft_changes_nothing(portfolio):
    """Without a signature that `changes.consent` asks for, the old text stays in force."""
    change = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}
    one_side = [{"party": "pier", "by": "b-dahl", "date": "2026-06-02"}]

    draft = portfolio({"signatures": one_side, "changes": [change]})
    assert "5h" == within(draft, "2026-08-01")
    alone = portfolio(
        {"signatures": one_side, "changes": [change]},
        edit={"terms.yaml": ("consent: mutual", "consent: provider")},
    )
    assert "4h" == within(alone, "2026-08-01")


def test_a_draft_that_does_not_apply_leaves_the_text_in_force(portfolio):
    """It is a finding; the text of the day is known all the same."""
    change = {"at": f"{P1}/within", "was": "6h", "becomes": "4h"}
    book = portfolio({"signatures": None, "changes": [change]})

    assert "5h" == within(book, "2026-08-01")
    assert 1 == len(book.texts("harbour-desk").faults)


def test_each_text_has_a_version_of_its_own(portfolio):
    """An amendment that keeps the version, or takes an old one again, does not apply."""
    change = {"at": f"{P1}/within", "was": "5h", "becomes": "4h"}
    book = portfolio({"version": "1.0", "changes": [change]})

    with pytest.raises(LocatedError, match=r"'harbour-desk' has a version 1\.0 already"):
        book.in_force("harbour-desk", date(2026, 8, 1))


def test_an_unknown_agreement_is_a_mistake_of_the_caller():
    """The ids that there are, are named."""
    with pytest.raises(UsageError, match="there is no agreement 'harbor'.*harbour-desk"):
        slaspec.load(CONTRACTS).in_force("harbor", date(2026, 8, 1))


def test_the_whole_text_of_an_agreement_without_amendments_is_that_in_force(portfolio):
    """Where nothing is amended, every day has the text as it was signed."""
    book = portfolio()

    assert book.agreement("harbour-desk") == book.in_force("harbour-desk", date(2027, 1, 1))


def nodes(value):
    """Every node of a model."""
    if isinstance(value, Node):
        yield value
        for name in value.__dataclass_fields__:
            if name != "at":
                yield from nodes(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from nodes(each)


def test_every_node_of_an_amended_text_stands_in_a_file():
    """The data at the place of a node, in whatever file, is what the node says."""
    book = slaspec.load(CONTRACTS)
    text = book.in_force("harbour-desk", date(2026, 8, 1))
    for node in nodes(text):
        held = node.at.document.data
        for step in node.at.path:
            held = held[step]
        assert alike(held, unstructure(node))
        assert node.at.span.line > 0


plain = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
)


@given(plain)
def test_a_tree_holds_its_data(data):
    """Data made into a tree comes back; each value of it has a place of its own."""
    tree = written(data, Place(Document("f", "", {}, []), ()))

    assert data == tree.plain()
    places = dict(tree.places())
    assert len(places) == sum(1 for _ in tree.places())
    assert alike(data, tree.plain())


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_text_in_force_is_that_of_the_last_amendment_begun(day):
    """On every day of the term there is one text, and it began on that day or before."""
    history = slaspec.load(CONTRACTS).texts("harbour-desk")
    text = history.on(day)

    assert text.begins <= day
    assert all(not text.begins < each.begins <= day for each in history.texts)
    assert history.on(text.begins) is text
    assert history.on(text.begins - timedelta(days=1)) is history.texts[0]
