"""Files of a commit that are hostile, broken, elsewhere, or no files at all."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import EnvironmentFault, UsageError
from slaspec.language.book import load_book
from tests.review.repositories import (
    ENVIRON,
    Repository,
    calendar,
    keep,
    names,
    pointer_to,
    read,
    repository,
)

HOSTILE = (
    b"line\nfeed.yaml",
    b"\x1b[31mred.yaml",
    b"quote'\"`.yaml",
    b"::error file=x::.yaml",
    b"\xff\xfe no text.yaml",
    b"-rf.yaml",
    b"$(touch PWNED).yaml",
    b"a:b.yaml",
    b"tab\there.yaml",
    b"n" * 300 + b".yaml",
)


@pytest.fixture
def here(tmp_path):
    """A repository with one calendar on `main`, and `topic` begun."""
    made = repository(tmp_path / "here")
    made.commit({"contracts/a.yaml": calendar("a")})
    made.branch("topic")
    return made


def findings(book):
    """Rule and place of what was wrong with the files of a book."""
    return [(finding.rule, str(finding.span)) for finding in book.reading_findings]


def test_names_of_any_bytes_are_read(tmp_path):
    """Names that no disk, shell or log would like are names: every file is read, none is run."""
    here = repository(tmp_path / "here")
    contents = {name: calendar(f"c{number}").encode() for number, name in enumerate(HOSTILE)}
    base = here.commit({"README": "x"})
    head = here.commit_tree(contents, base)

    with read(here, base, head, contracts=None) as pair:
        assert {f"c{number}" for number in range(len(HOSTILE))} == set(pair.head.contracts)
        assert () == pair.head.reading_findings
        assert {name.decode("utf-8", "surrogateescape") for name in HOSTILE} == set(
            names(pair.head)
        )
    assert ["README", ".git"] == sorted((p.name for p in here.folder.iterdir()), reverse=True)


def test_names_that_lead_out_of_a_checkout_are_not_read(tmp_path):
    """A tree that no `git add` makes: what is named `..` is no contract."""
    here = repository(tmp_path / "here")
    base = here.commit({"a.yaml": calendar("a")})
    blob = here.git("hash-object", "-w", "--stdin", input=calendar("evil").encode())
    inner = here.git("mktree", "-z", input=f"100644 blob {blob}\tevil.yaml\0".encode())
    tree = here.git("mktree", "-z", input=f"040000 tree {inner}\t..\0".encode())
    head = here.git("commit-tree", tree, "-p", base, "-m", "made")

    with read(here, base, head, contracts=None) as pair:
        assert {} == pair.head.contracts


def test_names_that_differ_in_case_are_two_files(tmp_path):
    """Also where no disk would hold both."""
    here = repository(tmp_path / "here")
    base = here.commit({"README": "x"})
    contents = {b"A.yaml": calendar("upper").encode(), b"a.yaml": calendar("lower").encode()}

    with read(here, base, here.commit_tree(contents, base), contracts=None) as pair:
        assert {"upper", "lower"} == set(pair.head.contracts)


def test_the_order_of_files_is_that_of_a_folder(here):
    """Of two documents with one id the same one counts, read from a commit or from the disk."""
    here.commit(
        {
            "contracts/b/z.yaml": calendar("same", "06:00"),
            "contracts/b-c.yaml": calendar("same", "07:00"),
            "contracts/B.YML": calendar("same", "09:00"),
            "contracts/b.yaml": calendar("same", "10:00"),
            "contracts/.hidden.yaml": calendar("hidden"),
            "contracts/.git-ish/h.yaml": calendar("hidden-too"),
        }
    )
    on_disk = load_book(here.folder / "contracts", "contracts")

    with read(here, "main", "topic") as pair:
        assert names(on_disk) == names(pair.head)
        assert on_disk.contracts["same"].at.document.file == (
            pair.head.contracts["same"].at.document.file
        )
        assert not {"hidden", "hidden-too"} & set(pair.head.contracts)


CONTENTS = (
    calendar("a").encode(),
    calendar("b", "07:00").encode(),
    calendar("c", "25:00").encode(),
    b"",
    b"kind: [",
    b"<<<<<<< HEAD\n",
    b"\xef\xbb\xbf" + calendar("marked").encode(),
    calendar("windows").replace("\n", "\r\n").encode(),
    b"\xff\xfe\x00",
)
FOLDERS = st.sampled_from(
    ["", "a/", "b/c/", "a-b/", ".hidden/", "a/.hidden/", "B/", "f.yaml/", "a/g.YML/"]
)
FILES = st.sampled_from(["x.yaml", "x.YML", "y.yml", "-z.yaml", ".h.yaml", "readme.md", "å .yaml"])


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(st.tuples(FOLDERS, FILES).map("".join), st.sampled_from(CONTENTS), min_size=1)
)
def test_a_commit_is_read_like_its_checkout(files):
    """Whatever the files are: names, findings and contracts are those of the same files on disk."""
    with TemporaryDirectory() as folder:
        here = repository(Path(folder))
        here.commit({"x.yaml": calendar("always")} | files)
        on_disk = load_book(here.folder, ".")

        with read(here, "main", "main", contracts=".") as pair, read(here, contracts=".") as mixed:
            for book in (pair.base, pair.head, mixed.base):
                assert names(on_disk) == names(book)
                assert on_disk.reading_findings == book.reading_findings
                assert on_disk.contracts == book.contracts


def test_a_conflict_is_a_finding_at_its_line_and_the_rest_is_compared(here):
    """Conflict markers break one file; the others are there on both sides."""
    text = calendar("a").replace("title:", "<<<<<<< HEAD\ntitle: Mine\n=======\ntitle:")
    here.commit({"contracts/a.yaml": text + ">>>>>>> main\n", "contracts/b.yaml": calendar("b")})

    for head in (None, "topic"):
        with read(here, "main", head) as pair:
            assert [("Y001", "contracts/a.yaml:4:1")] == findings(pair.head)
            assert () == pair.base.reading_findings
            assert {"b"} == set(pair.head.contracts)


def test_a_base_that_does_not_validate_is_no_error(here):
    """What is broken in the base are findings of the base."""
    here.checkout("main")
    here.commit({"contracts/broken.yaml": "kind: [", "contracts/a.yaml": calendar("a", "25:00")})
    here.branch("mended")
    here.commit({"contracts/broken.yaml": calendar("b"), "contracts/a.yaml": calendar("a")})

    with read(here, "main") as pair:
        assert 2 == len({finding.span.file for finding in pair.base.reading_findings})
        assert {"a", "b"} == set(pair.head.contracts)


def test_large_and_binary_files_are_findings_like_on_the_disk(here):
    """A file above 1 MiB is not read, bytes are no text: the same findings on both sides."""
    large = b"# " + b"x" * (3 << 20)
    here.commit({"contracts/large.yaml": large, "contracts/binary.yaml": b"\x00\x01\xff"})
    here.branch("next")

    with read(here, "topic", "next") as pair, read(here, "topic") as with_tree:
        assert ["Y013", "Y012"] == [finding.rule for finding in pair.head.reading_findings]
        assert with_tree.head.reading_findings == pair.head.reading_findings
        assert with_tree.base.reading_findings == pair.base.reading_findings


def test_links_are_findings_and_are_not_followed(here, tmp_path):
    """A link in the place of a contract, or to a folder with contracts, is refused by name."""
    (tmp_path / "outside.yaml").write_text(calendar("outside"))
    (here.folder / "contracts/out.yaml").symlink_to(tmp_path / "outside.yaml")
    (here.folder / "contracts/again.yaml").symlink_to("a.yaml")
    here.write({"contracts/sub/b.yaml": calendar("b"), "contracts/empty/README": "x"})
    (here.folder / "contracts/linked").symlink_to("sub")
    (here.folder / "contracts/harmless").symlink_to("empty")
    here.commit()
    here.branch("next")

    with read(here, "topic", "next") as pair, read(here, "topic") as with_tree:
        assert {"a", "b"} == set(pair.head.contracts)
        assert [
            ("Y014", "contracts/again.yaml:1:1"),
            ("Y014", "contracts/linked:1:1"),
            ("Y014", "contracts/out.yaml:1:1"),
        ] == findings(pair.head)
        assert with_tree.head.reading_findings == pair.head.reading_findings


def test_submodules_are_named_and_not_looked_into(here, tmp_path):
    """What lies in a submodule is of another repository, also where it is checked out."""
    other = repository(tmp_path / "other")
    other.commit({"foreign.yaml": calendar("foreign")})
    here.git("submodule", "--quiet", "add", f"file://{other.folder}", "contracts/vendor")
    here.commit()
    here.branch("next")
    note = "1 submodule was not looked into: contracts/vendor"

    assert (here.folder / "contracts/vendor/foreign.yaml").is_file()
    with read(here, "main") as with_tree, read(here, "topic", "next") as pair:
        assert {"a"} == set(with_tree.head.contracts) == set(pair.head.contracts)
        assert ((note,), (note,)) == (with_tree.notes, pair.notes)


def test_a_contract_that_is_not_checked_out_is_not_gone(here):
    """A sparse checkout without it is refused: it would look as if it had been deleted."""
    here.commit({"contracts/x/b.yaml": calendar("b"), "src/c.yaml": calendar("c")})
    here.git("sparse-checkout", "set", "--cone", "src")

    with pytest.raises(UsageError, match="'contracts/a.yaml' is not checked out here"):
        read(here, "main").__enter__()
    with read(here, "main", "topic") as pair:
        assert {"a", "b"} == set(pair.head.contracts)


def test_files_that_moved_are_counted_in_one_note(here):
    """A document with the same id in another file was moved, whether it changed or not."""
    here.checkout("main")
    here.commit({f"contracts/{id}.yaml": calendar(id) for id in "bcd"})
    here.branch("moved")
    here.git("mv", "contracts/a.yaml", "contracts/z.yaml")
    here.git("mv", "contracts/b.yaml", "contracts/y.yaml")
    here.git("mv", "contracts/c.yaml", "contracts/x\n.yaml")
    here.commit({"contracts/y.yaml": calendar("b", "07:00")})

    note = "3 files moved: a.yaml to z.yaml, b.yaml to y.yaml and 1 more"
    for head in (None, "moved"):
        with read(here, "main", head) as pair:
            assert (note,) == pair.notes


def test_a_repository_with_a_missing_object_is_a_fault_of_the_environment(here):
    """Damage is said, and is not taken for a file that is not there."""
    name = here.git("rev-parse", "main:contracts/a.yaml")
    (here.folder / ".git/objects" / name[:2] / name[2:]).unlink()

    with pytest.raises(EnvironmentFault, match=f"git cannot read object {name}: run git fsck"):
        read(here, "main", "topic").__enter__()


def test_other_object_names_are_names(tmp_path):
    """A repository with SHA-256 for its objects is read like any other."""
    folder = tmp_path / "here"
    folder.mkdir()
    here = Repository(folder)
    here.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    here.commit({"contracts/a.yaml": calendar("a")})
    here.write({"contracts/b.yaml": calendar("b")})

    with read(here) as pair:
        assert 64 == len(pair.base_side.commit)
        assert pair.base.contracts["a"] is pair.head.contracts["a"]


def test_a_contract_that_git_lfs_keeps_is_read_from_the_store(here):
    """In the commit is a pointer, in the store of the clone the text: nothing of LFS is run."""
    text = calendar("kept").encode()
    here.commit({"contracts/kept.yaml": pointer_to(text), "contracts/lost.yaml": pointer_to(b"-")})
    keep(here, text)

    with read(here, "topic", "topic", environ=ENVIRON) as pair:
        assert {"a", "kept"} == set(pair.head.contracts)
        assert [("Y006", "contracts/lost.yaml:1:1")] == findings(pair.head)
