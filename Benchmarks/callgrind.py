"""Counts instructions and allocations of a run with valgrind's callgrind.

The counts are those of the program, whatever else the machine does: two runs differ by some hundred
instructions in a hundred million.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ALLOCATORS = {"malloc", "calloc", "posix_memalign", "aligned_alloc"}


def configlint(given):
    """The program to count, built for release unless it is given, and its option for one thread."""
    if not shutil.which("valgrind"):
        sys.exit("valgrind is missing (Debian has it)")
    if not given:
        command = ["swift", "build", "-c", "release", "--product", "configlint"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        given = os.path.join(ROOT, ".build", "release", "configlint")
    given = os.path.abspath(given)
    text = subprocess.run([given, "check", "--help"], capture_output=True, text=True).stdout
    return given, ["--jobs", "1"] if "--jobs" in text else []


def count(command, folder=".", good=(0, 1)):
    """The instructions of a run, and how often it asked for memory, unless the program says no
    names."""
    with tempfile.TemporaryDirectory() as at:
        profile = os.path.join(at, "profile")
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *command],
            cwd=folder,
            env=dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1"),
            capture_output=True,
            text=True,
            errors="replace",
        )
        if result.returncode not in good:
            sys.exit(f"status {result.returncode} of {' '.join(command)}: {result.stderr[-500:]}")
        names, called, instructions, allocations = {}, None, None, 0
        with open(profile, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("cfn="):
                    number, name = re.match(r"cfn=\((\d+)\) ?(.*)", line).groups()
                    called = names.setdefault(number, name)
                elif line.startswith("fn="):
                    number, name = re.match(r"fn=\((\d+)\) ?(.*)", line).groups()
                    names.setdefault(number, name)
                elif line.startswith("calls=") and called in ALLOCATORS:
                    allocations += int(line[6:].split()[0])
                elif line.startswith("summary:") or line.startswith("totals:"):
                    instructions = int(line.split()[1])
    return instructions, allocations if any(name in ALLOCATORS for name in names.values()) else None
