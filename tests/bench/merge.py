#!/usr/bin/env python3
"""Data that meets stored data: a day sent again as it was, with a later uploadDate, with 1 % and with all of its values
corrected; and single corrections into full days."""
import argparse

from bench_node import BenchNode, median, show


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=80, help="enterprise-days of a round, each of its own enterprise")
    parser.add_argument("--seconds", type=int, default=5, help="of a run of corrections")
    args = parser.parse_args()
    again = {"first upload": (1, 1000), "the same bytes": (1, 1000), "equal values, later upload": (2, 0),
             "1 % corrected": (3, 10), "all corrected": (4, 1000)}
    rows = {name: [] for name in (*again, "corrections, 8 connections", "corrections, 64 connections")}
    with BenchNode() as node:
        for number in range(args.rounds + 1):
            first = number * 10_000
            found = {name: node.load(requests=args.days, connections=2, first=first, seed=seed, corrected=corrected)
                     for name, (seed, corrected) in again.items()}
            for connections in (8, 64):
                found[f"corrections, {connections} connections"] = node.load(
                    shape="single", enterprises=args.days, first=first, seed=5 + connections, connections=connections,
                    seconds=args.seconds)
            if number:  # the first round warms up
                for name, row in found.items():
                    rows[name].append(row)
    for name, found in rows.items():
        rate = "requests_per_s" if name.startswith("corrections") else "values_per_s"
        show(run=name, **{rate: median(found, rate)}, p99_ms=median(found, "p99_ms"), cpu_us_per_request=found[-1]["cpu_us_per_request"])
    show(bar_values_per_s=300_000, bar_corrections_per_s=1500)


if __name__ == "__main__":
    main()
