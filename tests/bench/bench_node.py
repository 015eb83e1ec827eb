"""One province node for measurements: hub, edge and private MariaDB of the release build in a temporary directory, with a
city that reports to it. Also what the measurements share: the load generator, processor time by process, medians."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/demo"))
import topology  # noqa: E402
from node import DATABASE_USER, Node  # noqa: E402

BINARY = pathlib.Path(os.environ.get("NENGHUB_BENCH_BINARY", ROOT / "build/release/nenghub"))
IDENTITY = topology.DOCUMENT_PROVINCE_ID
CLIENT = "spare_city"
# As the peer of a comparison should have it too; commits stay durable (deploy/mariadb.sh).
DATABASE_OPTIONS = "--innodb-buffer-pool-size=1G --innodb-log-file-size=1G"
TICKS = os.sysconf("SC_CLK_TCK")


def free_ports(count):
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def children(pid):
    try:
        return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid, what="VmHWM"):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(what + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


class BenchNode(Node):
    """`with BenchNode() as node:` everything runs; leaving stops it and removes its files, also after failures."""

    def __init__(self, uplink="tags"):
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-bench."))
        self.certs, self.uplink = self.top / "certs", uplink
        super().__init__("province", "province", topology.REGIONS["province"], self.top / "province",
                         dict(zip(("wire", "http", "metrics"), free_ports(3))), BINARY)

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        with contextlib.suppress(Exception):
            self.stop()
        if not os.environ.get("NENGHUB_BENCH_KEEP"):
            shutil.rmtree(self.top, ignore_errors=True)

    def _start(self):
        os.chdir(ROOT)  # migrations and base data are found from here
        os.chmod(self.top, 0o755)  # the edge's workers may run as another account
        topology.make_certificates(self)
        self.start_database()
        self.directory.mkdir(exist_ok=True)
        self.config.write_text(topology.CONFIG.format(
            name=self.name, role=self.role, region=self.region, energy_uplink=self.uplink, config_uplink="false",
            socket=self.socket, certs=self.certs, user=DATABASE_USER, schema=self.schema,
            edge_user=topology.EDGE_USER, directory=self.directory, **self.ports))
        self.run("migrate")
        self.run("peer", "add", "national", "--role", "national", "--region", "100000", "--upstream", "--register-url",
                 "https://127.0.0.1:1", "--g-url", "https://127.0.0.1:1/necc", "--province-code", "320000",
                 "--restcode", "900F67DB-A354-4BFA-85B8-F0573D84947C", "--cert", self.certs / "national.crt")
        self.run("peer", "add", CLIENT, "--role", "city", "--region", "320500", "--region", "320600",
                 "--province-id", IDENTITY, "--cert", self.certs / f"{CLIENT}.crt")
        self.start_edge()
        self.start_hub()

    def start_database(self):
        started = subprocess.run([str(ROOT / "deploy/mariadb.sh"), "start", str(self.database)], stdout=subprocess.DEVNULL,
                                 env={**os.environ, "NENGHUB_MARIADB_OPTIONS": DATABASE_OPTIONS}, check=True)
        self.pids["database"] = int((self.database / "mariadb.pid").read_text())
        return started

    # -- load
    def load(self, path="/uploadEnergyData", **options):
        """One run of `nenghub bench` against this node, with the processor seconds of each process beside it."""
        return load(self.wire + path, self.certs / "ca.crt", self.certs, watch=self, **options)

    def cpu(self):
        """Processor seconds so far by process."""
        edge = self.pids["edge"]
        return {"hub": cpu_seconds(self.pids["hub"]), "database": cpu_seconds(self.pids["database"]),
                "edge": sum(cpu_seconds(pid) for pid in (edge, *children(edge)))}

    # -- what is stored
    def stored_values(self):
        return self.count("SELECT COALESCE(SUM(value_count), 0) FROM series_block")

    def table_bytes(self):
        """Bytes of the files of each table, once everything has been written to them."""
        files = (self.database / "data" / self.schema).glob("*.ibd")
        sizes = {}
        for file in files:
            table = file.name.split("#")[0].removesuffix(".ibd")
            sizes[table] = sizes.get(table, 0) + file.stat().st_blocks * 512
        return sizes


def load(url, ca, certs, watch=None, ok=(0,), **options):
    command = [str(BINARY), "--json", "bench", "--url", url, "--ca", str(ca), "--cert", str(certs / f"{CLIENT}.crt"), "--key",
               str(certs / f"{CLIENT}.key"), "--id", IDENTITY]
    for name, value in options.items():
        command += [f"--{name.replace('_', '-')}"] + ([] if value is True else [str(value)])
    before = watch.cpu() if watch else {}
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    after = watch.cpu() if watch else {}
    if done.returncode not in ok:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}: {(done.stderr or done.stdout)[-600:]}")
    result = json.loads(done.stdout)
    # Says what a request costs even when the machine is busy with other things.
    result["cpu_us_per_request"] = {name: round((after[name] - before[name]) * 1e6 / max(result["requests"], 1)) for name in after}
    return result


def median(rows, name):
    return statistics.median(float(row[name]) for row in rows)


def show(**figures):
    """One line of a report: JSON, so that programs read it too."""
    print(json.dumps(figures, ensure_ascii=False), flush=True)
