"""The tools that `compare` runs configlint beside: how they are installed and called."""

import os
import shutil
import subprocess
import sys

# What a tool is called, its distribution on PyPI, the pinned version, and the statuses of a run
# that worked.
PEERS = {
    "kingfisher": ("Kingfisher", "kingfisher-bin", "2.14.0", {0, 200, 205}),
    "detect-secrets": ("detect-secrets", "detect-secrets", "1.5.0", {0, 1}),
    "yamllint": ("yamllint", "yamllint", "1.38.0", {0, 1}),
    "checkov": ("checkov", "checkov", "3.3.30", {0, 1}),
}


def install(name, cache, say):
    """The folder of the tool's programs, or nothing where it cannot be installed."""
    _, package, version, _ = PEERS[name]
    folder = os.path.join(cache, f"{package}-{version}")
    if not os.path.exists(os.path.join(folder, "done")):
        say(f"installing {package} {version}")
        pip = os.path.join(folder, "bin", "pip")
        for command in (
            [sys.executable, "-m", "venv", "--clear", folder],
            [pip, "install", "--quiet", "--disable-pip-version-check", f"{package}=={version}"],
        ):
            result = subprocess.run(command, capture_output=True, text=True)
            if result.returncode != 0:
                say((result.stderr.strip() or "no reason given").splitlines()[-1])
                shutil.rmtree(folder, ignore_errors=True)
                return None
        open(os.path.join(folder, "done"), "w").close()
    if name != "kingfisher":
        return os.path.join(folder, "bin")
    # The program itself: the one in `bin` is Python that starts it.
    for at, _, files in os.walk(os.path.join(folder, "lib")):
        if "kingfisher" in files and os.access(os.path.join(at, "kingfisher"), os.X_OK):
            return at
    return None


def command(name, folder, tree, jobs):
    """How the tool is called, without any access to the network; nothing where the tree is not for
    it."""
    program = os.path.join(folder, name)
    if name == "kingfisher":
        scan = [program, "scan", "--no-validate", "--no-update-check", "--jobs", str(jobs)]
        if tree.name == "staged":
            return [*scan, "--staged", "."]
        return [*scan, "--git-history", "none", tree.target]
    if name == "detect-secrets":
        if tree.name == "staged":
            return [program + "-hook", "--no-verify", tree.target]
        return [program, "--cores", str(jobs), "scan", "--no-verify", "--all-files", tree.target]
    if name == "yamllint":
        return [program, tree.target] if tree.yaml_bytes else None
    if tree.name == "staged":
        return None
    where = ["--directory", "."] if tree.target == "." else ["--file", tree.target]
    return [program, *where, "--quiet", "--compact", "--skip-download"]
