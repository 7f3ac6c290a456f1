"""Names of revisions: what is accepted, what is refused, and what it says then."""

import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.review.git.command import Git, fail
from slaspec.review.git.names import is_name, require_name
from tests.review.repositories import ENVIRON, calendar, clone, read, repository

ACCEPTED = (
    "main",
    "origin/main",
    "feature/ABC-123",
    "renovate/foo-3.x",
    "fix#12",
    "a+b=c,d%e",
    "v2.3",
    "3f1c9ab",
    "HEAD",
    "HEAD~",
    "HEAD~12",
    "HEAD^",
    "HEAD^2~3",
    "@",
    "@~1",
    "@{u}",
    "main@{upstream}",
    "main@{2}",
    "v1.0^{commit}",
    "økning/prisen",
)
REFUSED = (
    "",
    "-",
    "--upload-pack=touch PWNED",
    "-oProxyCommand=x",
    "main..topic",
    "main...topic",
    "a b",
    "a\tb",
    "a\nb",
    "main\x1b[2J",
    "a\u202eb",
    "HEAD:contracts/a.yaml",
    ":/fix",
    "HEAD^{/fix}",
    "main@{yesterday}",
    "main@{2026-01-01}",
    "^main",
    "$(touch PWNED)",
    "a;b",
    "a|b",
    "`id`",
    "a\\b",
    "a*",
    "a?",
    "[a]",
    "'a'",
    "x" * 251,
)


@pytest.mark.parametrize("name", ACCEPTED)
def test_common_names_are_accepted(name):
    """Branches, tags, commits and steps back from them are names."""
    assert name == require_name(name)


@pytest.mark.parametrize("name", REFUSED)
def test_other_names_are_refused(name):
    """Options, ranges, spaces, hidden characters, files, texts and days name no revision."""
    with pytest.raises(UsageError) as refused:
        require_name(name)

    assert str(refused.value).isprintable()


@given(st.text(max_size=30))
@example("-x")
@example("a\x00")
def test_what_is_accepted_is_one_harmless_word(name):
    """No accepted name is an option, a range, or holds a space or a character of a shell."""
    if is_name(name):
        assert name.isprintable()
        assert not name.startswith("-")
        assert ".." not in name
        assert not set(" \t\r\n;|&$`'\"\\<>()*?[]!:") & set(name)


def test_a_range_says_to_name_two():
    """`main..topic` is answered with the form that is wanted."""
    with pytest.raises(UsageError, match="name BASE and HEAD as two arguments"):
        require_name("main..topic")


def test_a_variable_with_a_hostile_branch_is_refused_by_its_name(tmp_path):
    """A name from the build server is held to the same form, and the message says whose it is."""
    here = repository(tmp_path)
    here.commit({"contracts/a.yaml": calendar("a")})
    environ = ENVIRON | {"GITHUB_BASE_REF": "--output=PWNED"}

    with pytest.raises(UsageError, match=r"'--output=PWNED' \(GITHUB_BASE_REF\)"):
        read(here, environ=environ).__enter__()


def test_an_unknown_revision_says_what_is_like_it(tmp_path):
    """A slip of the pen is answered with the branch that was probably meant."""
    here = repository(tmp_path)
    here.commit({"contracts/a.yaml": calendar("a")})
    here.branch("topic")

    with pytest.raises(UsageError, match="no revision 'topik' in this clone; did you mean 'topic'"):
        read(here, "topik").__enter__()


def test_the_fetch_line_for_an_unknown_revision_brings_it(tmp_path):
    """A branch that nobody fetched yet: the line of the message is run as it is, and it works."""
    server = repository(tmp_path / "server")
    server.commit({"contracts/a.yaml": calendar("a")})
    here = clone(server, tmp_path / "here")
    server.branch("later")
    server.commit({"contracts/a.yaml": calendar("a", "07:00")})

    with pytest.raises(UsageError) as refused:
        read(here, "HEAD", "origin/later").__enter__()
    line = str(refused.value).split("run: ")[1]
    subprocess.run(line, shell=True, cwd=here.folder, env=ENVIRON, check=True, capture_output=True)

    assert line == "git fetch --no-tags origin +refs/heads/later:refs/remotes/origin/later"
    with read(here, "HEAD", "origin/later") as pair:
        assert "origin/later" == pair.head_side.name


def test_a_branch_of_the_remote_is_found_by_its_bare_name(tmp_path):
    """On a build server `main` is there as `origin/main` only; the side says so."""
    server = repository(tmp_path / "server")
    server.commit({"contracts/a.yaml": calendar("a")})
    server.branch("topic")
    here = clone(server, tmp_path / "here")

    with read(here, "main") as pair:
        assert "origin/main" == pair.base_side.name


def test_a_name_of_two_things_is_refused(tmp_path):
    """A tag that is named like a branch does not decide in silence what is compared."""
    here = repository(tmp_path)
    here.commit({"contracts/a.yaml": calendar("a")})
    here.commit({"contracts/a.yaml": calendar("a", "07:00")})
    here.git("tag", "main", "HEAD~1")

    with pytest.raises(UsageError, match="names more than one revision"):
        read(here, "main").__enter__()
    with read(here, "tags/main") as pair:
        assert here.git("rev-parse", "refs/tags/main") == pair.base_side.commit


def test_a_repository_of_somebody_else_is_explained(tmp_path):
    """What Git says of an untrusted folder becomes the line that trusts it."""
    here = repository(tmp_path / "theirs")
    said = subprocess.run(
        ["git", "rev-parse", "--show-prefix"],
        cwd=here.folder,
        env=ENVIRON | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    with pytest.raises(UsageError) as refused:
        fail(said.stderr)

    line = f"git config --global --add safe.directory {here.folder.resolve()}"
    assert str(refused.value).endswith(line)


def test_any_other_complaint_is_one_visible_line():
    """What Git complains about is shown on one line, without what a terminal would obey."""
    with pytest.raises(UsageError, match=r"^git: fatal: it is \\x1b\[31mbroken$"):
        fail("warning: something\nfatal: it is \x1b[31mbroken\n")


def test_git_runs_without_the_variables_of_a_hook(tmp_path):
    """A hook's GIT_DIR does not change which repository is meant; a trusted setting is kept."""
    environ = {"GIT_DIR": "/elsewhere", "GIT_INDEX_FILE": "x", "GIT_CONFIG_COUNT": "0", "A": "b"}

    surroundings = Git(tmp_path, environ).surroundings

    assert "GIT_DIR" not in surroundings
    assert "GIT_INDEX_FILE" not in surroundings
    assert ("0", "b") == (surroundings["GIT_CONFIG_COUNT"], surroundings["A"])
