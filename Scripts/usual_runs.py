#!/usr/bin/env python3
"""The runs that a release is built for: what they use is made fast, and placed side by side.

    Scripts/usual_runs.py BINARY

They read a tree as the benchmarks have it, this repository, and examples in which much is found.
Alone, the script only performs them: BINARY may be a program that counts what it does.
"""

import contextlib
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, "Benchmarks"))
import trees  # noqa: E402


@contextlib.contextmanager
def usual_runs():
    """Gives the arguments of each run; all of them are to be started in ROOT."""
    as_json = ["--format", "json"]
    with tempfile.TemporaryDirectory() as at:
        tree = os.path.join(at, "tree")
        trees.tree(tree, 200, 20_000_000)
        yield [
            [tree],
            ["check", *as_json, "."],
            ["check", *as_json, "Examples/deployments"],
            ["Examples/deployments"],
        ]


def perform(command):
    """Runs a program that may find something, but not fail."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    if result.returncode not in (0, 1):
        script = os.path.basename(sys.argv[0])
        sys.exit(f"{script}: status {result.returncode}: {result.stderr[-500:]}")


def main(binary):
    with usual_runs() as runs:
        for arguments in runs:
            # Threads that count at once lose some of it.
            perform([os.path.abspath(binary), *arguments, "--jobs", "1"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
