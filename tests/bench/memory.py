#!/usr/bin/env python3
"""Memory of hub and edge while 64 connections each send bodies of 3.6 MB."""
import argparse

from bench_node import BenchNode, children, memory_mb, show


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--requests", type=int, default=512)
    args = parser.parse_args()
    with BenchNode() as node:
        idle = memory_mb(node.pids["hub"])
        row = node.load(connections=args.connections, requests=args.requests, ok=(0, 5))
        edge = sum(memory_mb(pid) for pid in children(node.pids["edge"]))
        show(connections=args.connections, accepted=row["accepted"], requests=row["requests"], values_per_s=row["values_per_s"],
             p99_ms=row["p99_ms"], first_refusal=row["first_refusal"])
        show(hub_idle_mb=round(idle), hub_max_mb=round(memory_mb(node.pids["hub"])), bar_mb=600, edge_workers_max_mb=round(edge),
             database_max_mb=round(memory_mb(node.pids["database"])))


if __name__ == "__main__":
    main()
