#!/usr/bin/env python3
"""Runs one real day through city, province and nation, one line per step. See deploy/quickstart.sh."""
import argparse
import os
import pathlib
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import steps  # noqa: E402
from node import Failed, ROOT  # noqa: E402
from topology import Demo  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--once", action="store_true", help="run, stop everything, exit 0 only if all steps were ok")
    parser.add_argument("--stop", action="store_true")
    parser.add_argument("--restart", metavar="NODE", choices=["city", "province", "national"])
    parser.add_argument("--directory", default=str(ROOT / "var/demo"))
    parser.add_argument("--ports", type=int, default=0, metavar="OFFSET")
    parser.add_argument("--binary", default=str(ROOT / "build/release/nenghub"))
    return parser.parse_args()


def run_steps(demo):
    passed, failed = [], []
    for name, work in steps.ALL:
        started = time.monotonic()
        try:
            counts = work(demo)
            outcome, text = "ok", counts
        except Exception as error:  # a step may fail in any way; the day goes on only where it makes sense
            outcome, text = "FAIL", f"{type(error).__name__}: {error}" if not isinstance(error, Failed) else str(error)
        print(f"{outcome:<4} {name:<44} {time.monotonic() - started:5.1f} s  {text}", flush=True)
        (passed if outcome == "ok" else failed).append(name)
        if outcome == "FAIL" and name in steps.ESSENTIAL:
            failed.extend(other for other, _ in steps.ALL[len(passed) + len(failed):])
            print(f"     stopped: the rest needs this step ({len(failed) - 1} not run)")
            break
    return passed, failed


def note_results(passed):
    directory = os.environ.get("NENGHUB_TEST_RESULTS")
    if directory:
        pathlib.Path(directory, "quickstart.passed").write_text("\n".join(f"quickstart.{name}" for name in passed))


def main():
    options = arguments()
    demo = Demo(options.directory, options.ports, options.binary)
    try:
        if options.stop:
            demo.read_map()
            demo.stop()
            print("stopped")
            return 0
        if options.restart:
            demo.read_map()
            demo.restart(options.restart)
            print(f"{options.restart} is ready")
            return 0
    except Failed as error:
        print(f"FAIL {error}")
        return 1
    if demo.map.exists():  # a second start begins afresh
        demo.read_map()
        demo.stop()
    shutil.rmtree(demo.directory, ignore_errors=True)
    for node in demo.nodes.values():
        shutil.rmtree(node.database, ignore_errors=True)
    demo.directory.mkdir(parents=True)
    passed, failed = run_steps(demo)
    note_results(passed)
    if options.once:
        demo.stop()
    elif passed:
        print(f"running: province {demo.province.wire}  map {os.path.relpath(demo.map, ROOT)}  "
              "stop with deploy/quickstart.sh --stop")
    print(f"{len(passed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
