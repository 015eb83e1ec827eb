"""The demo's three nodes, who they are to each other, and the clients that are let in or kept out."""
import json
import os
import pathlib
import subprocess
import tempfile

from node import DATABASE_USER, Node, ROOT, alive, expect

PORTS = {
    "national": {"wire": 18443, "http": 18090, "metrics": 18080},
    "province": {"wire": 28443, "http": 28090, "metrics": 28080, "device": 28445},
    "city": {"wire": 38443, "http": 38090, "metrics": 38080, "device": 38445},
}
REGIONS = {"national": "100000", "province": "320000", "city": "320600"}
# The serial number that the documents print, so that their examples can be sent as they stand.
DOCUMENT_PROVINCE_ID = "0ef6ecea08bf84c7b639c3e9b84ed546"
# End devices that the quick start lets in and leaves alone; no program of ours drives them. Where they sit.
SPARE_DEVICES = ("spare_device", "spare_device_nocert", "spare_device_sm4")
DEVICE_REGION = "320602"
SOCKET_PATH_MAX = 107
# The directories belong to whoever starts the demo; nginx lets root's workers run as another account otherwise.
EDGE_USER = "" if os.getuid() else "root"

CONFIG = """# Demo node, written by the quick start. deploy/nenghub.example.toml explains every key.
[node]
name = "{name}"
role = "{role}"
region = "{region}"
wire_url = "https://127.0.0.1:{wire}"
energy_uplink = "{energy_uplink}"
config_uplink = {config_uplink}

[database]
socket = "{socket}"
user = "{user}"
schema = "{schema}"

[http]
listen = "127.0.0.1:{http}"

[metrics]
listen = "127.0.0.1:{metrics}"

[edge]
listen = "127.0.0.1:{wire}"
certificate = "{certs}/server_{name}.crt"
key = "{certs}/server_{name}.key"
client_ca = "{certs}/ca.crt"
crl = "{certs}/crl.pem"
directory = "{directory}/edge"
secret_file = "{directory}/edge/secret"
user = "{edge_user}"

[client]
certificate = "{certs}/{name}.crt"
key = "{certs}/{name}.key"
ca = "{certs}/ca.crt"

[delivery]
# Short waits, so that a failing round takes seconds here instead of a minute.
resend_waits = [1, 1, 2]
idle_ms = 200

[jobs]
random_offset = false

[disk]
path = "{directory}"
reserve_percent = 0
reserve_mib = 256
"""

# With a door for end devices. In the demo they all come from one address, quicker than real ones.
DEVICE_CONFIG = """
[device]
listen = "127.0.0.1:{device}"
url = "https://127.0.0.1:{device}"
registrations_per_minute = 600
requests_per_second = 1000
"""


