#!/usr/bin/env python3
"""Google Benchmark's JSON as a table: median time, values/s, MB/s and bytes per value of each stage."""
import json
import sys

VALUES_OF_A_DAY = 200 * 96


def main():
    rows = [row for row in json.load(open(sys.argv[1]))["benchmarks"] if row.get("aggregate_name") == "median"
            or row.get("error_occurred")]
    print(f"{'stage':44} {'median ms':>10} {'values/s':>12} {'ns/value':>9} {'MB/s':>7} {'bytes/value':>12}")
    for row in rows:
        name = row.get("run_name", row["name"]).removesuffix("/real_time")
        if row.get("error_occurred"):
            print(f"{name:44} {row['error_message']}")
            continue
        scale = {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1e3}[row["time_unit"]]
        rate = row.get("values/s", 0)
        print(f"{name:44} {row['real_time'] * scale:10.3f} {rate:12,.0f} {1e9 / rate if rate else 0:9.1f} "
              f"{row.get('bytes_per_second', 0) / 1e6:7.0f} {row.get('bytes/value', 0):12.2f}")


if __name__ == "__main__":
    main()
