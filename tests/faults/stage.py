"""City, province and nation as real processes, each with a MariaDB of its own, the generated nginx in front, and a relay in
every link. Everything lives in one temporary directory and is stopped by its own process id."""
import contextlib
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/integration"), str(ROOT / "deploy/demo")]
import topology  # noqa: E402
from node import DATABASE_USER, NGINX, Failed, Node, alive, expect, stop_pid, wait_until  # noqa: E402,F401
from nodes import DOCUMENT_ID, Chain, credit_code  # noqa: E402,F401
from relay import Relay  # noqa: E402

CHAIN = ("city", "province", "national")
UPLINKS = {"city": "upload", "province": "tags", "national": "none"}
# Short times, so that a fault and its healing fit into seconds.
TIMEOUT, UPLOAD_TIMEOUT, LEASE = 3, 4, 10
RESERVE_MIB = 96
VOLUME_MIB = 700
CONNECTIONS = 60
DATABASE_OPTIONS = f"--innodb-buffer-pool-size=128M --innodb-log-file-size=64M --max-connections={CONNECTIONS}"
PORTS = 24  # 10 doors of the nodes, 5 links, the rest for scenarios
LINKS = {  # name -> (node behind it, its door)
    "client-city": ("city", "device"), "client-province": ("province", "wire"), "city-province": ("province", "wire"),
    "province-national": ("national", "wire"), "national-province": ("province", "wire"),
}


def free_ports(count, first=None):
    """Below the ephemeral range, so that no connection of ours or of others takes one in between; or those from `first` on."""
    found, candidates = [], list(range(first, first + count) if first else range(20000, 32700))
    if not first:
        random.SystemRandom().shuffle(candidates)
    for port in candidates:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise Failed("no free ports" + (f": {sorted(set(candidates) - set(found))} are taken" if first else ""))


