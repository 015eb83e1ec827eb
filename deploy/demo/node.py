"""One node of the demo: its database, its hub process, its edge; each started and stopped by its own pid."""
import json
import getpass
import os
import pathlib
import shutil
import signal
import subprocess
import time
import urllib.request

# The private server knows the account that started it (deploy/mariadb.sh).
DATABASE_USER = getpass.getuser() if os.getuid() else "root"
ROOT = pathlib.Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


class Failed(Exception):
    """A step's expectation did not hold."""


def expect(condition, text):
    if not condition:
        raise Failed(text)


def wait_until(what, condition, seconds, every=0.1):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(every)
    raise Failed(f"{what}: not within {seconds} s")


def alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    try:  # a zombie of ours is not alive
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def stop_pid(pid, seconds=20, sign=signal.SIGTERM):
    if pid is None or not alive(pid):
        return
    os.kill(pid, sign)
    try:
        wait_until(f"process {pid} ends", lambda: reap(pid) or not alive(pid), seconds)
    except Failed:
        os.kill(pid, signal.SIGKILL)
        wait_until(f"process {pid} ends", lambda: reap(pid) or not alive(pid), 5)


def reap(pid):
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return False


class Node:
    schema = "nenghub"

    def __init__(self, name, role, region, directory, ports, binary):
        self.name, self.role, self.region = name, role, region
        self.directory = pathlib.Path(directory)
        self.ports = ports  # wire, http, metrics; device where end devices may come
        self.binary = str(binary)
        self.config = self.directory / "nenghub.toml"
        self.database = self.directory / "db"
        self.pids = {}

    # -- addresses
    @property
    def wire(self):
        return f"https://127.0.0.1:{self.ports['wire']}"

    @property
    def device(self):
        return f"https://127.0.0.1:{self.ports['device']}"

    @property
    def metrics(self):
        return f"http://127.0.0.1:{self.ports['metrics']}"

    @property
    def socket(self):
        return self.database / "mariadb.sock"

    # -- the program
    def run(self, *arguments, ok=(0,)):
        """Runs a command of the program against this node; -> decoded JSON of its --json output, or its text."""
        command = [self.binary, "--config", str(self.config), "--json", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode not in ok:
            raise Failed(f"{self.name}: nenghub {' '.join(map(str, arguments))}: exit {done.returncode}: "
                         f"{(done.stderr or done.stdout).strip()[-600:]}")
        try:
            return json.loads(done.stdout)
        except ValueError:
            return done.stdout

    def sql(self, statement):
        """Rows of a query as lists of text."""
        done = subprocess.run(["mariadb", "--no-defaults", "-N", "-B", "-r", f"--socket={self.socket}", f"--user={DATABASE_USER}",
                               self.schema, "-e", statement], capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise Failed(f"{self.name}: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def count(self, statement):
        return int(self.sql(statement)[0][0])

    # -- processes
    def start_database(self):
        options = {"NENGHUB_MARIADB_OPTIONS": "--innodb-buffer-pool-size=512M --innodb-log-file-size=512M"}
        started = subprocess.run([str(ROOT / "deploy/mariadb.sh"), "start", str(self.database)], env={**os.environ, **options},
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        expect(started.returncode == 0, f"{self.name}: {started.stderr[-300:]}")
        self.pids["database"] = int((self.database / "mariadb.pid").read_text())

    def start_edge(self):
        self.run("edge", "config")
        edge = self.directory / "edge"
        log = open(self.directory / "edge.log", "ab")
        process = subprocess.Popen([NGINX, "-p", str(edge), "-e", str(edge / "error.log"), "-c", str(edge / "nginx.conf")],
                                   stdout=log, stderr=log, start_new_session=True)
        self.pids["edge"] = process.pid

    def start_hub(self):
        log = open(self.directory / "hub.log", "ab")
        process = subprocess.Popen([self.binary, "--config", str(self.config), "serve"], stdout=log, stderr=log,
                                   start_new_session=True)
        self.pids["hub"] = process.pid
        wait_until(f"{self.name} is ready (see {self.directory}/hub.log)", self.is_ready, 30)

    def is_ready(self):
        if not alive(self.pids.get("hub", 0)):
            raise Failed(f"{self.name}: the hub ended: {(self.directory / 'hub.log').read_text()[-500:]}")
        try:
            with urllib.request.urlopen(self.metrics + "/readyz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False

    def kill_hub(self):
        stop_pid(self.pids.get("hub"), sign=signal.SIGKILL)

    def stop_edge(self):
        stop_pid(self.pids.get("edge"))

    def stop_hub(self):
        stop_pid(self.pids.get("hub"))

    def stop(self):
        for name in ("edge", "hub"):
            stop_pid(self.pids.get(name))
        subprocess.run([str(ROOT / "deploy/mariadb.sh"), "stop", str(self.database)], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
