#!/usr/bin/env python3
"""The fault run: see README.md. One line a scenario, one line at the end, then `N passed, N failed`."""
import argparse
import contextlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import ledger as ledgers  # noqa: E402
import scenarios  # noqa: E402
from load import Load  # noqa: E402
from scenario import Skip  # noqa: E402
from stage import PORTS, ROOT, Failed, Stage, expect  # noqa: E402

DEVICES = 6
QUIET_SECONDS = {False: 90, True: 180}  # short, long
G_TAG = 4  # of hub/ports/delivery.h
KILLS_MIN = 200  # of the long form


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--short", action="store_true", help="the default")
    parser.add_argument("--only", metavar="NAME", action="append", help="repeatable; a part of a name is enough")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--ports", metavar="N", type=int, help=f"listens on N to N + {PORTS - 1} instead of any free ones")
    parser.add_argument("--binary", default=os.environ.get("NENGHUB_FAULTS_BINARY", str(ROOT / "build/release/nenghub")))
    return parser.parse_args()


class Run:
    """What the scenarios share: the stage, the load, the ledger, and the chance of this seed."""

    def __init__(self, stage, ledger, load, seed, is_long):
        self.stage, self.ledger, self.load, self.seed, self.is_long = stage, ledger, load, seed, is_long
        self.city, self.province, self.national = stage.city, stage.province, stage.national
        self.relay = stage.relay
        self.chance = random.Random(seed)
        self.faults, self.dirty = 0, False

    def of(self, short, long):
        return long if self.is_long else short

    def injected(self, count=1):
        self.faults += count


class Operator(threading.Thread):
    """Asks every few seconds for what jobs do once a day: the next round of what waits, and the tags."""

    def __init__(self, stage):
        super().__init__(daemon=True)
        self.stage, self.ended = stage, threading.Event()

    def run(self):
        while not self.ended.wait(3):
            daily_work(self.stage)

    def stop(self):
        self.ended.set()
        self.join(60)


def daily_work(stage):
    work = [(stage.city, ("queue", "round", "--peer", "province")), (stage.province, ("queue", "round", "--peer", "national"))]
    with contextlib.suppress(Failed, subprocess.TimeoutExpired):  # its database may be away just now
        # A day lies between two pushes. Tags go before backfill: pushed again and again before they are through, on a slow
        # machine nothing else would ever go.
        if not stage.province.count(f"SELECT EXISTS (SELECT 1 FROM delivery WHERE kind = {G_TAG} AND state IN (0, 1))"):
            work.append((stage.province, ("consistency", "push", "--peer", "national")))
    for node, words in work:
        with contextlib.suppress(Failed, subprocess.TimeoutExpired):
            node.run(*words)


def perform(run, each):
    """-> ok, FAIL or skip"""
    started = time.monotonic()
    run.chance = random.Random(f"{run.seed}/{each.name}")
    try:
        figures, outcome = each().run(run), "ok"
    except Skip as why:
        figures, outcome = str(why), "skip"
    except Exception as error:  # whatever it is, the next scenario finds everything running
        figures, outcome = f"{type(error).__name__}: {error}" if not isinstance(error, Failed) else str(error), "FAIL"
        if os.environ.get("NENGHUB_TEST_TRACE"):
            traceback.print_exc()
    try:
        run.stage.heal()
    except Exception as error:
        figures, outcome = f"{figures}; does not heal: {error}", "FAIL"
    run.load.going.set()
    seed = f" seed={run.seed}" if outcome != "skip" else ""
    figures = " ".join(figures.split())[:400]
    print(f"{outcome:<4} {each.name:<24} {figures} took={time.monotonic() - started:.1f}s{seed}", flush=True)
    return outcome


def settle(run, seconds):
    """What the daily jobs would do, until nothing is left to do; -> seconds it took."""
    stage, started = run.stage, time.monotonic()
    while time.monotonic() - started < seconds:
        daily_work(stage)
        pause_until = time.monotonic() + 4
        while time.monotonic() < pause_until:
            if is_quiet(stage):
                return time.monotonic() - started
            time.sleep(0.2)
    return time.monotonic() - started


