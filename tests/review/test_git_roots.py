"""Where the contracts of each revision are, and how their files are shown."""

import pytest

from slaspec.errors import UsageError
from slaspec.review.git.roots import contracts_setting, inside
from tests.review.repositories import calendar, names, read, repository

SETTING = '[tool.pytest.ini_options]\nslaspec_contracts = ["{}"]\n'


@pytest.fixture
def here(tmp_path):
    """Contracts in `contracts`, as the settings say, and YAML files that are none."""
    made = repository(tmp_path / "here")
    made.commit(
        {
            "contracts/a.yaml": calendar("a"),
            "pyproject.toml": SETTING.format("contracts"),
            "docker-compose.yaml": "services: {}\n",
            "sub/deep/README": "x",
        }
    )
    made.branch("topic")
    return made


def sides(here, *revisions, **more):
    """The names of both sides' files, and the notes."""
    with read(here, *revisions, **({"contracts": None} | more)) as pair:
        return names(pair.base), names(pair.head), pair.notes


@pytest.mark.parametrize("head", [None, "topic"])
def test_each_revision_has_its_own_setting(here, head):
    """A root that was renamed in the head is found in both, and a note says so."""
    here.git("mv", "contracts", "agreements")
    here.commit({"pyproject.toml": SETTING.format("agreements")})

    note = "the contracts were in 'contracts' and are in 'agreements'"
    assert (["contracts/a.yaml"], ["agreements/a.yaml"], (note,)) == sides(here, "main", head)


@pytest.mark.parametrize("head", [None, "topic"])
def test_a_root_that_was_asked_for_is_looked_up_in_the_settings_of_the_base(here, head):
    """`--contracts agreements` is not in the base; its own settings know where they were."""
    here.git("mv", "contracts", "agreements")
    here.commit({"pyproject.toml": SETTING.format("agreements")})

    base, now, _ = sides(here, "main", head, contracts="agreements")

    assert (["contracts/a.yaml"], ["agreements/a.yaml"]) == (base, now)


def test_without_a_setting_all_of_the_base_is_searched_for_documents_of_ours(here):
    """Files that say nothing of slaspec are none of ours; a note tells of the search."""
    here.checkout("main")
    here.commit({"pyproject.toml": None})
    here.branch("renamed")
    here.git("mv", "contracts", "agreements")
    here.commit()

    for head in (None, "renamed"):
        base, now, notes = sides(here, "main", head, contracts="agreements")

        assert (["contracts/a.yaml"], ["agreements/a.yaml"]) == (base, now)
        assert "main has no folder 'agreements': all of it was searched for contracts" in notes[0]


def test_the_first_contracts_of_a_repository_are_all_new(tmp_path):
    """A base without contracts is an empty book, and no error."""
    here = repository(tmp_path / "here")
    here.commit({"docker-compose.yaml": "services: {}\n"})
    here.branch("topic")
    here.commit({"contracts/a.yaml": calendar("a")})

    base, now, notes = sides(here, "main", contracts="contracts")

    assert ([], ["contracts/a.yaml"]) == (base, now)
    assert ("main has no contracts: everything is new",) == notes


@pytest.mark.parametrize("head", [None, "topic"])
def test_a_head_without_contracts_has_lost_them(here, head):
    """Deleting the last contract is a change, and no error."""
    here.git("rm", "-r", "--quiet", "contracts")
    here.commit()

    base, now, notes = sides(here, "main", head, contracts="contracts")

    name = head or "working tree"
    assert (["contracts/a.yaml"], []) == (base, now)
    assert (f"{name} has no contracts: everything is gone",) == notes


def test_a_head_whose_folder_is_elsewhere_is_searched(here):
    """The same search as for a base, and the same note."""
    here.git("mv", "contracts", "agreements")
    here.commit({"pyproject.toml": None})

    base, now, notes = sides(here, "main", "topic", contracts="contracts")

    assert (["contracts/a.yaml"], ["agreements/a.yaml"]) == (base, now)
    assert "topic has no folder 'contracts': all of it was searched for contracts" == notes[0]


