#!/usr/bin/env python3
"""From outside: starts the demo as its users do, kills the hubs of province and city with -9 at random moments while 200
enterprise-days are uploaded, and compares what the three databases hold with a ledger of its own. What it knows of the demo
it reads from demo.json. Last line: `N passed, N failed`.
    tests/faults/kill_demo.py [--kills 50] [--days 200] [--seed N] [--ports OFFSET] [--binary FILE]"""
import argparse
import datetime
import http.client
import json
import os
import pathlib
import random
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIRST_DAY = datetime.date(2026, 3, 1)
UPLOADED = "2026-11-19 08:30:00"
ITEMS = ("00-00-00-00-010100-11", "00-00-00-00-010200-11", "00-00-00-00-010300-11")
CITY_ENTERPRISES = 5    # of the second city, which the province serves directly
SECONDS = 600           # for all of it
TIERS = {"spare_city": ("province", "national"), "device": ("city", "province", "national")}


class Failed(Exception):
    pass


def expect(condition, text):
    if not condition:
        raise Failed(text)


def credit_code(number, region):
    """GB 32100"""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91{region}{number:09d}"
    total = sum(alphabet.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


class Demo:
    def __init__(self, directory, ports, binary):
        self.directory, self.ports, self.binary = pathlib.Path(directory), ports, binary
        self.map = {}

    def script(self, *words):
        """quickstart.sh builds what it starts; with a program given nothing is built."""
        command = [ROOT / "deploy/quickstart.sh"]
        if self.binary:
            command = [sys.executable, ROOT / "deploy/demo/quickstart.py", "--binary", self.binary]
        done = subprocess.run([*command, "--directory", self.directory, "--ports", str(self.ports), *words], cwd=ROOT,
                              capture_output=True, text=True)
        # Its steps are its own matter; here it only has to run afterwards.
        expect(done.returncode == 0 or "running: " in done.stdout, f"quickstart {' '.join(words)}: {(done.stdout + done.stderr)[-600:]}")
        if "--stop" not in words:
            self.map = json.loads((self.directory / "demo.json").read_text())

    def file(self, name):
        return ROOT / name  # relative to the project unless it is absolute

    def node(self, name, *words):
        program = self.binary or ROOT / "build/release/nenghub"
        done = subprocess.run([program, "--config", self.file(self.map[name]["config"]), "--json", *words], cwd=ROOT,
                              capture_output=True, text=True)
        expect(done.returncode == 0, f"{name}: nenghub {' '.join(words)}: {done.stderr[-300:]}")
        return json.loads(done.stdout or "null")

    def sql(self, name, statement):
        database = self.map[name]["database"]
        done = subprocess.run(["mariadb", "--no-defaults", "-N", "-B", f"--socket={self.file(database['socket'])}",
                               f"--user={database['user']}", database["schema"], "-e", statement], capture_output=True, text=True)
        expect(done.returncode == 0, f"{name}: {done.stderr[-300:]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def kill(self, name):
        os.kill(self.map[name]["pids"]["hub"], signal.SIGKILL)

    def context(self, client=None):
        made = ssl.create_default_context(cafile=self.file(self.map["ca"]))
        if client:
            made.load_cert_chain(self.file(client["cert"]), self.file(client["key"]))
        return made


def answered(url, context, message):
    """-> the reply code, once there is one. Whoever is not told repeats the same bytes."""
    parts, body = urllib.parse.urlsplit(url), json.dumps(message).encode()
    while True:
        try:
            connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=context, timeout=10)
            try:
                connection.request("POST", parts.path, body, {"Content-Type": "application/json; charset=UTF-8"})
                reply = connection.getresponse()
                told = json.loads(reply.read())
            finally:
                connection.close()
            if reply.status == 200 and str(told["responseCode"]) not in ("E1001", "E1002"):
                return str(told["responseCode"]), told
            if reply.status < 500 and reply.status != 429:
                return str(told["responseCode"]), told
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            pass
        time.sleep(0.1)


class Uploads(threading.Thread):
    """The days of some enterprises, one after the other. `ledger`: key -> value, once it is acknowledged."""

    def __init__(self, url, context, kind, senders, days, chance):
        super().__init__(daemon=True)
        self.url, self.context, self.kind, self.senders, self.days, self.chance = url, context, kind, senders, days, chance
        self.ledger, self.refused, self.sent, self.pause = {}, [], 0, 0.0

    def run(self):
        for number in range(self.days):
            enterprise, who = self.senders[number % len(self.senders)]
            day = FIRST_DAY + datetime.timedelta(days=number // len(self.senders))
            values = {(enterprise, item, "0", f"{day} {hour:02d}:00:00"): Decimal(self.chance.randrange(1, 10 ** 7)) / 1000
                      for item in ITEMS for hour in range(24)}
            rows = [{"dataCode": key[1], "dataValue": float(value), "inputType": 1, "statType": 0, "statDate": key[3],
                     "uploadDate": UPLOADED, "scope": 1, "valid": True} for key, value in values.items()]
            code, reply = answered(self.url, self.context, {**who, "enterpriseCode": enterprise, "data": rows})
            self.sent += 1
            if code == "0":
                self.ledger.update(values)
            else:
                self.refused.append(f"{enterprise} {day}: {reply}")
            time.sleep(self.pause)


def clients(demo, days, chance):
    """The second city at the province, and an end device at the city: half of the days each."""
    spare = demo.map["clients"]["spare_city"]
    cities = [(credit_code(9000 + number, spare["region"]), {"provinceId": spare["provinceId"]}) for number in range(CITY_ENTERPRISES)]
    device = demo.map["clients"]["spare_device"]
    context = demo.context(device)
    code, told = answered(demo.map["city"]["device"] + "/register", context,
                          {"enterpriseCode": device["enterpriseCode"], "region": device["region"]})
    expect(code == "0", f"the device is not let in: {told}")
    boxes = [(device["enterpriseCode"], {"deviceId": told["deviceId"]})]
    return [Uploads(demo.map["province"]["wire"] + "/uploadEnergyData", demo.context(spare), "spare_city", cities, days // 2, chance),
            Uploads(told["centerDataURL"], context, "device", boxes, days - days // 2, chance)]


def kill_at_random(demo, uploads, kills, chance):
    """Spread over the uploads: they wait a little, so that no kill comes after the last of them. -> those killed"""
    killed = []
    for number in range(kills):
        left = [upload for upload in uploads if upload.is_alive()]
        expect(left, f"all was uploaded after {number} kills")
        share = number / kills
        for upload in uploads:  # nobody is further than the kills are
            upload.pause = 2.0 if upload.sent > upload.days * share else 0.02
        time.sleep(chance.uniform(0.0, 0.5))
        name = chance.choice(("city", "province"))
        demo.kill(name)
        demo.script("--restart", name)
        killed.append(name)
    for upload in uploads:
        upload.pause = 0.0
    return killed


def settled(demo, seconds):
    """What the jobs of the day do, until nothing is on its way. -> seconds it took"""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        demo.node("city", "queue", "round", "--peer", "province")
        demo.node("province", "consistency", "push", "--peer", "national")
        demo.node("province", "queue", "round", "--peer", "national")
        time.sleep(3)
        open_rows = sum(int(demo.sql(name, "SELECT COUNT(*) FROM delivery WHERE state NOT IN (4, 5)")[0][0])
                        for name in ("city", "province", "national"))
        disagreed = int(demo.sql("province", "SELECT COUNT(*) FROM tag WHERE state <> 1")[0][0])
        if not open_rows and not disagreed:
            return time.monotonic() - started
    raise Failed(f"not quiet after {seconds} s: {open_rows} deliveries, {disagreed} tags")


def compare(demo, name, uploads):
    """-> (lost, double, different, unexplained) of what `name` must hold of these uploads."""
    wanted = {key: value for upload in uploads if name in TIERS[upload.kind] for key, value in upload.ledger.items()}
    whose = ",".join(repr(code) for code in sorted({key[0] for key in wanted}))
    until = FIRST_DAY + datetime.timedelta(days=400)
    found = {}
    for enterprise, item, kind, date, value in demo.sql(
            name, f"SELECT enterprise_code, data_code, stat_type, stat_date, data_value FROM energy_record WHERE enterprise_code IN "
                  f"({whose}) AND data_code IN ({','.join(map(repr, ITEMS))}) AND stat_date BETWEEN '{FIRST_DAY}' AND '{until}'"):
        found.setdefault((enterprise, item, kind, date), []).append(Decimal(value))
    return (sum(key not in found for key in wanted), sum(len(values) > 1 for values in found.values()),
            sum(found[key][0] != value for key, value in wanted.items() if key in found), len(found.keys() - wanted.keys()), len(wanted))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1_000_000))
    parser.add_argument("--ports", type=int, default=-11000, help="added to every port of the demo")
    parser.add_argument("--binary", help="instead of building the program")
    return parser.parse_args()


def run(options, demo, told):
    chance = random.Random(options.seed)
    demo.script()
    told("the demo runs", True, f"seed={options.seed}")
    uploads = clients(demo, options.days, random.Random(options.seed + 1))
    for upload in uploads:
        upload.start()
    killed = kill_at_random(demo, uploads, options.kills, chance)
    for upload in uploads:
        upload.join(120)
    sent = sum(upload.sent for upload in uploads)
    refused = [text for upload in uploads for text in upload.refused]
    told("kill -9 during uploads", len(killed) == options.kills, f"city={killed.count('city')} province={killed.count('province')}")
    told("every day is acknowledged", sent == options.days and not refused, f"days={sent} refused={len(refused)} {refused[:1]}")
    told("quiet", True, f"after {settled(demo, 120):.0f} s")
    for name in ("city", "province", "national"):
        lost, double, different, unexplained, wanted = compare(demo, name, uploads)
        told(f"energy_record of the {name}", wanted > 0 and not (lost or double or different or unexplained),
             f"values={wanted} lost={lost} double={double} different={different} unexplained={unexplained}")
    overlooked = damages(demo, uploads)
    told("the comparison can fail", not overlooked, f"damages=3 overlooked={overlooked}")


def damages(demo, uploads):
    """-> which damages behind the hubs' back the comparison overlooks; the demo ends after this"""
    upload = next(upload for upload in uploads if upload.kind == "spare_city")
    enterprise = next(iter(upload.ledger))[0]
    where = f"enterprise_code = '{enterprise}' AND stat_type = 0 AND canonical_code LIKE '%{{}}%' LIMIT 1"
    copied = ("step_seconds, step_months, phase, offsets, value_list, value_count, input_type, scope, valid, derived_start, "
              "upload_date, upload_dates, exceptions, batch_id, key_id")
    kinds = (("lost", "DELETE FROM series_block WHERE " + where.format("10100")),
             ("double", "INSERT INTO series_block SELECT enterprise_code, stat_type, period, 'doubled', data_code, "
              f"{copied} FROM series_block WHERE " + where.format("10200")),
             ("different", "UPDATE series_block SET value_list = JSON_SET(value_list, '$[1]', '77.125') WHERE " + where.format("10300")))
    overlooked = []
    for place, (kind, damage) in enumerate(kinds):
        before = compare(demo, "national", uploads)[place]
        demo.sql("national", damage)
        if compare(demo, "national", uploads)[place] <= before:
            overlooked.append(kind)
    return overlooked


def too_long(*_):
    raise Failed(f"not ready within {SECONDS} s")


def main():
    options, passed, failed = arguments(), [], []

    def told(name, good, text):
        print(f"{'ok' if good else 'FAIL':<4} {name:<30} {text}", flush=True)
        (passed if good else failed).append(name)

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    with tempfile.TemporaryDirectory(prefix="nenghub-kill.") as directory:
        demo = Demo(pathlib.Path(directory) / "demo", options.ports, options.binary)
        try:
            run(options, demo, told)
        except Exception as error:  # the demo is stopped in any case
            told("the run", False, f"{type(error).__name__}: {error}")
        signal.alarm(0)
        if (demo.directory / "demo.json").exists():
            demo.script("--stop")
    print(f"{len(passed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
