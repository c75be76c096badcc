"""The tables that `compare` writes."""

import datetime
import os
import platform
import re
import sys


def duration(seconds):
    if seconds < 0.1:
        return f"{seconds * 1000:.1f} ms"
    if seconds < 100:
        return f"{seconds:.2f} s"
    return f"{seconds:.0f} s"


def times(ratio):
    if ratio >= 100:
        return f"{ratio:,.0f} ×"
    return f"{ratio:.1f} ×" if ratio >= 10 else f"{ratio:.2f} ×"


def short_cell(run, ours):
    if run is None:
        return ""
    if run.reason:
        return (
            "more than " + run.reason.split("more than ")[1] if "more than" in run.reason else "—"
        )
    if run.beyond:
        cell = f"more than {run.beyond} s"
        return cell + f", {times(run.beyond / ours.wall)}" if ours.wall else cell
    cells = [duration(run.wall)]
    if run is not ours and ours.walls:
        cells.append(times(run.wall / ours.wall))
    return ", ".join([*cells, f"{run.peak:.0f} MB"])


def summary(results):
    """The block that README.md shows."""
    order, columns = {}, []
    for tree, runs in results:
        columns.append({run.key: run for run in runs})
        for run in runs:
            order.setdefault(run.key, run.title)
    lines = [
        f"Measured on {datetime.date.today().isoformat()} by `Benchmarks/compare`, {machine()}: "
        "the tools in turn in one run, warm caches, medians. A cell holds the wall time, that time "
        "as a multiple of configlint's, and the peak memory.",
        "",
        "| | " + " | ".join(tree.title for tree, _ in results) + " |",
        "| --- |" + " ---: |" * len(results),
    ]
    # The floors last.
    keys = [key for key in order if key not in ("arguments", "libyaml", "libyaml-2", "wc")]
    for key in keys + [key for key in ("arguments", "libyaml", "libyaml-2", "wc") if key in order]:
        cells = [short_cell(column.get(key), column["configlint"]) for column in columns]
        lines.append(f"| {order[key]} | " + " | ".join(cells) + " |")
    return lines


def details(tree, runs):
    by_key = {run.key: run for run in runs}
    ours = by_key["configlint"]
    floor = next((by_key[key] for key in ("arguments", "wc") if key in by_key), None)
    if tree.name == "yaml":
        floor = by_key.get("libyaml", floor)
    share = f"{tree.bytes / 1e6:.1f} MB, {tree.yaml_bytes / 1e6:.1f} MB of them YAML"
    heading = f"{tree.title}: {tree.files} files, {share}"
    if tree.bytes < 100_000:
        heading = tree.title
    if not tree.name.startswith("path"):
        heading = heading[0].upper() + heading[1:]
    lines = ["", f"### {heading}", ""]
    if floor:
        lines += [f"The floor is {floor.title}.", ""]
    lines += [
        "| | runs | median | fastest to slowest | of configlint | of the floor | processor "
        "| peak memory |",
        "| --- |" + " ---: |" * 7,
    ]
    for run in runs:
        if run.reason or run.beyond:
            text = run.reason or f"more than {run.beyond} s"
            ratios = [
                (
                    f"more than {times(run.beyond / other.wall)}"
                    if run.beyond and other and other.walls
                    else ""
                )
                for other in (ours, floor)
            ]
            cells = ["0", text, "", *ratios, "", ""]
        else:
            cells = [
                str(len(run.walls)),
                duration(run.wall),
                f"{duration(min(run.walls))} to {duration(max(run.walls))}",
                times(run.wall / ours.wall) if ours.walls else "",
                times(run.wall / floor.wall) if floor and floor.walls else "",
                duration(run.used),
                f"{run.peak:.1f} MB",
            ]
        lines.append(f"| {run.title} | " + " | ".join(cells) + " |")
    return lines


