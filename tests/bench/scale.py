#!/usr/bin/env python3
"""Does the cost grow with what is stored? Fills the store through the edge with 1 and 10 million values (--long: 100) and
measures at each size: ingest, bytes per stored value, and how long the download of one enterprise-day takes."""
import argparse
import datetime
import json
import random
import time

from bench_node import IDENTITY, BenchNode, median, show

VALUES = 200 * 96
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BLOCKS = ("series_block",)
# Whatever is kept for a value, besides the statement of what the node is.
FOR_VALUES = ("series_block", "series_revision", "batch", "batch_finding", "tag", "delivery", "enterprise")


def credit_code(number):
    """The code that `nenghub bench` makes for that number."""
    body = f"91320600{number:09d}"
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def fill(node, upto, done):
    """Enterprise-days from number `done` to `upto`."""
    while done < upto:
        count = min(upto - done, 1000)
        node.load(requests=count, connections=2, first=done, day=DAY)
        done += count
    return done


def settle(node):
    """Waits until the database has written its dirty pages, so that file sizes count and nothing runs beside."""
    node.sql("SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0.001; SET GLOBAL innodb_max_dirty_pages_pct = 0")
    for _ in range(600):
        if int(node.sql("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")[0][1]) < 100:
            break
        time.sleep(0.2)
    node.sql("SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0; SET GLOBAL innodb_max_dirty_pages_pct = 90")


def downloads(node, enterprises, count):
    questions = node.top / "questions.jsonl"
    picked = random.Random(1)
    questions.write_text("".join(json.dumps(
        {"provinceId": IDENTITY, "enterpriseCode": credit_code(picked.randrange(enterprises)), "statType": 0,
         "statDate": f"{DAY} 00:00:00"}) + "\n" for _ in range(count)))
    return node.load("/downloadEnergyData", bodies=questions, requests=count)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=40, help="enterprise-days of a round")
    parser.add_argument("--downloads", type=int, default=300)
    parser.add_argument("--long", action="store_true", help="up to 100 million values")
    args = parser.parse_args()
    done, rates = 0, {}
    with BenchNode() as node:
        fill(node, 50, 0)  # warms up; its days count
        done = 50
        for millions in (1, 10, 100) if args.long else (1, 10):
            done = fill(node, millions * 1_000_000 // VALUES, done)
            settle(node)
            sizes, stored = node.table_bytes(), node.stored_values()
            rounds = []
            for _ in range(args.rounds):
                rounds.append(node.load(requests=args.days, connections=2, first=done, day=DAY))
                done += args.days
            rates[millions] = median(rounds, "values_per_s")
            asked = downloads(node, done, args.downloads)
            show(million_values=millions, ingest_values_per_s=rates[millions], ingest_p99_ms=median(rounds, "p99_ms"),
                 cpu_us_per_request=rounds[-1]["cpu_us_per_request"],
                 block_bytes_per_value=round(sum(sizes.get(t, 0) for t in BLOCKS) / stored, 2),
                 all_bytes_per_value=round(sum(sizes.get(t, 0) for t in FOR_VALUES) / stored, 2),
                 download_p50_ms=asked["p50_ms"], download_p99_ms=asked["p99_ms"],
                 tables_mb={t: round(b / 1e6, 1) for t, b in sorted(sizes.items()) if b > 1e6})
    show(slowest_to_fastest=round(min(rates.values()) / max(rates.values()), 2), bar=0.8, bar_block_bytes=12, bar_all_bytes=20,
         bar_download_p99_ms=30)


DAY = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()

if __name__ == "__main__":
    main()
