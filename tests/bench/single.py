#!/usr/bin/env python3
"""One record per request: 8 and 64 kept connections, and a new TLS connection for each request beside the rate at which the
edge alone answers one. Optionally the same against another server, in turn."""
import argparse
import pathlib

from bench_node import BenchNode, load, median, show

# A path that no operation can have, so that the edge answers 404 by itself.
EDGE_ALONE = "/edge=alone"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="of each run")
    parser.add_argument("--peer-url", help="uploadEnergyData of a server to compare with")
    parser.add_argument("--peer-ca", type=lambda file: pathlib.Path(file).resolve())
    args = parser.parse_args()
    with BenchNode() as node:
        runs = {
            "8 connections": lambda first: node.load(shape="single", connections=8, seconds=args.seconds, first=first),
            "64 connections": lambda first: node.load(shape="single", connections=64, seconds=args.seconds, first=first),
            "reconnect": lambda first: node.load(shape="single", connections=8, seconds=args.seconds, first=first, reconnect=True),
            "reconnect, edge alone": lambda first: node.load(EDGE_ALONE, shape="single", connections=8, seconds=args.seconds,
                                                             first=first, reconnect=True, ok=(0, 5)),
        }
        if args.peer_url:
            for connections in (8, 64):
                runs[f"peer, {connections} connections"] = lambda first, connections=connections: load(
                    args.peer_url, args.peer_ca, node.certs, shape="single", connections=connections, seconds=args.seconds,
                    first=first)
        rows = {name: [] for name in runs}
        for number in range(args.rounds + 1):
            for place, (name, run) in enumerate(runs.items()):
                row = run((number * len(runs) + place) * 1_000_000)
                if number:  # the first round warms up
                    rows[name].append(row)
        rate = {name: median(found, "requests_per_s") for name, found in rows.items()}
        for name, found in rows.items():
            show(run=name, requests_per_s=rate[name], p50_ms=median(found, "p50_ms"), p99_ms=median(found, "p99_ms"),
                 client_cpu_s=median(found, "client_cpu_s"),
                 cpu_us_per_request=found[-1].get("cpu_us_per_request"))
        show(reconnect_to_edge_alone=round(rate["reconnect"] / rate["reconnect, edge alone"], 2), bar=0.7)
        for connections in (8, 64):
            if args.peer_url:
                ratio = rate[f"{connections} connections"] / rate[f"peer, {connections} connections"]
                show(connections=connections, ratio_to_peer=round(ratio, 2), bar=3)


if __name__ == "__main__":
    main()
