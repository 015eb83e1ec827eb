#!/usr/bin/env python3
"""The rules of the house as a test: include direction, homes of third-party headers, home of SQL and threads,
banned calls, sizes, names, migrations. Prints one line a fault and ends with `N passed, N failed`."""
import hashlib
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# folder -> folders it may include besides itself (hub/ARCHITECTURE.md)
RULES = ["hub/exchange", "hub/delivery", "hub/reconcile", "hub/simulate", "hub/base_data", "hub/quality", "hub/conformance"]
MAY_INCLUDE = {
    "schemas": [],
    "hub/ports": ["schemas", "hub"],
    "hub": ["schemas", "hub/ports"],
    **{folder: ["schemas", "hub", "hub/ports"] for folder in RULES},
    "hub/exchange": ["schemas", "hub", "hub/ports", "hub/quality"],
    "adapters/crypto": ["schemas", "hub", "hub/ports"],
    "adapters/mysql": ["schemas", "hub", "hub/ports"],
    "adapters/partners": ["schemas", "hub", "hub/ports"],
    "adapters/http": ["schemas", "hub", "hub/ports", *RULES],
    "jobs": ["schemas", "hub", "hub/ports", *RULES],
    "hub/app": None,  # everything
}
THIRD_PARTY_HOMES = {
    r"nlohmann/": ["schemas"],
    r"simdjson": ["schemas"],
    r"spdlog/": ["hub"],
    r"(cppconn/|mysql|mariadb)": ["adapters/mysql"],
    r"zstd": ["adapters/mysql"],
    r"pistache/": ["adapters/http"],
    r"curl/": ["adapters/partners"],
    r"openssl/": ["adapters/crypto", "adapters/http", "adapters/partners"],
    r"(CLI/|toml\+\+/)": ["hub/app"],
    r"prometheus/": ["hub/app"],
}
SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+(IGNORE\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|"
                 r"START\s+TRANSACTION|ALTER\s+TABLE)\b", re.S)
BANNED_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "impl", "base", "misc"}
BANNED_CALLS = re.compile(r"(->|\.)(commit|rollback)\(\)|setAutoCommit|->reconnect\(|OPT_RECONNECT")
MACHINE_PATHS = re.compile(r"/work/(main|shared|\.library)|deb\.debian\.org|registry\.npmjs")
LINE_MAX, FILE_MAX = 120, 400

faults: dict[str, list[str]] = {}


def check(rule: str, ok: bool, text: str) -> None:
    """One look at one place; a rule counts as one test, however many places it looks at."""
    found = faults.setdefault(rule, [])
    if not ok:
        found.append(text)


def home_of(path: pathlib.PurePath) -> str | None:
    text = path.as_posix()
    matches = [folder for folder in MAY_INCLUDE if text.startswith(folder + "/")]
    return max(matches, key=len) if matches else None


def tracked(*patterns: str) -> list[pathlib.Path]:
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    return [ROOT / name for name in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
            if name and (ROOT / name).exists()]


def check_includes(path: pathlib.Path, text: str) -> None:
    relative = path.relative_to(ROOT)
    home = home_of(relative)
    if home is None:
        return
    for include in re.findall(r'^#include [<"]([^>"]+)[>"]', text, re.M):
        target = home_of(pathlib.PurePosixPath(include))
        if target is not None:
            allowed = MAY_INCLUDE[home]
            check("include direction", allowed is None or target == home or target in allowed, f"{relative}: {home} may not include {include}")
            continue
        for pattern, homes in THIRD_PARTY_HOMES.items():
            if re.match(pattern, include):
                check("homes of third-party headers", home in homes, f"{relative}: <{include}> belongs to {', '.join(homes)}")


def string_literals(text: str) -> str:
    raw = re.findall(r'R"(\w*)\((.*?)\)\1"', text, re.S)
    return "\n".join(body for _, body in raw) + "\n".join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', text))


