"""A hub with an echo handler behind a real nginx with the generated configuration, in a directory of its own."""
import contextlib
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NENGHUB_TEST_BUILD", ROOT / "build/dev"))
SERVER = BUILD / "tests/edge_echo_server"
HEADER_SECONDS = 2  # shorter than in service, so that the test of time-outs is quick
INSIDE_MAX = 64


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def wait_until(condition, seconds=10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Stage:
    """Starts everything; close() stops it by process id and removes the directory."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-edge."))
        self.certs = self.directory / "certs"
        self.secret = secrets.token_hex(32)
        self.hub_port, self.wire_port, self.device_port, self.legacy_port = free_ports(4)
        self.hub = self.edge = None
        self.logs = open(self.directory / "processes.log", "wb")
        try:
            subprocess.run([ROOT / "certs/make_demo_certs.sh", self.certs, "--rsa"], check=True, stdout=self.logs)
            self.start_hub()
            self.start_edge()
        except BaseException:
            self.close()
            raise

    def start_hub(self):
        self.hub = subprocess.Popen([SERVER, str(self.hub_port), self.secret], stdout=self.logs, stderr=self.logs)
        if not wait_until(lambda: accepts(self.hub_port)):
            raise RuntimeError("the echo server does not listen")

    def stop_hub(self, how=signal.SIGTERM) -> int:
        self.hub.send_signal(how)
        return self.hub.wait(20)

    def start_edge(self):
        directory = self.directory / "edge"
        directory.mkdir(exist_ok=True)
        values = {"directory": directory, "secret": self.secret, "wire_port": self.wire_port, "hub_port": self.hub_port,
                  "device_port": self.device_port, "legacy_port": self.legacy_port,
                  "certificate": self.certs / "server_city.crt", "key": self.certs / "server_city.key",
                  "client_ca": self.certs / "ca.crt", "client_crl": self.certs / "crl.pem",
                  "header_seconds": HEADER_SECONDS, "inside_max": INSIDE_MAX}
        if os.geteuid() == 0:
            values["user"] = "root"  # the directory belongs to root
        values_file = self.directory / "edge.values"
        values_file.write_text("".join(f"{name} {value}\n" for name, value in values.items()))
        config = subprocess.run([SERVER, "config", values_file], check=True, capture_output=True).stdout
        config_file = directory / "nginx.conf"
        config_file.touch(mode=0o600)
        config_file.write_bytes(config)
        command = ["nginx", "-p", directory, "-e", directory / "error.log", "-c", config_file]
        subprocess.run([*command, "-t", "-q"], check=True)
        self.edge = subprocess.Popen(command, stdout=self.logs, stderr=self.logs)
        if not wait_until(lambda: accepts(self.wire_port)):
            raise RuntimeError("the edge does not listen")

    def close(self):
        for process in (self.edge, self.hub):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self.logs.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def context(self, client="city", **versions) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.certs / "ca.crt")
        if client:
            context.load_cert_chain(self.certs / f"{client}.crt", self.certs / f"{client}.key")
        for name, value in versions.items():
            setattr(context, name, value)
        return context

    def connect(self, client="city", timeout=30, context=None, port=None, source=None) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("127.0.0.1", port or self.wire_port, timeout=timeout,
                                           context=context or self.context(client), source_address=source and (source, 0))

    def ask(self, path, body=b"{}", method="POST", headers=None, **how) -> Reply:
        connection = self.connect(**how)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def tls_socket(self, client="city", receive_buffer=None, context=None, session=None, port=None, source=None) -> ssl.SSLSocket:
        plain = socket.socket()
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.settimeout(10)
        if source:
            plain.bind((source, 0))
        plain.connect(("127.0.0.1", port or self.wire_port))
        return (context or self.context(client)).wrap_socket(plain, server_hostname="localhost", session=session)

    def raw(self, request: bytes, seconds=1.0, **how) -> bytes:
        """Everything that comes back for `request` until the edge closes or is silent for `seconds`."""
        answer = b""
        with self.tls_socket(**how) as connection:
            connection.sendall(request)
            connection.settimeout(seconds)
            try:
                while piece := connection.recv(65536):
                    answer += piece
            except (TimeoutError, ConnectionError, ssl.SSLError):
                pass
        return answer

    def seen(self, path: str) -> int:
        """How many requests for `path` have reached the hub's handler; asked past the edge."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub_port, timeout=10)
        connection.request("GET", "/seen" + path, headers=self.as_edge({"Connection": "keep-alive"}))
        count = int(connection.getresponse().read())
        connection.close()
        return count

    def as_edge(self, headers) -> dict:
        """With what makes the hub believe that a request came through the edge."""
        return {"X-Nenghub-Edge": self.secret, "Nenghub-Listener": "wire", **headers}

    def leaf_sha256(self, client: str) -> str:
        import hashlib
        pem = (self.certs / f"{client}.crt").read_text()
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


class Lines(unittest.TextTestResult):
    """One line a test."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.passed, self.faults = [], []

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed.append(test._testMethodName)
        print(f"ok   {test._testMethodName}", flush=True)

    def note(self, test, error):
        self.faults.append(str(test))
        print(f"FAIL {test}\n{self._exc_info_to_string(error, test)}", flush=True)

    def addFailure(self, test, error):
        self.note(test, error)

    def addError(self, test, error):
        self.note(test, error)

    def addSubTest(self, test, subtest, error):
        if error:
            self.note(subtest, error)


def main(name: str) -> int:
    """Runs the tests of the main module, which find the stage as its `stage`; -> exit code."""
    if not SERVER.exists():
        print(f"FAIL {SERVER} has not been built\n0 passed, 1 failed")
        return 1
    stage = sys.modules["__main__"].stage = Stage()
    try:
        runner = unittest.TextTestRunner(stream=open(os.devnull, "w"), resultclass=Lines, verbosity=0, warnings="ignore")
        result = unittest.main(exit=False, testRunner=runner).result
    finally:
        stage.close()
    if results := os.environ.get("NENGHUB_TEST_RESULTS"):
        names = "\n".join(f"{name}.{test}" for test in result.passed)
        (pathlib.Path(results) / f"{name}.passed").write_text(names, encoding="utf-8")
    print(f"{len(result.passed)} passed, {len(result.faults)} failed")
    return 1 if result.faults else 0
