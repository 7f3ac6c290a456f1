"""A PostgreSQL server of its own for these tests: made, started and removed by them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

PASSWORD = "not in any contract"


def _binaries() -> Path | None:
    """Where the programs of the server are: in the path, or where Debian puts them."""
    found = shutil.which("initdb")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((each for each in candidates if (each / "pg_ctl").is_file()), None)


def _account() -> str | None:
    """The server does not run as root: an account for it where these tests do."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """A cluster in a folder, on a socket there and on a free port of the loopback."""

    def __init__(self, binaries: Path, folder: Path, account: str | None) -> None:
        self._binaries, self.folder, self._account = binaries, folder, account
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data = folder / "data"

    def start(self) -> None:
        (self.folder / "password").write_text(PASSWORD)
        if self._account is not None:
            for path in (self.folder, self.folder / "password"):
                shutil.chown(path, self._account)
        self._run(
            "initdb",
            *("-D", str(self.data), "-U", "admin", "-A", "scram-sha-256"),
            *("--pwfile", str(self.folder / "password"), "--encoding=UTF8", "--locale=C"),
            "--no-sync",
        )
        options = f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        extra = {"user": self._account, "extra_groups": []} if self._account else {}
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=120,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            **extra,
        )
        assert 0 == done.returncode, done.stderr.decode()


@pytest.fixture(scope="session")
def server():
    """A running server; these tests are skipped where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("the programs of a PostgreSQL server are not installed")
    folder = Path(tempfile.mkdtemp(prefix="slaspec-pg-"))
    running = Server(binaries, folder, _account())
    try:
        running.start()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def admin(server):
    """A connection that may do everything, outside of what is tested."""
    import psycopg

    with psycopg.connect(
        host="127.0.0.1",
        port=server.port,
        user="admin",
        password=PASSWORD,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute("CREATE ROLE reader LOGIN PASSWORD 'reads'")
        yield connection


@pytest.fixture
def services(server, admin, tmp_path, monkeypatch):
    """What the operator has: a service file without passwords, and a password file."""
    places = {
        "desk": f"host=127.0.0.1\nport={server.port}\nuser=admin\ndbname=postgres\n",
        "desk-socket": f"host={server.folder}\nport={server.port}\nuser=admin\ndbname=postgres\n",
        "desk-reader": f"host=127.0.0.1\nport={server.port}\nuser=reader\ndbname=postgres\n",
        "desk-down": "host=127.0.0.1\nport=1\nuser=admin\ndbname=postgres\n",
    }
    file = tmp_path / "pg_service.conf"
    file.write_text("".join(f"[{name}]\n{place}\n" for name, place in places.items()))
    passwords = tmp_path / "pgpass"
    passwords.write_text(f"*:*:*:admin:{PASSWORD}\n*:*:*:reader:reads\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    return tuple(places)