def check_source(path: pathlib.Path) -> None:
    relative = path.relative_to(ROOT)
    home = home_of(relative)
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    check_includes(path, text)
    if home and home != "adapters/mysql":
        check("home of SQL", not SQL.search(string_literals(text)), f"{relative}: SQL belongs to adapters/mysql")
    if home == "adapters/mysql":
        for number, line in enumerate(lines, 1):
            banned = BANNED_CALLS.search(line)
            ours = banned and re.search(r"(transaction|work|unit)_?(->|\.)(commit|rollback)\(\)", line)
            check("calls that swallow errors", not banned or bool(ours), f"{relative}:{number}: Connector/C++ swallows errors here: {line.strip()}")
    if home and home not in ("hub/app", "jobs"):
        check("home of threads", "std::thread" not in text and "std::jthread" not in text, f"{relative}: threads belong to hub/app and jobs")
    if home:
        check("sizes", len(lines) <= FILE_MAX, f"{relative}: {len(lines)} lines, at most {FILE_MAX}")
        check("using namespace", not re.search(r"using namespace", text) or path.suffix == ".cpp", f"{relative}: using namespace in a header")
        stem = set(path.stem.split("_")) & BANNED_NAMES
        check("names", not stem or path.stem in ("download_base_data", "g_base_data", "base_data", "base_data_files")
              or "base_data" in path.stem, f"{relative}: says nothing: {stem}")
    for number, line in enumerate(lines, 1):
        check("sizes", len(line) <= LINE_MAX, f"{relative}:{number}: {len(line)} columns, at most {LINE_MAX}")
    check("unfinished work", not re.search(r"\b(TODO|FIXME|XXX)\b", text), f"{relative}: unfinished work is named in an issue, not in code")


def check_unit_tests() -> None:
    excused = {}
    for line in (ROOT / "tests/tidy/without_unit_test.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, reason = line.partition(" ")
            excused[name] = reason
            check("unit tests", bool(reason.strip()), f"tests/tidy/without_unit_test.txt: {name} has no reason")
            check("unit tests", (ROOT / name).exists(), f"tests/tidy/without_unit_test.txt: {name} does not exist")
    for path in tracked("schemas/*.cpp", "hub/*.cpp", "adapters/*.cpp", "jobs/*.cpp"):
        relative = path.relative_to(ROOT)
        test = ROOT / "tests/unit" / relative.with_name(path.stem + "_test.cpp")
        excuse = relative.as_posix() in excused or f"{relative.parent.as_posix()}/" in excused
        check("unit tests", test.exists() or excuse,
              f"{relative}: no {test.relative_to(ROOT)} and no reason in tests/tidy/without_unit_test.txt")
        if test.exists():
            check("unit tests", relative.as_posix() not in excused, f"{relative}: has a test, so needs no excuse")


def check_layout() -> None:
    sources = tracked("*.h", "*.cpp")
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *map(str, sources)], capture_output=True, text=True)
    for line in done.stderr.splitlines():
        if "error:" in line:
            check("layout", False, line.replace(f"{ROOT}/", "").split(" error:")[0] + " differs from clang-format")
    check("layout", done.returncode == 0, "clang-format -i the files above")


def check_migrations() -> None:
    names = sorted(p.name for p in (ROOT / "migrations").glob("[0-9]*.sql"))
    numbers = [int(name[:4]) for name in names]
    check("migrations", numbers == list(range(1, len(numbers) + 1)), f"migrations: numbers are not gapless: {numbers}")
    listed = {}
    for line in (ROOT / "migrations/checksums.txt").read_text().splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for name in names:
        digest = hashlib.sha256((ROOT / "migrations" / name).read_bytes()).hexdigest()
        check("migrations", listed.get(name) == digest, f"migrations/{name}: landed files never change (checksums.txt)")
    check("migrations", set(listed) == set(names), "migrations/checksums.txt: lists other files than there are")


def main() -> int:
    for path in tracked("schemas/*.h", "schemas/*.cpp", "hub/*.h", "hub/*.cpp", "adapters/*.h", "adapters/*.cpp",
                        "jobs/*.h", "jobs/*.cpp", "tests/*.h", "tests/*.cpp"):
        check_source(path)
    for path in tracked("."):
        if path.suffix in (".lock", ".csv") or path.name in ("tidy_test.py", "package-lock.json"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        check("machine paths", not MACHINE_PATHS.search(text), f"{path.relative_to(ROOT)}: names a machine path or a registry host")
    check_layout()
    check_unit_tests()
    check_migrations()
    for rule, found in faults.items():
        print("FAIL" if found else "ok  ", rule)
        for fault in found:
            print("    ", fault)
    broken = sum(bool(found) for found in faults.values())
    print(f"{len(faults) - broken} passed, {broken} failed")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