@pytest.mark.parametrize("head", [None, "HEAD"])
def test_no_contracts_on_either_side_is_an_error(here, head):
    """An empty selection is never a success."""
    with pytest.raises(UsageError, match=r"no contracts found below 'sub' .*, neither in main nor"):
        sides(here, "main", head, contracts="sub")


@pytest.mark.parametrize("head", [None, "topic"])
def test_names_are_those_that_the_user_sees(here, head):
    """From a folder below, names lead upwards; both sides and `check` show the same."""
    here.commit({"contracts/a.yaml": calendar("a", "07:00")})
    start = here.folder / "sub" / "deep"

    expected = ["../../contracts/a.yaml"]
    assert (expected, expected, ()) == sides(here, "main", head, start=start)
    inside_root = here.folder / "contracts"
    assert (["a.yaml"], ["a.yaml"], ()) == sides(
        here, "main", head, start=inside_root, contracts="."
    )


@pytest.mark.parametrize("head", [None, "topic"])
@pytest.mark.parametrize("asked", ["contracts", "contracts/", "./contracts", "sub/../contracts"])
def test_a_root_is_shown_as_it_was_asked_for(here, head, asked):
    """The form that was typed is kept, on both sides."""
    base, now, _ = sides(here, "main", head, contracts=asked)

    assert base == now == [f"{asked.rstrip('/')}/a.yaml"]


def test_a_root_may_be_given_as_an_absolute_path(here):
    """Also from elsewhere in the repository."""
    asked = str(here.folder / "contracts")

    base, now, _ = sides(here, "main", contracts=asked, start=here.folder / "sub")

    assert base == now == [f"{asked}/a.yaml"]


@pytest.mark.parametrize("head", [None, "topic"])
def test_one_file_is_compared_alone(here, head):
    """A file as the root is that file in both revisions."""
    here.commit({"contracts/a.yaml": calendar("a", "07:00"), "contracts/b.yaml": calendar("b")})

    base, now, _ = sides(here, "main", head, contracts="contracts/a.yaml")

    assert base == now == ["contracts/a.yaml"]


def test_a_root_behind_a_link_is_the_folder_that_it_leads_to(here):
    """As on the disk, where the link is followed when it is named itself."""
    (here.folder / "short").symlink_to("contracts")
    here.commit()

    for head in (None, "topic"):
        base, now, _ = sides(here, "main", head, contracts="short")

        assert base == now == ["short/a.yaml"]


def test_a_root_outside_of_the_repository_is_refused(here, tmp_path):
    """There is no revision of what lies elsewhere."""
    with pytest.raises(UsageError, match=r"'\.\./other' lies outside of the git repository"):
        sides(here, "main", contracts="../other")


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        (b'[tool.pytest.ini_options]\nslaspec_contracts = ["a"]\n', "a"),
        (b'[tool.pytest.ini_options]\nslaspec_contracts = "a"\n', "a"),
        (b'[tool.pytest]\nslaspec_contracts = ["a"]\n', "a"),
        (b"[tool.pytest.ini_options]\nslaspec_contracts = []\n", None),
        (b"[tool.pytest.ini_options]\nslaspec_contracts = 7\n", None),
        (b'[tool.pytest.ini_options]\nslaspec_contracts = "\'"\n', None),
        (b"tool = 3\n", None),
        (b"[tool\n", None),
        (b"\xff\xfe", None),
        (b"", None),
    ],
)
def test_settings_that_say_nothing_say_nothing(settings, folder):
    """Settings of another revision are read as pytest reads them; broken ones are as good as none."""
    assert folder == contracts_setting(settings)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/./b", "a/b"),
        (".", ""),
        ("", ""),
        (".hidden", ".hidden"),
        ("a/..", ""),
        ("..", None),
        ("a/../../b", None),
        ("/etc", None),
    ],
)
def test_paths_stay_in_the_repository(path, expected):
    """A path that leads out of the repository is none."""
    assert expected == inside(path)
