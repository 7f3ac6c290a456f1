"""Which agreements a change reaches, through everything that they name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.review.change import Perspective
from slaspec.review.compare import changes
from slaspec.review.pair import Pair, side_of
from slaspec.review.references import affected, users_of

NORDIT = Path(__file__).parents[2] / "contracts" / "nordit"


def edited(folder: Path, file: str, old: str, new: str) -> Pair:
    """The Nordic portfolio, and the same with one text replaced in one file."""
    shutil.copytree(NORDIT, folder / "head")
    path = folder / "head" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    base, head = load_book(NORDIT, "contracts"), load_book(folder / "head", "contracts")
    return Pair(base, head, side_of(base, "base"), side_of(head, "head"))


@pytest.mark.parametrize(
    ("file", "old", "new", "reached"),
    [
        ("acme.sla.yaml", "within: 5h", "within: 4h", {"acme-service-desk"}),
        (
            "telco.uc.yaml",
            "within: 4h",
            "within: 5h",
            {"telco-uc", "platform-ola", "acme-service-desk"},
        ),
        (
            "terms.yaml",
            "limit_reached: met",
            "limit_reached: missed",
            {"acme-service-desk", "desk-ola", "platform-ola", "telco-uc"},
        ),
        (
            "calendars/maintenance-sundays.yaml",
            "title: ",
            "title: The ",
            set(),
        ),
        (
            "catalogue.yaml",
            "title: Dealer portal and network",
            "title: Portal and network",
            {"telco-uc", "platform-ola", "acme-service-desk", "desk-ola"},  # by their data source
        ),
        ("parties.yaml", "Acme Vehicles", "Acme Cars", set()),
        ("desk.profile.yaml", "per_week: 92", "per_week: 93", set()),
    ],
)
def test_a_change_reaches_what_names_it(
    tmp_path: Path, file: str, old: str, new: str, reached: set[str]
) -> None:
    """From a supplier's contract to the team that relies on it, to the customer's agreement."""
    assert reached == affected(edited(tmp_path, file, old, new))


def test_a_file_that_is_the_same_reaches_nothing() -> None:
    """The same book twice has no agreement to be judged again."""
    book = load_book(NORDIT)

    assert frozenset() == affected(Pair(book, book, side_of(book, "a"), side_of(book, "b")))


def test_a_removed_contract_reaches_what_named_it(tmp_path: Path) -> None:
    """What stood behind a promise and is gone counts as well as what changed."""
    pair = edited(tmp_path, "telco.uc.yaml", "within: 4h", "within: 5h")
    (tmp_path / "head" / "telco.uc.yaml").unlink()
    head = load_book(tmp_path / "head", "contracts")
    gone = Pair(pair.base, head, pair.base_side, side_of(head, "head"))

    assert {"telco-uc", "platform-ola", "acme-service-desk"} == affected(gone)


def test_users_are_found_through_others() -> None:
    """A calendar is used by every agreement that counts by it, and by what stands on those."""
    book = load_book(NORDIT)

    assert {"acme-service-desk", "platform-ola"} <= users_of(book, "telco-uc")
    assert {"acme-service-desk", "desk-ola", "platform-ola", "telco-uc"} <= users_of(
        book, "office-no"
    )
    assert frozenset() == users_of(book, "acme-service-desk")


@pytest.mark.parametrize(
    ("named", "customer", "provider"),
    [("acme.sla.yaml", "info", "warning"), ("telco.uc.yaml", "info", "info")],
)
def test_a_shared_document_is_seen_with_the_eyes_of_who_names_it(
    tmp_path: Path, named: str, customer: str, provider: str
) -> None:
    """Longer hours cost the provider something, unless only those who work for him keep them."""
    (tmp_path / "own").mkdir()
    pair = edited(tmp_path, named, "24x7, targets", "24x7, targets")  # no change but ours below
    for side, opens in (("base", "08:00-16:00"), ("head", "08:00-18:00")):
        folder = tmp_path / "own" / side
        shutil.copytree(tmp_path / "head", folder)
        text = (NORDIT / "calendars" / "office-no.yaml").read_text("utf-8")
        text = text.replace("id: office-no", "id: shop-hours").replace("08:00-17:00", opens)
        (folder / "calendars" / "shop-hours.yaml").write_text(text, "utf-8")
        file = folder / named
        said = file.read_text("utf-8").replace(
            "within: 12h, hours: office-no", "within: 12h, hours: shop-hours"
        )
        file.write_text(
            said.replace("within: 8h, hours: office-no", "within: 8h, hours: shop-hours"), "utf-8"
        )
    base, head = (load_book(tmp_path / "own" / side, "contracts") for side in ("base", "head"))
    made = Pair(base, head, pair.base_side, pair.head_side)

    def severity(perspective: Perspective) -> str:
        [found] = [c for c in changes(made, perspective) if c.document == "shop-hours"]
        assert "tightened" == found.direction
        return found.severity

    assert (customer, provider) == (severity("customer"), severity("provider"))
