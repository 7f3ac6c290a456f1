"""Two folders or two files, with no revision and no git at all."""

import pytest

from slaspec.errors import UsageError
from slaspec.review.git.reading import two_revisions
from tests.review.repositories import calendar, names, read, repository


@pytest.fixture
def folders(tmp_path):
    """The folders `old` and `new`, in no repository."""
    for folder, opens in (("old", "08:00"), ("new", "07:00")):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "x" / "a.yaml").write_text(calendar("a", opens))
        (tmp_path / folder / f"{folder}.yaml").write_text(calendar("b"))
    return tmp_path


def compared(start, *names_of_sides, **more):
    """Two paths, where there is no git."""
    return two_revisions(*names_of_sides, start=start, environ={"PATH": ""}, **more)


def test_two_folders_are_compared_without_git(folders):
    """Both are read as they lie there; files are shown below the names that were given."""
    with compared(folders, "old", "./new") as pair:
        assert ["old/old.yaml", "old/x/a.yaml"] == names(pair.base)
        assert ["./new/new.yaml", "./new/x/a.yaml"] == names(pair.head)
        assert (("old", ""), ("./new", "")) == tuple(
            (side.name, side.commit) for side in (pair.base_side, pair.head_side)
        )
        assert ("1 file moved: old.yaml to new.yaml",) == pair.notes


def test_two_files_are_compared(folders):
    """Each is a book of one file."""
    with compared(folders, "old/x/a.yaml", "new/x/a.yaml") as pair:
        assert (["old/x/a.yaml"], ["new/x/a.yaml"]) == (names(pair.base), names(pair.head))


def test_a_folder_alone_is_compared_with_the_contracts_here(folders):
    """`diff old` with `--contracts new`."""
    with compared(folders, "old", contracts="new") as pair:
        assert "working tree" == pair.head_side.name
        assert ["new/new.yaml", "new/x/a.yaml"] == names(pair.head)


def test_a_folder_that_is_not_there_is_an_error(folders):
    """A slip of the pen is told, on either side."""
    with pytest.raises(UsageError, match="there is no file or folder './none'"):
        compared(folders, "old", "./none").__enter__()
    with pytest.raises(UsageError, match="there is no file or folder 'none/'"):
        compared(folders, "none/", "new").__enter__()


def test_a_folder_without_contracts_is_an_error(folders):
    """As everywhere: nothing selected is no success."""
    (folders / "empty").mkdir()

    with pytest.raises(UsageError, match="no contracts found below 'empty'"):
        compared(folders, "old", "empty").__enter__()


def test_a_folder_and_a_revision_are_not_compared(tmp_path):
    """Both sides are of one kind."""
    here = repository(tmp_path / "here")
    here.commit({"contracts/a.yaml": calendar("a")})

    with pytest.raises(UsageError, match="BASE and HEAD are of two kinds"):
        read(here, "main", "contracts").__enter__()


def test_a_name_that_is_a_branch_and_a_folder_is_not_guessed(tmp_path):
    """Either is meant when it is said."""
    here = repository(tmp_path / "here")
    here.commit({"main/a.yaml": calendar("a")})

    with pytest.raises(UsageError, match="is a revision and a path: write ./main for the path"):
        read(here, "main").__enter__()
    with read(here, "refs/heads/main", contracts="main") as pair:
        assert pair.base_side.commit
    with read(here, "./main", "./main") as pair:
        assert ["./main/a.yaml"] == names(pair.base)
