#!/usr/bin/env python3
"""How fast a city delivers small batches to its province: both nodes whole on this machine, each with its edge and a
MariaDB of its own with durable commits, mutual TLS between them. Also what a second peer that hangs costs the first, and
how soon deliveries go on after a kill -9 of the city's hub under load."""
import argparse
import contextlib
import http.server
import json
import os
import pathlib
import shutil
import ssl
import tempfile
import threading
import time

from bench_node import (BINARY, CLIENT, DATABASE_OPTIONS, DATABASE_USER, IDENTITY, ROOT, Node, children, cpu_seconds, free_ports,
                        load, median, show, topology)
from node import wait_until

CITY_ID = "c" * 32
DELIVERED = "SELECT COUNT(*) FROM delivery_done d JOIN peer p ON p.id = d.peer_id WHERE p.name = 'province'"


class Pair:
    """`with Pair(...) as pair:` city and province run; leaving stops them and removes their files."""

    def __init__(self, workers):
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-bench."))
        self.certs, self.workers, self.sent = self.top / "certs", workers, 0
        ports = free_ports(6)
        self.city, self.province = (
            Node(name, name, topology.REGIONS[name], self.top / name, dict(zip(("wire", "http", "metrics"), ports[i:])), BINARY)
            for i, name in ((0, "city"), (3, "province")))

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in (self.city, self.province):
            with contextlib.suppress(Exception):
                node.stop()
        if not os.environ.get("NENGHUB_BENCH_KEEP"):
            shutil.rmtree(self.top, ignore_errors=True)

    def _start(self):
        os.chdir(ROOT)
        os.chmod(self.top, 0o755)
        topology.make_certificates(self)
        os.environ["NENGHUB_MARIADB_OPTIONS"] = DATABASE_OPTIONS
        for node, uplink in ((self.province, "none"), (self.city, "upload")):
            node.directory.mkdir(exist_ok=True)
            node.start_database()
            text = topology.CONFIG.format(
                name=node.name, role=node.role, region=node.region, energy_uplink=uplink, config_uplink="false",
                socket=node.socket, certs=self.certs, user=DATABASE_USER, schema=node.schema,
                edge_user=topology.EDGE_USER, directory=node.directory, **node.ports)
            node.config.write_text(text.replace("[delivery]\n", f"[delivery]\nthreads = {self.workers}\n"
                                                "timeout_seconds = 5\nupload_timeout_seconds = 5\n"))
            node.run("migrate")
        self.province.run("peer", "add", "city", "--role", "city", "--region", "320600", "--province-id", CITY_ID,
                          "--cert", self.certs / "city.crt")
        self.city.run("peer", "add", "province", "--role", "province", "--region", "320000", "--upstream",
                      "--register-url", self.province.wire, "--cert", self.certs / "province.crt")
        self.city.run("peer", "add", CLIENT, "--role", "city", "--region", "320600", "--province-id", IDENTITY,
                      "--cert", self.certs / f"{CLIENT}.crt")
        for node in (self.province, self.city):
            node.start_edge()
            node.start_hub()

    # -- the lane
    def hold(self, peer, reason="NULL"):
        """Pauses the lane to `peer`, or lets it go on."""
        self.city.sql("INSERT INTO lane (peer_id, pause_reason, pause_since) "
                      f"SELECT id, {reason}, UTC_TIMESTAMP(3) FROM peer WHERE name = '{peer}' "
                      f"ON DUPLICATE KEY UPDATE pause_reason = {reason}, breaker = 0, failures = 0")

    def backlog(self, count):
        """So many batches of one record wait for the province."""
        self.hold("province", "'measurement'")
        load(self.city.wire + "/uploadEnergyData", self.certs / "ca.crt", self.certs, shape="single", connections=16,
             requests=count, first=self.sent)
        self.sent += count

    def delivered(self):
        return self.city.count(DELIVERED)

    def drain(self, count):
        """Deliveries a second of a backlog, by the times that the city has recorded."""
        self.backlog(count)
        before, cpu = self.delivered(), self.cpu()
        self.hold("province")
        wait_until("the backlog is delivered", lambda: self.delivered() >= before + count, 300, every=0.5)
        spent = {name: round((now - cpu[name]) * 1e6 / count) for name, now in self.cpu().items()}
        took = float(self.city.sql(
            "SELECT TIMESTAMPDIFF(MICROSECOND, MIN(finished), MAX(finished)) / 1e6 FROM (SELECT d.finished FROM "
            f"delivery_done d JOIN peer p ON p.id = d.peer_id WHERE p.name = 'province' ORDER BY d.id DESC LIMIT {count}) x")[0][0])
        return {"deliveries_per_s": round(count / took), "cpu_us_per_delivery": spent}

    def cpu(self):
        spent = {}
        for node in (self.city, self.province):
            for name in ("hub", "database", "edge"):
                pid = node.pids[name]
                spent[f"{node.name} {name}"] = sum(cpu_seconds(one) for one in (pid, *children(pid)))
        return spent

    def stored(self):
        return self.province.count("SELECT COUNT(*) FROM batch")