class FaultNode(Node):
    def __init__(self, name, directory, ports, binary):
        super().__init__(name, name, topology.REGIONS[name], directory / name, ports, binary)
        self.hubs = {}  # further hub processes of this node: label -> pid
        self.given = {"hub": {}, "edge": {}}  # environment that a scenario started it with
        self.kills = 0  # kill -9 of what ran

    def write_config(self, certs, wire_port):
        self.directory.mkdir(exist_ok=True)
        form = topology.CONFIG + (topology.DEVICE_CONFIG if "device" in self.ports else "")
        text = form.format(name=self.name, role=self.role, region=self.region, energy_uplink=UPLINKS[self.name],
                           config_uplink="false" if self.name == "national" else "true", socket=self.socket, certs=certs,
                           user=DATABASE_USER, schema=self.schema, edge_user=topology.EDGE_USER,
                           directory=self.directory, **self.ports)
        text = text.replace(f'wire_url = "https://127.0.0.1:{self.ports["wire"]}"', f'wire_url = "https://127.0.0.1:{wire_port}"')
        text = text.replace("resend_waits = [1, 1, 2]", f"resend_waits = [1, 1, 1]\ntimeout_seconds = {TIMEOUT}\n"
                            f"upload_timeout_seconds = {UPLOAD_TIMEOUT}\nlease_seconds = {LEASE}")
        text = text.replace("idle_ms = 200", "idle_ms = 100").replace("[jobs]", "[jobs]\npoll_seconds = 1")
        text = text.replace("reserve_mib = 256", f"reserve_mib = {RESERVE_MIB}")
        text = text.replace(f'path = "{self.directory}"', f'path = "{self.database}"')
        self.config.write_text(text)

    # -- processes
    def start_database(self):
        self.database.mkdir(parents=True, exist_ok=True)
        if not alive(self.pids.get("database") or 0):  # the script takes one that is not reaped yet for running
            (self.database / "mariadb.pid").unlink(missing_ok=True)
        started = subprocess.run([str(ROOT / "deploy/mariadb.sh"), "start", str(self.database)],
                                 env={**os.environ, "NENGHUB_MARIADB_OPTIONS": DATABASE_OPTIONS},
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        expect(started.returncode == 0, f"{self.name}: {started.stderr[-300:]}")
        self.pids["database"] = int((self.database / "mariadb.pid").read_text())

    def kill_database(self, sign=signal.SIGKILL):
        self.kills += sign == signal.SIGKILL and alive(self.pids.get("database") or 0)
        stop_pid(self.pids.get("database"), sign=sign)

    def heal_database(self):
        """It runs, lets everybody in and lets them write. False when nobody gets in, not even we."""
        with contextlib.suppress(OSError):
            os.kill(self.pids["database"], signal.SIGCONT)
        if not alive(self.pids["database"]):
            self.start_database()
        with contextlib.suppress(Failed, subprocess.TimeoutExpired):
            self.sql(f"SET GLOBAL max_connections = {CONNECTIONS}; SET GLOBAL read_only = 0")
            return True
        return False

    def heal(self):
        """As it was set up: nothing that a scenario gave it, or left behind, is there any more."""
        for label in list(self.hubs):
            self.kill_second_hub(label)
        if not self.heal_database():
            self.kill_hub()  # it has taken every session
            wait_until(f"the database of {self.name} lets us in", self.heal_database, 15)
        with contextlib.suppress(OSError):
            os.kill(self.pids["hub"], signal.SIGCONT)
        if self.given["hub"]:
            self.restart_hub()
        elif self.hub_ended():
            self.start_hub()
        if self.given["edge"]:
            self.kill_edge()
        if not alive(self.pids["edge"]):
            self.start_edge()
        wait_until(f"{self.name} is ready again (see {self.directory}/hub.log)", self.is_ready, 40)

    def start_hub(self, wait=True, **environment):
        with open(self.directory / "hub.log", "ab") as log:
            process = subprocess.Popen([self.binary, "--config", str(self.config), "serve"], stdout=log, stderr=log,
                                       start_new_session=True, env={**os.environ, **environment})
        self.pids["hub"], self.given["hub"] = process.pid, environment
        if wait:
            wait_until(f"{self.name} is ready (see {self.directory}/hub.log)", self.is_ready, 40)

    def start_second_hub(self, label, ports):
        """Another process of the same node; the edge does not know it."""
        environment = {**os.environ, "NENGHUB_HTTP_LISTEN": f"127.0.0.1:{ports[0]}",
                       "NENGHUB_METRICS_LISTEN": f"127.0.0.1:{ports[1]}"}
        with open(self.directory / f"hub-{label}.log", "ab") as log:
            process = subprocess.Popen([self.binary, "--config", str(self.config), "serve"], stdout=log, stderr=log,
                                       start_new_session=True, env=environment)
        self.hubs[label] = process.pid
        wait_until(f"{self.name} {label} is ready", lambda: ready_at(ports[1]), 40)
        return process.pid

    def kill_second_hub(self, label):
        pid = self.hubs.pop(label)
        self.kills += not has_ended(pid)
        kill_wholly(pid)

    def hub_ended(self):
        return has_ended(self.pids.get("hub"))

    def kill_hub(self):
        self.kills += not has_ended(self.pids.get("hub"))
        kill_wholly(self.pids.get("hub"))

    def restart_hub(self, **environment):
        self.kill_hub()
        self.start_hub(**environment)

    def kill_edge(self):
        """Master and workers: the master's group is its own."""
        pid = self.pids.get("edge")
        if pid and alive(pid):
            self.kills += 1
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            wait_until("the edge ends", lambda: has_ended(pid), 10, every=0.02)

    def start_edge(self, **environment):
        command = [self.binary, "--config", str(self.config), "edge", "config"]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
        edge = self.directory / "edge"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(edge / "nginx.pid")
        with open(self.directory / "edge.log", "ab") as log:
            process = subprocess.Popen([NGINX, "-p", str(edge), "-e", str(edge / "error.log"), "-c", str(edge / "nginx.conf")],
                                       stdout=log, stderr=log, start_new_session=True)
        self.pids["edge"], self.given["edge"] = process.pid, environment

    def stop(self):
        for pid in [self.pids.get("edge"), self.pids.get("hub"), *self.hubs.values()]:
            with contextlib.suppress(OSError, Failed):
                if pid:
                    os.kill(pid, signal.SIGCONT)
                stop_pid(pid, seconds=10)
        self.kill_edge()
        with contextlib.suppress(OSError, Failed):
            if self.pids.get("database"):
                os.kill(self.pids["database"], signal.SIGCONT)
            stop_pid(self.pids.get("database"), seconds=20)

    def open_deliveries(self):
        return self.count("SELECT COUNT(*) FROM delivery WHERE state NOT IN (4, 5)")


def has_ended(pid):
    """Wholly: a process whose first thread is gone may still hold its ports."""
    try:
        return pid is None or os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return not alive(pid)


def kill_wholly(pid):
    if has_ended(pid):
        return
    os.kill(pid, signal.SIGKILL)
    wait_until(f"process {pid} ends", lambda: has_ended(pid), 10, every=0.005)


def ready_at(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


class Volume:
    """A file system in a file, for the data of one database: it can be full, and its image can be copied as a power cut
    would leave it."""

    def __init__(self, image, mounted_at):
        self.image, self.path = pathlib.Path(image), pathlib.Path(mounted_at)
        self.path.mkdir(parents=True, exist_ok=True)

    def make(self):
        with open(self.image, "wb") as file:
            file.truncate(VOLUME_MIB << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(self.image)], check=True, capture_output=True)
        return self.mount()

    def mount(self):
        return self.is_mounted() or subprocess.run(["mount", "-o", "loop", str(self.image), str(self.path)],
                                                   capture_output=True).returncode == 0

    def is_mounted(self):
        return os.path.ismount(self.path)

    def heal(self):
        """Mounted, and nothing of ours fills it."""
        self.mount()
        self.filler.unlink(missing_ok=True)

    @property
    def filler(self):
        return self.path / "filler"

    def unmount(self):
        if os.path.ismount(self.path):
            subprocess.run(["umount", str(self.path)], capture_output=True)
        if os.path.ismount(self.path):
            subprocess.run(["umount", "-l", str(self.path)], capture_output=True)


class Stage(Chain):
    """`with Stage(seed, binary) as stage:`"""

    def __init__(self, seed, binary, first_port=None):
        self.first_port = first_port
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-faults."))
        self.seed, self.binary = seed, binary
        self.certs, self.base_data = self.directory / "certs", self.directory / "base_data"
        self.nodes, self.identities, self.devices, self.volume, self.relay = {}, {}, {}, None, None
        self.spare_ports, self.helpers = [], []

    def _start(self):
        os.chmod(self.directory, 0o755)  # the edge's workers may run as another account
        topology.make_certificates(self)
        ports = free_ports(PORTS, self.first_port)
        for name in CHAIN:
            kinds = ("wire", "http", "metrics", *(["device"] if name == "city" else []))
            self.nodes[name] = FaultNode(name, self.directory, {kind: ports.pop() for kind in kinds}, self.binary)
        self.city, self.province, self.national = (self.nodes[name] for name in CHAIN)
        self.relay = Relay(self.seed)
        self.links = {link: ports.pop() for link in LINKS}
        self.spare_ports = ports
        self.open_links()
        self.make_volume()
        self.start_databases()
        for name, link in (("city", None), ("province", "city-province"), ("national", "province-national")):
            node = self.nodes[name]
            node.write_config(self.certs, self.links[link] if link else node.ports["wire"])
            node.run("migrate")
        self._write_base_data()
        self.national.run("dictionary", "import", self.base_data)
        self._introduce()
        # MariaDB does not sync the list of partitions of a new table; a power cut would find it empty.
        subprocess.run(["sync", "-f", str(self.province.database)], check=True)
        for node in self.nodes.values():
            node.start_edge()
        for node in self.nodes.values():
            node.start_hub()

    def open_links(self):
        for link, (name, door) in LINKS.items():
            self.relay.open(link, f"127.0.0.1:{self.links[link]}", self.target_of(link))

    def target_of(self, link):
        name, door = LINKS[link]
        return f"127.0.0.1:{self.nodes[name].ports[door]}"

    def url(self, link):
        return f"https://127.0.0.1:{self.links[link]}"

    def make_volume(self):
        """The province's data on a file system of its own, where mounting is permitted."""
        volume = Volume(self.directory / "volume.img", self.province.database)
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            if volume.make():
                self.volume = volume

    def start_databases(self):
        """One is made, the others are copies of it."""
        first = self.city
        first.directory.mkdir(exist_ok=True)
        first.start_database()
        stop_pid(first.pids["database"])
        for node in (self.province, self.national):
            node.database.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-a", str(first.database / "data"), str(node.database)], check=True)
        for node in self.nodes.values():
            node.start_database()

    def _introduce(self):
        national, province, city = self.national, self.province, self.city
        issued = national.run("peer", "add", "province", "--role", "province", "--region", "320000", "--province-code", "320000",
                              "--cert", self.cert("province"), "--issue", "--ext-stat-time",
                              "--g-url", f"{self.url('national-province')}/necc")
        province.run("peer", "add", "national", "--role", "national", "--region", "100000", "--upstream",
                     "--register-url", self.url("province-national"), "--g-url", f"{self.url('province-national')}/necc",
                     "--province-code", "320000", "--restcode", issued["restcodes"][0], "--cert", self.cert("national"),
                     "--ext-stat-time")
        city_id = national.run("peer", "issue")["provinceId"]
        province.run("peer", "add", "city", "--role", "city", "--region", "320600", "--province-id", city_id,
                     "--cert", self.cert("city"))
        province.run("peer", "add", "spare_city", "--role", "city", "--region", "320500", "--province-id", DOCUMENT_ID,
                     "--cert", self.cert("spare_city"))
        city.run("peer", "add", "province", "--role", "province", "--region", "320000", "--upstream",
                 "--register-url", self.url("city-province"), "--cert", self.cert("province"))
        self.identities = {"city": city_id, "spare_city": DOCUMENT_ID}

    def admit_devices(self, count):
        """-> enterprise -> deviceId"""
        lines = []
        for number in range(count):
            code = topology.credit_code(5000 + number)
            self.city.run("device", "add", "--enterprise", code, "--region", topology.DEVICE_REGION, "--address", "127.0.0.1")
            lines.append(code)
        for code in lines:
            self.devices[code] = self.city.run("device", "show", code)["deviceId"]
        return self.devices

    def heal(self):
        """Whatever a scenario has broken off in the middle: every helper is gone, every link whole, every process as it was
        set up. Raises Failed when it is not so afterwards."""
        for helper in self.helpers:
            with contextlib.suppress(OSError):
                helper.kill()
            helper.wait()
        self.helpers.clear()
        for link in LINKS:
            self.relay.tell("set", link, to=self.target_of(link))
        for link in self.relay.opened:
            self.relay.clear(link)
        if self.volume:
            self.volume.heal()
        for node in self.nodes.values():
            node.heal()

    def helper(self, process):
        """A process that a scenario has started; heal() ends it."""
        self.helpers.append(process)
        return process

    def kills(self):
        return sum(node.kills for node in self.nodes.values())

    def close(self):
        for sign in (signal.SIGINT, signal.SIGTERM):  # a second one must not leave half of it running
            signal.signal(sign, signal.SIG_IGN)
        for node in self.nodes.values():
            with contextlib.suppress(Exception):
                node.stop()
        if self.volume:
            self.volume.unmount()
        if self.relay:
            self.relay.close()
        if os.environ.get("NENGHUB_TEST_KEEP"):
            print(f"kept: {self.directory}", flush=True)
        else:
            shutil.rmtree(self.directory, ignore_errors=True)
