"""Files that contracts name, as they were in a commit."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from slaspec.errors import EnvironmentFault
from tests.review.repositories import keep, names, pointer_to, read, repository

SOURCE = (Path(__file__).parents[2] / "contracts/nordit/sources/itsm-export.yaml").read_text(
    "utf-8"
)
SAMPLE, NEW_SAMPLE = b"number,state\nINC1,New\n", b"number,state\nINC2,New\n"


def source(sample="samples/export.csv"):
    """The data source of the Nordic portfolio, with another sample."""
    return SOURCE.replace("sample: samples/itsm-export.csv", f"sample: {sample}")


def content(book, name):
    """The bytes of the file that the data source of a book names, or None."""
    path = book.attachment(book.contracts["itsm-export"], name)
    return None if path is None else path.read_bytes()


@pytest.fixture
def here(tmp_path):
    """A data source with its sample, which changes on `topic`."""
    made = repository(tmp_path / "here")
    made.commit(
        {
            "contracts/sources/export.yaml": source(),
            "contracts/sources/samples/export.csv": SAMPLE,
            "contracts/top.csv": b"top",
            "secret.csv": b"outside of the root",
        }
    )
    made.branch("topic")
    made.commit({"contracts/sources/samples/export.csv": NEW_SAMPLE})
    return made


@pytest.mark.parametrize("head", [None, "topic"])
def test_each_side_has_its_own_file(here, head):
    """The base finds what lay beside its contract then, though the contract did not change."""
    with read(here, "main", head) as pair:
        assert SAMPLE == content(pair.base, "samples/export.csv")
        assert NEW_SAMPLE == content(pair.head, "samples/export.csv")
        assert b"top" == content(pair.base, "top.csv")
        assert b"top" == content(pair.base, "../top.csv")
        assert b"top" == content(pair.base, "samples/../../top.csv")


def test_a_book_of_a_day_has_them_as_well(here):
    """`dated` keeps what the book of a commit can do."""
    with read(here, "main") as pair:
        assert SAMPLE == content(pair.base.dated(date(2026, 11, 1)), "samples/export.csv")
        assert SAMPLE == content(pair.base.with_texts(date(2026, 11, 1), {}), "samples/export.csv")


@pytest.mark.parametrize(
    "name",
    ["none.csv", "../../secret.csv", "/etc/passwd", "..", ".", "samples", "x\x00y", "n" * 300],
)
def test_what_is_not_below_the_root_of_the_commit_is_not_there(here, name):
    """No name leads out of the root, or to what is on the disk."""
    with read(here, "main") as pair:
        assert content(pair.base, name) is None


def test_links_are_not_followed(here):
    """As on the disk: a link is no file."""
    (here.folder / "contracts/sources/link.csv").symlink_to("../top.csv")
    here.commit()

    with read(here, "topic") as pair:
        assert content(pair.base, "link.csv") is None
        assert content(pair.head, "link.csv") is None


def test_the_private_folder_is_private_holds_only_what_was_asked_for_and_goes(here):
    """Nobody else may look into it; nothing is left of it, also after an error."""
    with pytest.raises(ZeroDivisionError), read(here, "main") as pair:
        root = pair.base.root
        assert [] == list(root.rglob("*"))
        content(pair.base, "samples/export.csv")

        assert [root / "sources/samples/export.csv"] == [p for p in root.rglob("*") if p.is_file()]
        assert (
            0o700 == stat.S_IMODE(root.stat().st_mode) == stat.S_IMODE(root.parent.stat().st_mode)
        )
        assert 0o600 == stat.S_IMODE((root / "sources/samples/export.csv").stat().st_mode)
        raise ZeroDivisionError
    assert not root.parent.exists()


def test_a_file_already_in_the_way_is_not_written_through(here):
    """A link that somebody put into the folder is neither followed nor believed."""
    with read(here, "main") as pair:
        target = here.folder / "victim"
        (pair.base.root / "sources/samples").mkdir(parents=True)
        os.symlink(target, pair.base.root / "sources/samples/export.csv")

        assert content(pair.base, "samples/export.csv") is None
        assert not target.exists()


def test_no_output_names_the_private_folder(here):
    """Files are shown by their names in the repository on both sides."""
    with read(here, "main") as pair:
        assert ["contracts/sources/export.yaml"] == names(pair.base) == names(pair.head)
        assert str(pair.base.root) not in repr((pair.base_side, pair.notes))


def test_files_of_git_lfs_come_from_its_store(here):
    """A history that LFS keeps is copied from the clone; one that is not here is a note."""
    large = b"number,state\n" * 1000
    here.commit(
        {
            "contracts/sources/samples/export.csv": pointer_to(large),
            "contracts/sources/samples/lost.csv": pointer_to(b"elsewhere"),
        }
    )
    here.branch("next")
    keep(here, large)

    with read(here, "topic", "next") as pair:
        assert large == content(pair.base, "samples/export.csv")
        assert content(pair.base, "samples/lost.csv") is None
        commit = here.git("rev-parse", "HEAD")
        note = (
            "Git LFS keeps 1 file of {} that this clone lacks (sources/samples/lost.csv):"
            f" git lfs fetch origin {commit}"
        )
        assert (note.format("topic"), note.format("next")) == pair.notes


def test_a_damaged_store_is_not_believed(here):
    """A file of another size than the pointer says is as good as none."""
    large = b"number,state\n" * 1000
    here.commit({"contracts/sources/samples/export.csv": pointer_to(large)})
    keep(here, large)
    stored = next((here.folder / ".git/lfs/objects").rglob("*/*/*"))
    stored.write_bytes(large[:-1])

    with read(here, "topic") as pair:
        assert content(pair.base, "samples/export.csv") is None


def test_without_a_place_for_temporary_files_it_says_so(here, tmp_path, monkeypatch):
    """A disk on which nothing can be made is a fault of the environment."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))

    with pytest.raises(EnvironmentFault, match="no temporary folder can be made: No such file"):
        read(here, "main").__enter__()