class HangingPeer(http.server.BaseHTTPRequestHandler):
    """Registers whoever comes and leaves every upload without an answer."""
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/":
            self.server.hangs.wait()
            return
        answer = self.server.registration
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def hanging_peer(pair):
    """A second node above the city."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), HangingPeer)
    server.daemon_threads, server.block_on_close = True, False
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certs / "server_national.crt", pair.certs / "server_national.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = f"https://127.0.0.1:{server.server_address[1]}"
    reply = json.loads((ROOT / "tests/fixtures/n02-register-response.json").read_text())
    reply = {name: f"{address}/{name}" if name.endswith("URL") else value for name, value in reply.items()}
    server.registration, server.hangs = json.dumps(reply).encode(), threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        pair.city.run("peer", "add", "hanging", "--role", "province", "--region", "330000", "--upstream", "--register-url",
                      address, "--cert", pair.certs / "national.crt")
        yield server
    finally:
        server.hangs.set()
        server.shutdown()
        server.server_close()


def rate(pair, args):
    rows = [pair.drain(args.deliveries) for _ in range(args.rounds + 1)][1:]  # the first warms up
    show(run="small deliveries", workers=args.workers, deliveries_per_s=median(rows, "deliveries_per_s"), bar=500,
         cpu_us_per_delivery=rows[-1]["cpu_us_per_delivery"])


def recovery(pair, args):
    times = []
    for _ in range(args.rounds):
        pair.backlog(args.deliveries)
        before = pair.delivered()
        pair.hold("province")
        wait_until("deliveries go", lambda: pair.delivered() > before + 50, 60, every=0.02)
        pair.city.kill_hub()
        at = pair.city.sql("SELECT UTC_TIMESTAMP(3)")[0][0]
        begun = time.monotonic()
        pair.city.start_hub()
        ready = time.monotonic() - begun
        wait_until("all are delivered", lambda: pair.delivered() == pair.sent, 120, every=0.2)
        first = pair.city.sql(f"SELECT TIMESTAMPDIFF(MICROSECOND, '{at}', MIN(finished)) / 1e6 FROM delivery_done "
                              f"WHERE finished > '{at}'")[0][0]
        times.append({"first_s": float(first), "ready_s": ready})
    show(run="kill -9 of the city's hub", first_delivery_s=round(median(times, "first_s"), 2),
         longest_s=round(max(row["first_s"] for row in times), 2), ready_s=round(median(times, "ready_s"), 2), bar=5,
         sent=pair.sent, stored=pair.stored())


def beside_a_hanging_peer(pair, args):
    with hanging_peer(pair):
        rows = {"paused": [], "hangs": []}
        for number in range(2 * args.rounds + 2):
            state = "paused" if number % 2 == 0 else "hangs"
            pair.hold("hanging", "'measurement'" if state == "paused" else "NULL")
            row = pair.drain(args.deliveries)
            if number > 1:
                rows[state].append(row)
        rates = {state: median(found, "deliveries_per_s") for state, found in rows.items()}
        tried = pair.city.count("SELECT COUNT(*) FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id JOIN peer p "
                                "ON p.id = d.peer_id WHERE p.name = 'hanging' AND a.code = 'timeout'")
        show(run="beside a peer that hangs", deliveries_per_s=rates["hangs"], alone_per_s=rates["paused"],
             slower_percent=round(100 * (1 - rates["hangs"] / rates["paused"]), 1), bar=5, timeouts_of_the_other=tried,
             cpu_us_per_delivery=rows["hangs"][-1]["cpu_us_per_delivery"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--deliveries", type=int, default=4000, help="of a round")
    parser.add_argument("--workers", type=int, default=8, help="of the lane")
    parts = {"rate": rate, "recovery": recovery, "hanging": beside_a_hanging_peer}
    parser.add_argument("--part", choices=parts, help="this one only")
    args = parser.parse_args()
    with Pair(args.workers) as pair:
        for part in [args.part] if args.part else parts:
            parts[part](pair, args)


if __name__ == "__main__":
    main()