def aims(results):
    """What is aimed at, computed out of the runs that were made."""
    found = {tree.name: {run.key: run for run in runs if run.wall} for tree, runs in results}
    size = {tree.name: tree.bytes for tree, _ in results}
    rows = []

    def ratio(tree, above, below, text, aim, least=False):
        runs = found.get(tree, {})
        if above not in runs or below not in runs:
            return
        value = runs[above].wall / runs[below].wall
        if runs[below].beyond or (runs[above].beyond and not least):
            return
        holds = value >= aim if least else value <= aim
        shown = ("more than " if runs[above].beyond else "") + times(value)
        bound = f"{'at least' if least else 'at most'} {times(aim)}"
        processor = ""
        if above != "halves" and runs[above].processor and runs[below].processor:
            processor = times(runs[above].used / runs[below].used)
        rows.append(f"| {text} | {shown} | {processor} | {bound} | {'yes' if holds else 'no'} |")

    ratio(
        "file",
        "configlint",
        "arguments",
        "one .env file, of a program that parses the options",
        2.5,
    )
    ratio("file", "kingfisher", "configlint", "Kingfisher on that file", 50, least=True)
    memory = found.get("file", {}).get("configlint")
    if memory and memory.peak:
        rows.append(
            f"| memory for that file | {memory.peak:.1f} MB | | below 20 MB "
            f"| {'yes' if memory.peak < 20 else 'no'} |"
        )
    ratio(
        "staged",
        "configlint",
        "arguments",
        "the file staged, through git's hook, of that program",
        5,
    )
    for key, text, aim in (
        ("reading", "one .env file of 50 MB, reading alone", 150),
        ("configlint", "the same, the whole check", 40),
    ):
        run = found.get("env", {}).get(key)
        if run and run.walls:
            wall, used = (size["env"] / 1e6 / seconds for seconds in (run.wall, run.used))
            rows.append(
                f"| {text} | {wall:.0f} MB/s | {used:.0f} MB/s | at least {aim} MB/s a core "
                f"| {'yes' if used >= aim else 'no'} |"
            )
    for tree in ("mixed", *(name for name in found if name.startswith("path"))):
        bound = 1 if tree == "mixed" else 0.5
        title = "10,000 files, 50 MB" if tree == "mixed" else "the tree given by its path"
        ratio(tree, "configlint", "kingfisher", f"{title}, of Kingfisher's time", bound)
        runs = found.get(tree, {})
        if tree == "mixed" and "kingfisher" in runs and runs["kingfisher"].peak:
            share = runs["configlint"].peak / runs["kingfisher"].peak
            rows.append(
                f"| {title}, of Kingfisher's memory | {times(share)} | | below 0.33 × "
                f"| {'yes' if share < 1 / 3 else 'no'} |"
            )
    ratio("mixed", "detect-secrets", "configlint", "detect-secrets on them", 100, least=True)
    ratio("mixed", "checkov", "configlint", "checkov on them", 100, least=True)
    ours = found.get("mixed", {}).get("configlint")
    if ours and "--jobs" in ours.commands[0]:
        text = "two processes on their halves, of one with two jobs"
        ratio("mixed", "halves", "configlint", text, 0.9, least=True)
    ratio("yaml", "configlint", "libyaml-2", "their YAML, of bare libyaml in two processes", 1.8)
    if not rows:
        return []
    return [
        "",
        "### What is aimed at",
        "",
        "The ratio of the processor times says more where the machine was busy.",
        "",
        "| | measured | by processor time | aim | reached |",
        "| --- | ---: | ---: | ---: | --- |",
        *rows,
    ]


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = re.search(r"model name\s*: (.*)", file.read()).group(1)
    except (OSError, AttributeError):
        pass
    kernel = ".".join(platform.release().split(".")[:2])
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {platform.system()} {kernel}"


def parts(path):
    """The page in front of its block and behind it."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    begin, end = "<!-- compare -->\n", "<!-- end -->"
    head, found, rest = text.partition(begin)
    if not found or end not in rest:
        sys.exit(f"compare: {path} has no place between {begin.strip()} and {end}")
    return head + begin, rest[rest.index(end) :]


def update(path, block):
    head, tail = parts(path)
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + "\n".join(block) + "\n" + tail)