def credit_code(number, region="320602"):
    """A made-up unified social credit code with the right check character (GB 32100)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91{region}{number:09d}"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


class Demo:
    def __init__(self, directory, offset, binary):
        self.directory = pathlib.Path(directory).resolve()
        self.certs = self.directory / "certs"
        self.map = self.directory / "demo.json"
        self.nodes = {}
        for name, ports in PORTS.items():
            shifted = {kind: port + offset for kind, port in ports.items()}
            node = Node(name, name, REGIONS[name], self.directory / name, shifted, binary)
            if len(str(node.socket)) > SOCKET_PATH_MAX:
                node.database = pathlib.Path(tempfile.gettempdir()) / f"nenghub-{os.getuid()}-{offset}-{name}"
            self.nodes[name] = node
        self.national, self.province, self.city = (self.nodes[n] for n in ("national", "province", "city"))
        self.identities = {}

    def write_configs(self):
        uplinks = {"city": ("upload", "true"), "province": ("tags", "true"), "national": ("none", "false")}
        for node in self.nodes.values():
            node.directory.mkdir(parents=True, exist_ok=True)
            energy, config = uplinks[node.name]
            form = CONFIG + DEVICE_CONFIG if "device" in node.ports else CONFIG
            node.config.write_text(form.format(
                name=node.name, role=node.role, region=node.region, energy_uplink=energy, config_uplink=config,
                socket=node.socket, certs=self.certs, user=DATABASE_USER, schema=node.schema, edge_user=EDGE_USER,
                directory=node.directory, **node.ports))

    def cert(self, name):
        return self.certs / f"{name}.crt"

    def key(self, name):
        return self.certs / f"{name}.key"

    def introduce_peers(self):
        """National issues serial numbers and channel codes; province and city import what concerns them."""
        national, province, city = self.national, self.province, self.city
        # The enterprise of the documents' examples lies in 410481, so that region is the demo province's too.
        issued = national.run("peer", "add", "province", "--role", "province", "--region", "320000", "--region", "410000",
                              "--province-code", "320000", "--cert", self.cert("province"), "--issue",
                              "--ext-stat-time", "--g-url", f"{province.wire}/necc")
        spare = national.run("peer", "add", "spare_province", "--role", "province", "--region", "330000",
                             "--province-code", "330000", "--cert", self.cert("spare_province"), "--issue",
                             "--ext-stat-time")
        province.run("peer", "add", "national", "--role", "national", "--region", "100000", "--upstream",
                     "--register-url", national.wire, "--g-url", f"{national.wire}/necc", "--province-code", "320000",
                     "--restcode", issued["restcodes"][0], "--cert", self.cert("national"), "--ext-stat-time")
        city_id = national.run("peer", "issue")["provinceId"]
        province.run("peer", "add", "city", "--role", "city", "--region", "320600", "--province-id", city_id,
                     "--cert", self.cert("city"))
        # A second city, driven from outside; its further regions are those of the documents' examples.
        province.run("peer", "add", "spare_city", "--role", "city", "--region", "320500", "--region", "110000",
                     "--region", "410000", "--province-id", DOCUMENT_PROVINCE_ID, "--cert", self.cert("spare_city"))
        city.run("peer", "add", "province", "--role", "province", "--region", "320000", "--upstream",
                 "--register-url", province.wire, "--cert", self.cert("province"))
        for node in (city, province):
            self.admit_spare_devices(node)
        self.identities = {
            "city": {"provinceId": city_id, "restcode": ""},
            "province": {"provinceId": issued["provinceId"], "restcode": issued["restcodes"][0]},
            "national": {"provinceId": "", "restcode": ""},
            "spare_province": {"provinceId": spare["provinceId"], "restcode": spare["restcodes"][0]},
        }

    def admit_spare_devices(self, node):
        """The same three at each node that has a door for devices: one enterprise each, approved beforehand."""
        for number, name in enumerate(SPARE_DEVICES, 901):
            proof = ["--cert", self.cert(name)] if name == "spare_device" else ["--address", "127.0.0.1"]
            node.run("device", "add", "--name", name, "--enterprise", credit_code(number), "--region", DEVICE_REGION,
                     "--valid-numeric", "one", *proof, *(["--sm4"] if name == "spare_device_sm4" else []))

    def spare_device(self, number, name):
        told = {"role": "device", "enterpriseCode": credit_code(number), "region": DEVICE_REGION}
        if name == "spare_device":
            return {"cert": os.path.relpath(self.cert(name), ROOT), "key": os.path.relpath(self.key(name), ROOT), **told}
        return {**told, "addresses": ["127.0.0.1"]}

    def write_map(self):
        def relative(path):
            return os.path.relpath(path, ROOT)

        content = {}
        for name, node in self.nodes.items():
            content[name] = {"wire": node.wire, **({"device": node.device} if "device" in node.ports else {}),
                             "metrics": node.metrics, "region": node.region,
                             **self.identities[name],
                             "database": {"socket": relative(node.socket) if not node.database.is_absolute()
                                          or ROOT in node.database.parents else str(node.socket),
                                          "schema": "nenghub", "user": DATABASE_USER},
                             "config": relative(node.config), "pids": node.pids}
        content["ca"] = relative(self.certs / "ca.crt")
        plain = {name: {"cert": relative(self.cert(name)), "key": relative(self.key(name))}
                 for name in ("revoked", "expired", "foreign")}
        content["clients"] = {
            "spare_city": {"cert": relative(self.cert("spare_city")), "key": relative(self.key("spare_city")),
                           "role": "city", "region": "320500", "provinceId": DOCUMENT_PROVINCE_ID},
            "spare_province": {"cert": relative(self.cert("spare_province")), "key": relative(self.key("spare_province")),
                               "role": "province", "region": "330000", "provinceCode": "330000",
                               **self.identities["spare_province"]},
            **{name: self.spare_device(number, name) for number, name in enumerate(SPARE_DEVICES, 901)},
            **plain,
        }
        content["identities"] = {"spare_province": self.identities["spare_province"]}
        temporary = self.map.with_suffix(".new")
        temporary.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        os.replace(temporary, self.map)

    def read_map(self):
        expect(self.map.exists(), f"no demo in {self.directory}: run deploy/quickstart.sh")
        content = json.loads(self.map.read_text())
        for name, node in self.nodes.items():
            node.pids = content[name]["pids"]
            self.identities[name] = {key: content[name][key] for key in ("provinceId", "restcode")}
        self.identities.update(content.get("identities", {}))

    def stop(self):
        for node in (self.city, self.province, self.national):
            node.stop()

    def restart(self, name):
        node = self.nodes[name]
        if not alive(node.pids.get("hub", 0)):
            node.start_hub()
        self.write_map()


def make_certificates(demo):
    demo.certs.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(ROOT / "certs/make_demo_certs.sh"), str(demo.certs)], check=True, stdout=subprocess.DEVNULL)
