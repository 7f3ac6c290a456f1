"""
The program `gh`, as far as the workflow of the comment calls it, over a hub that is one JSON file.

The file holds `pulls`, `artifacts` (each with its zip's path) and `comments`; `writes` are added.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path


def arguments():
    """What `gh api` was called with."""
    parser = argparse.ArgumentParser()
    parser.add_argument("api", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("--method", default="GET")
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--silent", action="store_true")
    parser.add_argument("--jq")
    parser.add_argument("-f", dest="raw", action="append", default=[])
    parser.add_argument("-F", dest="typed", action="append", default=[])
    return parser.parse_args()


def fields(asked):
    """The fields of a call; `-F name=@file` is the text of the file."""
    said = dict(each.split("=", 1) for each in asked.raw)
    for name, value in (each.split("=", 1) for each in asked.typed):
        said[name] = Path(value[1:]).read_text("utf-8") if value.startswith("@") else value
    return said


def answer(hub, asked):
    """What the hub answers; a comment is written by the token's own account."""
    said = fields(asked)
    path = asked.path.removeprefix(f"repos/{os.environ['GITHUB_REPOSITORY']}/")
    if path == "pulls":
        return [
            each
            for each in hub["pulls"]
            if each["state"] == said["state"] and each["from"] == said["head"]
        ]
    if found := re.fullmatch(r"actions/runs/(\d+)/artifacts\?name=([\w-]+)", path):
        mine = [
            each for each in hub["artifacts"] if (str(each["run"]), each["name"]) == found.groups()
        ]
        return {"total_count": len(mine), "artifacts": mine}
    if found := re.fullmatch(r"issues/(\d+)/comments", path):
        if asked.method == "GET":
            return [each for each in hub["comments"] if each["issue"] == int(found[1])]
        mine = {"id": 900 + len(hub["comments"]), "issue": int(found[1])}
        hub["comments"].append({**mine, "user": {"login": "github-actions[bot]"}, **said})
    elif found := re.fullmatch(r"issues/comments/(\d+)", path):
        (mine,) = [each for each in hub["comments"] if each["id"] == int(found[1])]
        mine |= said
    else:
        raise SystemExit(f"gh: {asked.method} {path}: not found")
    hub["writes"].append([asked.method, path])
    return {}


def main():
    """One call."""
    file = Path(os.environ["FAKE_HUB"])
    hub, asked = json.loads(file.read_text("utf-8")), arguments()
    if not os.environ.get("GH_TOKEN"):
        raise SystemExit("gh: no token")
    if found := re.search(r"actions/artifacts/(\d+)/zip$", asked.path):
        (zipped,) = [each["zip"] for each in hub["artifacts"] if each["id"] == int(found[1])]
        sys.stdout.buffer.write(Path(zipped).read_bytes())
        return
    answered = answer(hub, asked)
    file.write_text(json.dumps(hub), "utf-8")
    if asked.jq:
        import jq

        for each in jq.compile(asked.jq).input_value(answered).all():
            print(each)


main()
