#!/usr/bin/env python3
"""How many requirement rows a passing test names.

A test names the rows it checks in the comment line directly above it (C++: above TEST; Python: above def test_…;
quick start: `rows=` of a step). Results are read from build/results: GoogleTest XML files and *.passed lists.
Usage: tests/trace.py [--missing] [--all-tests]   (--all-tests counts tests without looking at results)
"""
import argparse
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[1]
ROW = re.compile(r"\b(?:[NGSBC]|X-[NG])-[A-Za-z0-9.]+(?:-[QPD]?\d+)?(?:…[QPD]?\d+)?\b")
DOCUMENTS = {"N": "N  city-province protocol", "G": "G  province-national protocol", "S": "S  steel DSM platform",
             "B": "B  multi-utility metering", "C": "C  gateway interaction", "X": "X  connecting rows"}


def read_requirements():
    rows = {}
    for line in (ROOT / "tests/requirements.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, tag, kind, sort = line.split("\t")
            rows[name] = (tag, kind, sort)
    return rows


def named_rows(comment: str, rows) -> set[str]:
    """Ids of a comment; `N-8.8-Q4…Q11` is a range."""
    found = set()
    for text in re.findall(r"[NGSBCX]-[^\s,;]+", comment):
        first, _, last = text.rstrip(".:)").partition("…")
        if first in rows:
            found.add(first)
            if last:
                stem, number = re.fullmatch(r"(.*-[QPD]?)(\d+)", first).groups()
                end = int(re.search(r"(\d+)$", last).group(1))
                found |= {f"{stem}{n}" for n in range(int(number), end + 1) if f"{stem}{n}" in rows}
        elif re.fullmatch(r"(?:[NGSBC]|X-[NG])-[A-Za-z0-9.]*\d(?:-[QPD]?\d+)+", first):
            print(f"unknown row {first} in: {comment.strip()}", file=sys.stderr)
    return found


def tests_with_rows(rows):
    """test name -> rows"""
    result = collections.defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("*_test.cpp")) + sorted((ROOT / "tests").rglob("*_contract.h")):
        pending = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("//"):
                pending += line + " "
            elif match := re.match(r"(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P)\((\w+), *(\w+)", line):
                result[f"{match[1]}.{match[2]}"] |= named_rows(pending, rows)
                pending = ""
            elif line.strip():
                pending = ""
    for path in sorted((ROOT / "tests").rglob("*_test.py")):
        pending = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.lstrip().startswith("#"):
                pending += line + " "
            elif match := re.match(r"\s*def (test\w+)", line):
                result[f"{path.stem}.{match[1]}"] |= named_rows(pending, rows)
                pending = ""
            elif line.strip() and not line.lstrip().startswith("@"):
                pending = ""
    for path in sorted((ROOT / "deploy").rglob("*.py")):
        for match in re.finditer(r'@step\(\s*"([^"]+)"(?:,\s*rows="([^"]*)")?', path.read_text(encoding="utf-8")):
            result[f"quickstart.{match[1]}"] |= named_rows(match[2] or "", rows)
    return result


def passing():
    passed = set()
    for path in (ROOT / "build/results").glob("*.xml"):
        for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
            if case.find("failure") is None and case.get("status") == "run":
                suite = case.get("classname").split("/")
                name = case.get("name").split("/")[0]
                passed |= {f"{part}.{name}" for part in suite}
    for path in (ROOT / "build/results").glob("*.passed"):
        passed |= set(path.read_text(encoding="utf-8").split("\n"))
    return passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list the core rows that no passing test names")
    parser.add_argument("--all-tests", action="store_true", help="count every test, passed or not")
    options = parser.parse_args()
    rows = read_requirements()
    passed = passing()
    covered = set()
    for name, ids in tests_with_rows(rows).items():
        if options.all_tests or name in passed:
            covered |= ids
    print(f"{'document':<34}{'rows':>6}{'named':>7}{'core':>6}{'named':>7}")
    for letter, title in DOCUMENTS.items():
        mine = [r for r in rows if r[0] == letter]
        core = [r for r in mine if rows[r][0] == "core"]
        print(f"{title:<34}{len(mine):>6}{len(covered.intersection(mine)):>7}{len(core):>6}{len(covered.intersection(core)):>7}")
    missing = [r for r in rows if rows[r][0] == "core" and r[0] in "NGX" and r not in covered]
    if missing:
        print(f"core rows of N and G that no passing test names ({len(missing)}): {' '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
