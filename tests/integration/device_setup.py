"""One city with a door for end devices: a hub, its edge and a private MariaDB in a temporary directory."""
import contextlib
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

import nodes
import topology
from boxes import careless_context
from checks import RECORDS
from nodes import ROOT, ChainNode, Running, free_ports
from topology import DEVICE_REGION, credit_code

LIMITS = "registrations_per_minute = 120\nrequests_per_second = 400\n"
CONTENT = ("batch", "batch_finding", "series_block", "series_revision", "enterprise", "enterprise_config", "collect_item",
           "quarantined_record", "tag")


class Door(Running):
    """`with Door() as door:` everything runs; leaving stops it, also after failures."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="nenghub-device."))
        self.certs = self.directory / "certs"
        self.node, self.made = None, 0

    def _start(self):
        os.chmod(self.directory, 0o755)  # the edge's workers may run as another account
        topology.make_certificates(self)
        ports = dict(zip(("wire", "http", "metrics", "device", "legacy"), free_ports(5)))
        self.node = ChainNode("city", self.directory, self.directory / "db", ports)
        self.node.start_database()
        self.node.write_config(self.certs)
        text = self.node.config.read_text().replace('energy_uplink = "upload"', 'energy_uplink = "none"')
        text = text.replace("config_uplink = true", "config_uplink = false")
        text += (f'\n[device]\nlisten = "127.0.0.1:{ports["device"]}"\nurl = "{self.node.device}"\n'
                 f'legacy_listen = "127.0.0.1:{ports["legacy"]}"\n{LIMITS}')
        self.node.config.write_text(text)
        self.node.run("migrate")
        self.node.run("peer", "add", "spare_city", "--role", "city", "--region", "320500", "--province-id",
                      nodes.DOCUMENT_ID, "--cert", self.cert("spare_city"))
        self.node.start_edge()
        self.node.start_hub()

    def close(self):
        if self.node:
            with contextlib.suppress(Exception):
                self.node.stop()
            subprocess.run([str(ROOT / "deploy/mariadb.sh"), "stop", str(self.directory / "db")],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        if not os.environ.get("NENGHUB_TEST_KEEP"):
            shutil.rmtree(self.directory, ignore_errors=True)

    def cert(self, name):
        return self.certs / f"{name}.crt"

    def context(self, name=None):
        return careless_context(self.cert(name), self.certs / f"{name}.key") if name else careless_context()

    # -- devices
    def new_enterprise(self):
        self.made += 1
        return credit_code(self.made)

    def admit(self, *options, address="127.0.0.1", cert=None):
        """A device of an enterprise of its own; -> what the program says about it."""
        proof = ["--cert", self.cert(cert)] if cert else ["--address", address]
        return self.node.run("device", "add", "--enterprise", self.new_enterprise(), "--region", DEVICE_REGION, *proof, *options)

    def forget_certificate(self, device):
        """So that another device can have it."""
        nobodys = hashlib.sha256(device["enterprise"].encode()).hexdigest()
        self.node.run("device", "change", device["enterprise"], "--fingerprint", nobodys)

    def box(self, kind, device, cert=None, source="127.0.0.1", **more):
        return kind(self.node.device, self.context(cert), device["enterprise"], DEVICE_REGION, source=source, **more)

    # -- what is stored
    def records(self, device):
        return sorted(self.node.sql(f"{RECORDS} WHERE enterprise_code = '{device['enterprise']}'"))

    def content(self):
        return [tuple(row) for row in self.node.sql("CHECKSUM TABLE " + ", ".join(CONTENT))]
