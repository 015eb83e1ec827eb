"""Honest clients that never give up: each sends made-up days of its own enterprises, one after the other, and repeats the same
bytes until it has an answer. What they send and hear stands in the ledger."""
import datetime
import hashlib
import http.client
import json
import random
import ssl
import threading
import time
from decimal import Decimal

FIRST_DAY = datetime.date(2026, 1, 1)
CODES = 40               # data codes of an enterprise
ANSWER_SECONDS = 6       # longer than anything a healthy node takes
ACCEPTED, UNKNOWN = "accepted", ""
# Not stored, and asking again may help: E1001, E1002, and what an edge says for a hub that is away.
RETRY = ("E1001", "E1002")


def value_of(seed, enterprise, key, revision):
    number = int.from_bytes(hashlib.sha256(f"{seed}/{enterprise}/{key}/{revision}".encode()).digest()[:4], "big")
    return Decimal(number % 10_000_000) / 1000


class Maker:
    """The days of one enterprise in order; never the same value twice, unless it is corrected."""

    def __init__(self, seed, enterprise, hours=24):
        self.seed, self.enterprise, self.hours, self.slot, self.revisions = seed, enterprise, hours, 0, {}

    def fresh(self):
        self.slot += 1
        return self.day(self.slot - 1, 0)

    def correction(self, slot):
        self.revisions[slot] = self.revisions.get(slot, 0) + 1
        return self.day(slot, self.revisions[slot])

    def day(self, slot, revision):
        """-> (rows for `data`, their values as the ledger keeps them)"""
        code, day = f"00-00-00-00-01{slot % CODES:02d}00-11", FIRST_DAY + datetime.timedelta(days=slot // CODES)
        uploaded = f"{day + datetime.timedelta(days=1)} {2 + revision // 60:02d}:{revision % 60:02d}:00"
        keys = [(code, "0", f"{day} {hour:02d}:00:00") for hour in range(self.hours)] + [(code, "1", f"{day} 00:00:00")]
        values = {key: value_of(self.seed, self.enterprise, key, revision) for key in keys}
        rows = [{"dataCode": key[0], "dataValue": float(value), "inputType": 1, "statType": int(key[1]), "statDate": key[2],
                 "uploadDate": uploaded, "scope": 1, "valid": True} for key, value in values.items()]
        return rows, values


class Door:
    """A connection that is made again when it breaks."""

    def __init__(self, port, context):
        self.port, self.context, self.connection = port, context, None

    def post(self, path, body, seconds=ANSWER_SECONDS):
        """-> (status, headers, body). OSError or HTTPException without an answer."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=seconds)
            self.connection.request("POST", path, body, {"Content-Type": "application/json; charset=UTF-8"})
            reply = self.connection.getresponse()
            return reply.status, reply.headers, reply.read()
        except BaseException:
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def context(stage, name=None):
    made = ssl.create_default_context(cafile=str(stage.certs / "ca.crt"))
    if name:
        made.load_cert_chain(str(stage.cert(name)), str(stage.certs / f"{name}.key"))
    return made


def meaning(status, body):
    """-> (answer for the ledger, code)"""
    try:
        reply = json.loads(body)
        code = str(reply.get("responseCode", ""))
    except (ValueError, AttributeError):
        return UNKNOWN, f"http {status}"
    if status == 200 and code == "0":
        return ACCEPTED, ""
    if code in RETRY or status >= 500 or status == 429 or not code:
        return UNKNOWN, code or f"http {status}"
    return "refused", f"{code} {reply.get('responseMessage', '')} (http {status})"


class Sender(threading.Thread):
    """One client of one tier with its enterprises."""

    def __init__(self, load, tier, identity, enterprises, number):
        super().__init__(name=f"{tier}-{number}", daemon=True)
        self.load, self.tier, self.identity = load, tier, identity
        self.chance = random.Random(f"{load.stage.seed}/{self.name}")
        self.makers = [Maker(load.stage.seed, enterprise) for enterprise in enterprises]
        self.accepted = {maker.enterprise: [] for maker in self.makers}  # slots
        self.link = f"client-{tier}"
        self.door = Door(load.stage.links[self.link], load.contexts[tier])

    def run(self):
        while not self.load.ended.is_set():
            if not self.load.going.is_set():
                time.sleep(0.02)
                continue
            try:
                self.one()
            except Exception as error:  # a fault of this program must not look like silence
                self.load.ledger.complaints.append(f"{self.name}: {type(error).__name__}: {error}")
                time.sleep(1)
            time.sleep(self.chance.uniform(0.5, 1.5) * self.load.pause)
        self.door.close()

    def one(self):
        maker = self.chance.choice(self.makers)
        slots, dice = self.accepted[maker.enterprise], self.chance.random()
        if slots and dice < 0.08:
            slot = self.chance.choice(slots)
            rows, values = maker.correction(slot)
        elif self.tier == "province" and dice > 0.96:
            return self.refused(maker)
        else:
            slot = maker.slot
            rows, values = maker.fresh()
        body = self.body(maker.enterprise, rows)
        batch = self.load.ledger.new(self.tier, maker.enterprise, body, values)
        if self.until_answered(batch) and slot not in slots:
            slots.append(slot)
        if batch.answer and self.chance.random() < 0.05:
            self.send(batch)  # some clients send twice for no reason

    def refused(self, maker):
        """What must never be stored: a day that is none, or somebody else's number."""
        rows, values = maker.fresh()
        if self.chance.random() < 0.5:
            rows = [{**row, "statDate": row["statDate"].replace(row["statDate"][5:10], "02-30")} for row in rows]
            body = self.body(maker.enterprise, rows)
        else:
            body = self.body(maker.enterprise, rows, identity=self.load.stage.identities["city"])
        self.until_answered(self.load.ledger.new(self.tier, maker.enterprise, body, values, good=False))

    def body(self, enterprise, rows, identity=None):
        if self.tier == "city":
            who = {"deviceId": self.load.stage.devices[enterprise]}
        else:
            who = {"provinceId": identity or self.identity}
        return json.dumps({**who, "enterpriseCode": enterprise, "data": rows}, separators=(",", ":")).encode()

    def until_answered(self, batch):
        while not self.load.ended.is_set():
            if self.send(batch):
                return True
            time.sleep(self.chance.uniform(0.1, 0.4))
        return False

    def send(self, batch):
        self.load.ledger.sent(batch)
        try:
            status, headers, body = self.door.post("/uploadEnergyData", batch.body)
        except (OSError, http.client.HTTPException):
            self.load.count("no answer")
            return False
        answer, code = meaning(status, body)
        self.load.count(code.split(" (")[0][:40] if code else "accepted", status)
        if answer == UNKNOWN:
            return False
        if status == 403:
            self.load.ledger.refused(headers.get("X-Request-Id"))
        self.load.ledger.answered(batch, answer, time.monotonic(), code, headers.get("Nenghub-Batch-Id"))
        return True


class Load:
    def __init__(self, stage, ledger, pause=0.25, province_senders=4, city_senders=3):
        self.stage, self.ledger, self.pause = stage, ledger, pause
        self.ended, self.going = threading.Event(), threading.Event()
        self.going.set()
        self.contexts = {"city": context(stage), "province": context(stage, "spare_city")}
        self.heard, self.lock = {}, threading.Lock()
        from stage import credit_code
        devices = list(stage.devices)
        self.senders = [Sender(self, "province", stage.identities["spare_city"],
                               [credit_code(7000 + 3 * i + j) for j in range(3)], i) for i in range(province_senders)]
        self.senders += [Sender(self, "city", "", devices[i::city_senders], i) for i in range(city_senders)]

    def start(self):
        for sender in self.senders:
            sender.start()

    def count(self, what, status=0):
        with self.lock:
            self.heard[what] = self.heard.get(what, 0) + 1
            if status:
                self.heard[f"http {status}"] = self.heard.get(f"http {status}", 0) + 1

    def heard_of(self, what):
        with self.lock:
            return self.heard.get(what, 0)

    def finish(self, seconds):
        """Every batch gets its answer, then nothing new is sent."""
        self.going.clear()
        deadline = time.monotonic() + seconds
        while self.ledger.unknown() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.ended.set()
        for sender in self.senders:
            sender.join(10)

    def accepted(self):
        return len(self.ledger.accepted())