def is_quiet(stage):
    if any(node.open_deliveries() for node in stage.nodes.values()):
        return False
    disagreed = stage.province.count(f"SELECT COUNT(*) FROM tag WHERE state <> {ledgers.AGREED}")
    return not disagreed and stage.province.count("SELECT COUNT(*) FROM tag") == stage.province.count(
        "SELECT COUNT(*) FROM batch")


def judged(run):
    """Stops the load, waits for quiet, compares; -> verdict"""
    run.stage.heal()
    run.load.finish(40)
    quiet = settle(run, QUIET_SECONDS[run.is_long])
    verdict = ledgers.check(run.ledger, run.stage.nodes)
    print(f"     quiet after {quiet:.1f} s; {len(run.ledger.expected)} values; answers heard: "
          f"{dict(sorted(run.load.heard.items(), key=lambda pair: -pair[1]))}", flush=True)
    return verdict


def chosen(options):
    every = scenarios.LONG if options.long else scenarios.SHORT
    if not options.only:
        return every
    wanted = [each for each in scenarios.LONG if any(part in each.name for part in options.only)]
    expect(wanted, f"no scenario is called {options.only}")
    return wanted


def run_all(options):
    started = time.monotonic()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1, 1_000_000)
    print(f"seed {seed}", flush=True)
    outcomes = {"ok": 0, "FAIL": 0, "skip": 0}
    with Stage(seed, options.binary, options.ports) as stage:
        stage.admit_devices(DEVICES)
        ledger = ledgers.Ledger(stage.directory / "ledger.jsonl")
        load = Load(stage, ledger)
        run = Run(stage, ledger, load, seed, options.long)
        load.start()
        expect_flow(run)
        operator = Operator(stage)
        operator.start()
        for each in chosen(options):
            outcomes[perform(run, each)] += 1
        operator.stop()
        verdict = judged(run)
        run.dirty = not verdict.clean
        for line in verdict.first():
            print(line, flush=True)
        outcomes["ok" if verdict.clean else "FAIL"] += 1
        if not options.only or "oracle" in options.only:
            outcomes[perform_oracle(run)] += 1
        if options.long and not options.only and stage.kills() < KILLS_MIN:
            print(f"FAIL kills                    only {stage.kills()} of {KILLS_MIN}", flush=True)
            outcomes["FAIL"] += 1
        print(f"faults {run.faults} kills {stage.kills()} batches {len(ledger.accepted())} {verdict.counts()}"
              f" skipped {outcomes['skip']} seconds {time.monotonic() - started:.0f} seed={seed}", flush=True)
    if not options.only:
        note_results(outcomes)
    print(f"{outcomes['ok']} passed, {outcomes['FAIL']} failed", flush=True)
    return 1 if outcomes["FAIL"] else 0


def expect_flow(run):
    """The load really flows before anything is broken."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and run.load.accepted() < 10:
        time.sleep(0.1)
    expect(run.load.accepted() >= 10, f"nothing flows: {run.load.heard}")


def perform_oracle(run):
    import oracle_test
    outcome, figures = oracle_test.run(run)
    print(f"{outcome:<4} {'oracle':<24} {figures} seed={run.seed}", flush=True)
    return outcome


def note_results(outcomes):
    directory = os.environ.get("NENGHUB_TEST_RESULTS")
    if directory and not outcomes["FAIL"]:
        pathlib.Path(directory, "faults.passed").write_text("faults.the fault run", encoding="utf-8")


def stopped(*_):
    raise KeyboardInterrupt


def main():
    options = arguments()
    if options.list:
        for each in scenarios.LONG:
            print(f"{each.name:<24} {'short' if each in scenarios.SHORT else 'long ':<6} {each.__doc__.splitlines()[0]}")
        return 0
    if not os.access(options.binary, os.X_OK):
        print(f"FAIL {options.binary} has not been built\n0 passed, 1 failed")
        return 1
    for sign in (signal.SIGINT, signal.SIGTERM):  # a shell may have SIGINT ignored for us
        signal.signal(sign, stopped)
    try:
        return run_all(options)
    except KeyboardInterrupt:
        print("stopped")
        return 130
    except Failed as error:
        print(f"FAIL {error}\n0 passed, 1 failed")
        return 1


if __name__ == "__main__":
    sys.exit(main())
