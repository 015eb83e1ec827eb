#!/usr/bin/env python3
"""`nenghub conformance` against real nodes, which it finds sound, and against doubles with a seeded fault, which it does
not. Prints `ok|FAIL name` lines and ends with `N passed, N failed`. Needs nenghub from the build tree."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import nodes  # noqa: E402
import topology  # noqa: E402
import wire_test  # noqa: E402
from conformance_double import FAULTS, Double  # noqa: E402
from nodes import DOCUMENT_ID, DOCUMENT_RESTCODES, ROOT  # noqa: E402

OK, FINDINGS = 0, 5
DEVICE_ENTERPRISE = topology.credit_code(911)
CONTENT = ("batch", "series_block", "enterprise", "collect_item", "metering_instrument", "tag")

chain = None  # made once in main(); the tests leave it running


class ConformanceChain(nodes.Chain):
    """The three nodes, the province with a door for devices."""

    def _introduce(self):
        province = self.province
        province.ports["device"] = nodes.free_ports(1)[0]
        with open(province.config, "a") as config:
            config.write(topology.DEVICE_CONFIG.format(**province.ports))
        super()._introduce()
        province.run("device", "add", "--name", "conformance", "--enterprise", DEVICE_ENTERPRISE, "--region", "320602",
                     "--valid-numeric", "one", "--address", "127.0.0.1")


def conformance(*arguments):
    """-> (exit code, report). The report is what --json prints."""
    done = subprocess.run([str(nodes.BINARY), "--json", "conformance", *map(str, arguments)], capture_output=True, text=True,
                          timeout=120)
    assert done.stdout, f"exit {done.returncode}: {done.stderr}"
    return done.returncode, json.loads(done.stdout)


def identity(name):
    return "--cert", chain.cert(name), "--key", chain.certs / f"{name}.key", "--ca", chain.certs / "ca.crt"


def as_city(url, *more):
    return conformance("--target", url, "--region", "320500", "--province-id", DOCUMENT_ID, *identity("spare_city"), *more)


def faults_in(report):
    return [(row["id"], row["evidence"]) for row in report["checks"] if row["verdict"] == "fails"]


def unjudged_in(report):
    return [(row["id"], row.get("reason")) for row in report["checks"] if row["verdict"] == "notJudged"]


class Sound(unittest.TestCase):
    def expect_sound(self, told):
        code, report = told
        self.assertEqual(faults_in(report), [])
        self.assertEqual(unjudged_in(report), [])
        self.assertEqual((code, report["stopped"], report["conforms"]), (OK, "", True))
        self.assertLess(report["requests"], 600)

    def test_a_city_finds_the_province_sound_and_again(self):
        for _ in range(2):
            self.expect_sound(as_city(chain.province.wire))

    def test_a_province_finds_the_national_node_sound(self):
        national = chain.national.wire
        self.expect_sound(conformance("--target", national, "--role", "province", "--region", "330000", "--g-url", f"{national}/necc",
                                      "--restcode", DOCUMENT_RESTCODES[0], *identity("spare_province")))

    def test_the_national_node_finds_the_province_sound(self):
        province = chain.province.wire
        self.expect_sound(conformance("--target", province, "--role", "national", "--region", "100000", "--g-url",
                                      f"{province}/necc", "--restcode", chain.identities["restcode"], *identity("national")))

    def test_a_device_without_certificate_finds_the_province_sound(self):
        door = f"https://127.0.0.1:{chain.province.ports['device']}"
        self.expect_sound(conformance("--target", door, "--role", "device", "--region", "320602", "--enterprise",
                                      DEVICE_ENTERPRISE, "--ca", chain.certs / "ca.crt"))


class Doubles(unittest.TestCase):
    def test_each_seeded_fault_is_found_through_the_network(self):
        for name, (_, check) in FAULTS.items():
            with self.subTest(name), Double(chain.province.wire, chain.client("spare_city"), chain.certs, "province", name) as double:
                clause = ("--clause", check) if check else ("--clause", "N-8.5")
                code, report = as_city(double.url, *clause)
                found = [row for row, _ in faults_in(report)]
                if check is None:
                    self.assertEqual((code, found), (OK, []), faults_in(report))
                else:
                    self.assertIn(check, found)
                    self.assertEqual((code, report["conforms"]), (FINDINGS, False))


class Careful(unittest.TestCase):
    def content(self):
        return chain.province.sql("CHECKSUM TABLE " + ", ".join(CONTENT))

    def test_read_only_stores_nothing(self):
        before = self.content()
        code, report = as_city(chain.province.wire, "--read-only", "--enterprise", nodes.credit_code(77))
        self.assertEqual((code, faults_in(report)), (OK, []))
        self.assertEqual(self.content(), before)

    def test_dry_run_sends_nothing_and_says_what_would_be_stored(self):
        code, plan = conformance("--target", "https://127.0.0.1:1", "--region", "320500", "--dry-run")
        self.assertEqual(code, OK)
        self.assertGreater(len(plan["checks"]), 80)
        self.assertIn(plan["target"]["enterpriseCode"], plan["stored"])

    def test_nobody_there_is_a_failure(self):
        code, report = conformance("--target", f"https://127.0.0.1:{nodes.free_ports(1)[0]}", "--region", "320500",
                                   *identity("spare_city"))
        self.assertEqual((code, report["conforms"]), (1, False))
        self.assertIn("没有应答", report["stopped"])


class Explained(unittest.TestCase):
    def explain(self, content):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(content)
            file.flush()
            return conformance("--explain", file.name)

    def test_a_good_body_is_accepted(self):
        code, told = self.explain((ROOT / "tests/fixtures/n08-upload-energy-request.json").read_bytes())
        self.assertEqual((code, told["message"], told["responseCode"]), (OK, "uploadEnergyData", "0"))

    def test_a_fault_and_a_wrong_encoding_are_named(self):
        body = (ROOT / "tests/fixtures/n06-upload-config-request.json").read_text(encoding="utf-8")
        code, told = self.explain(body.replace('"energyConsumeLevel":4', '"energyConsumeLevel":9').encode())
        self.assertEqual((code, told["faults"][0]["path"]), (FINDINGS, "enterprise.energyConsumeLevel"))
        code, told = self.explain(body.encode("gbk"))
        self.assertEqual(code, FINDINGS)
        self.assertIn("文件不是UTF-8，像是GBK", told["faults"][0]["problem"])


def main():
    global chain
    if not nodes.BINARY.exists():
        print(f"FAIL {nodes.BINARY} has not been built\n0 passed, 1 failed")
        return 1
    begun = time.monotonic()
    with ConformanceChain() as chain:
        print(f"     three nodes after {time.monotonic() - begun:.1f} s", flush=True)
        runner = unittest.TextTestRunner(stream=open(os.devnull, "w"), resultclass=wire_test.Lines, verbosity=0)
        result = unittest.main(argv=sys.argv, exit=False, verbosity=0, testRunner=runner).result
        if result.faults:
            chain.print_faults()
    wire_test.note_passed(result, "conformance_test")
    print(f"{len(result.passed)} passed, {len(result.faults)} failed")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
