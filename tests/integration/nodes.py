"""A chain city -> province -> national of real processes for the wire tests: three hubs, three edges, one private
MariaDB with a schema for each node. Between city and province stand relays, one for each address that is advertised.
Everything lives in a temporary directory and is stopped by its own process id."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/demo"))
import topology  # noqa: E402
from node import DATABASE_USER, Node, alive, expect, stop_pid, wait_until  # noqa: E402
from wire import Client  # noqa: E402

BINARY = pathlib.Path(os.environ.get("NENGHUB_TEST_BUILD", ROOT / "build/dev")) / "nenghub"
DOCUMENT_ID = topology.DOCUMENT_PROVINCE_ID
DOCUMENT_RESTCODES = ("900F67DB-A354-4BFA-85B8-F0573D84947C", "900F67DB-A354-4BFA-85B8-F0573D8494")
# Service -> member of the registration reply (table 2), in the order of the document.
SERVICES = {
    "downloadBaseData": "loadConfigURL", "versionCheck": "loadDicVersionURL", "uploadConfigData": "centerInfoURL",
    "uploadMeteringData": "centerMeteringDataURL", "uploadEnergyData": "centerDataURL",
    "downloadConfigData": "centerInfoDownloadURL", "downloadEnergyData": "centerDataDownloadURL",
}
REGISTER = "register"  # the relay in front of the registration platform
UPLINKS = {"city": "upload", "province": "upload", "national": "none"}


def free_ports(count):
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


class Relay:
    """Passes TCP on unread, so that mutual TLS goes through, and counts connections. `close` frees the port."""

    def __init__(self, target, port=0):
        self.target, self.connections = target, 0
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        self.open = set()
        self.lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                inside, _ = self.listener.accept()
                outside = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            with self.lock:
                self.connections += 1
                self.open |= {inside, outside}
            for source, sink in ((inside, outside), (outside, inside)):
                threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    def _copy(self, source, sink):
        with contextlib.suppress(OSError):
            while piece := source.recv(1 << 16):
                sink.sendall(piece)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            with self.lock:
                self.open.discard(end)

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for end in self.open:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


class Reply:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json.get("responseCode")

    @property
    def message(self):
        return self.json.get("responseMessage", "")

    def __repr__(self):
        return f"{self.status} {self.body[:400].decode(errors='replace')}"


class Kept:
    """One TLS identity on one connection that stays open."""

    def __init__(self, client, base):
        port = int(base.rsplit(":", 1)[1])
        self.connection = http.client.HTTPSConnection("127.0.0.1", port, context=client.context, timeout=60)
        self.connection.connect()
        self.connection.auto_open = False  # a connection that the server closes is a failure here
        self.socket = self.connection.sock

    def ask(self, path, body, method="POST"):
        self.connection.request(method, path, body, {"Content-Type": "application/json; charset=UTF-8"})
        return Reply(self.connection.getresponse())

    def still_open(self):
        return self.connection.sock is self.socket

    def close(self):
        self.connection.close()


class ChainNode(Node):
    """A node that shares the database server of the chain."""

    def __init__(self, name, directory, database, ports):
        super().__init__(name, name, topology.REGIONS[name], directory / name, ports, BINARY)
        self.database, self.schema = database, name

    def write_config(self, certs):
        self.directory.mkdir()
        text = topology.CONFIG.format(
            name=self.name, role=self.role, region=self.region, energy_uplink=UPLINKS[self.name],
            config_uplink="false" if self.name == "national" else "true", socket=self.socket, certs=certs,
            user=DATABASE_USER, schema=self.schema, edge_user=topology.EDGE_USER, directory=self.directory, **self.ports)
        self.config.write_text(text.replace("resend_waits = [1, 1, 2]", "resend_waits = [1, 1, 1]"))

    def restart_hub(self):
        self.kill_hub()
        self.start_hub()

    def stop(self):
        for name in ("edge", "hub"):
            pid = self.pids.get(name)
            with contextlib.suppress(OSError):
                os.kill(pid or 0, signal.SIGCONT) if pid else None
            stop_pid(pid, seconds=10)


class Running:
    """What runs inside a `with`: _start() begins it, close() ends it, also after a start that failed half way."""

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()


class Chain(Running):
    """`with Chain() as chain:` everything runs; leaving stops it, also after failures."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-wire."))
        self.certs = self.directory / "certs"
        self.database = self.directory / "db"
        self.relays, self.nodes, self.identities = {}, {}, {}
        self.base_data = self.directory / "base_data"

    # -- start and stop
    def _start(self):
        os.chmod(self.directory, 0o755)  # the edge's workers may run as another account
        topology.make_certificates(self)
        ports = free_ports(9)
        for i, name in enumerate(topology.REGIONS):
            named = dict(zip(("wire", "http", "metrics"), ports[3 * i:3 * i + 3]))
            self.nodes[name] = ChainNode(name, self.directory, self.database, named)
        self.national, self.province, self.city = (self.nodes[n] for n in ("national", "province", "city"))
        self.start_database()
        for node in self.nodes.values():
            node.write_config(self.certs)
            node.run("migrate")
        for service in (*SERVICES, REGISTER):
            self.relays[service] = Relay(self.province.ports["wire"])
        self._write_base_data()
        self.national.run("dictionary", "import", self.base_data)
        self._introduce()
        for node in self.nodes.values():
            node.start_edge()
        for node in self.nodes.values():
            node.start_hub()

    def start_database(self):
        self.national.start_database()
        self.database_pid = self.national.pids.pop("database")

    def stop_database(self):
        stop_pid(self.database_pid, seconds=30)

    def _write_base_data(self):
        """The shipped dictionary with the regions and industries that the tests need."""
        self.base_data.mkdir()
        keep = {"region.csv": ("100", "11", "320", "32", "4104"), "industry.csv": ("C",)}
        for source in (ROOT / "schemas/base_data").glob("*.csv"):
            lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
            wanted = keep.get(source.name)
            if wanted:
                lines = [lines[0], *(line for line in lines[1:] if line.startswith(wanted) or line[2:6] == "0000")]
            (self.base_data / source.name).write_text("".join(lines), encoding="utf-8")

    def _introduce(self):
        national, province, city = self.national, self.province, self.city
        beyond = ("--region", "110000", "--region", "410000")  # of the documents' examples
        issued = national.run("peer", "add", "province", "--role", "province", "--region", "320000", *beyond,
                              "--province-code", "320000", "--cert", self.cert("province"), "--issue")
        national.run("peer", "add", "spare_province", "--role", "province", "--region", "330000", "--province-code",
                     "330000", "--cert", self.cert("spare_province"), "--province-id", DOCUMENT_ID,
                     *(word for code in DOCUMENT_RESTCODES for word in ("--restcode", code)))
        province.run("peer", "add", "national", "--role", "national", "--region", "100000", "--upstream",
                     "--register-url", national.wire, "--restcode", issued["restcodes"][0],
                     "--cert", self.cert("national"))
        city_id = national.run("peer", "issue")["provinceId"]
        province.run("peer", "add", "city", "--role", "city", "--region", "320600", "--province-id", city_id,
                     "--cert", self.cert("city"))
        province.run("peer", "add", "spare_city", "--role", "city", "--region", "320500", *beyond, "--province-id",
                     DOCUMENT_ID, "--cert", self.cert("spare_city"))
        self.advertise({service: self.relays[service].port for service in SERVICES})
        city.run("peer", "add", "province", "--role", "province", "--region", "320000", "--upstream",
                 "--register-url", f"https://127.0.0.1:{self.relays[REGISTER].port}", "--cert", self.cert("province"))
        self.identities = {"city": city_id, "province": issued["provinceId"], "restcode": issued["restcodes"][0]}

    def advertise(self, ports):
        """The addresses that the province tells the city."""
        line = {"name": "city", "advertise": {s: f"https://127.0.0.1:{port}/{s}" for s, port in ports.items()}}
        file = self.directory / "advertise.jsonl"
        file.write_text(json.dumps(line) + "\n")
        self.province.run("peer", "import", file)

    def close_relay(self, service):
        self.relays[service].close()

    def open_relay(self, service):
        self.relays[service] = Relay(self.province.ports["wire"], self.relays[service].port)

    def print_faults(self):
        """What the hubs themselves took for a fault of theirs, and how any of them ended."""
        for node in self.nodes.values():
            lines = (node.directory / "hub.log").read_text(errors="replace").splitlines()
            told = [line for line in lines if " error " in line or "ERROR:" in line or "runtime error" in line or " #" in line]
            print(f"-- {node.name}, hub {'runs' if alive(node.pids['hub']) else 'has ended'}", *told[-30:], sep="\n", flush=True)

    def close(self):
        for node in self.nodes.values():
            with contextlib.suppress(Exception):
                node.stop()
        with contextlib.suppress(Exception):
            os.kill(self.database_pid, signal.SIGCONT)
        subprocess.run([str(ROOT / "deploy/mariadb.sh"), "stop", str(self.database)], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=60)
        for relay in self.relays.values():
            relay.close()
        if not os.environ.get("NENGHUB_TEST_KEEP"):
            shutil.rmtree(self.directory, ignore_errors=True)

    # -- identities
    def cert(self, name):
        return self.certs / f"{name}.crt"

    def client(self, name):
        return Client(self.certs / "ca.crt", self.cert(name), self.certs / f"{name}.key")

    def kept(self, name, node):
        return Kept(self.client(name), node.wire)

    def ask(self, name, node, path, body, method="POST"):
        connection = self.kept(name, node)
        try:
            return connection.ask(path, body if isinstance(body, bytes) else encoded(body), method)
        finally:
            connection.close()

    # -- what was asked at the edge
    def paths_asked(self, node, client):
        """Paths in order, as the edge of `node` saw them from `client`."""
        serial = subprocess.run(["openssl", "x509", "-in", str(self.cert(client)), "-noout", "-serial"], check=True,
                                capture_output=True, text=True).stdout.strip().split("=")[1]
        lines = (node.directory / "edge/access.log").read_text().splitlines()
        return [entry["path"] for entry in map(json.loads, lines) if entry["serial"] == serial]

    @contextlib.contextmanager
    def enterprise_locked(self, node, code):
        """Another session holds the row that every upload for `code` locks first."""
        holder = subprocess.Popen(["mariadb", "--no-defaults", "-N", "-B", "-n", f"--socket={node.socket}",
                                   f"--user={DATABASE_USER}", node.schema], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        try:
            holder.stdin.write(f"START TRANSACTION; SELECT code FROM enterprise WHERE code = '{code}' FOR UPDATE;\n")
            holder.stdin.flush()
            expect(holder.stdout.readline().strip() == code, f"no enterprise {code} to lock")
            yield
        finally:
            holder.stdin.close()
            holder.wait(10)
            holder.stdout.close()


def encoded(message):
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def credit_code(number):
    """A made-up unified social credit code with the right check character (GB 32100)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91330000{number:09d}"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]
