"""What was sent and what was answered, kept outside the system under test, and the comparison at the end: accepted at any
tier means present once, with the same value, at every tier above; refused means nowhere."""
import dataclasses
import json
import re
import threading
from collections import Counter
from decimal import Decimal

import zstd

CHAIN = ("city", "province", "national")
VALUES = ("SELECT enterprise_code, data_code, stat_type, stat_date, data_value, valid FROM energy_record")
# Numbers of hub/ports/delivery.h and batch.h as they stand in the tables.
NEEDS_ATTENTION, AGREED = 3, 1
N88, G_DATA = 1, 2


def reaches(tier):
    """Where a batch that `tier` has accepted must be."""
    return CHAIN[CHAIN.index(tier):]


@dataclasses.dataclass
class Batch:
    number: int
    tier: str
    enterprise: str
    body: bytes
    values: dict          # (data code, stat type, stat date) -> Decimal
    good: bool = True     # whether it may be accepted
    answer: str = ""      # accepted, refused; empty = unknown
    code: str = ""        # of the refusal
    receipts: set = dataclasses.field(default_factory=set)
    sends: int = 0
    accepted_at: float = 0.0


class Ledger:
    """Thread-safe. Every line is on disk before the next request leaves."""

    def __init__(self, file):
        self.lock = threading.Lock()
        self.file = open(file, "a", encoding="utf-8")
        self.batches = []
        self.expected = {}  # (enterprise, data code, stat type, stat date) -> batch whose value must be there
        self.complaints = []
        self.refusals = []  # the request ids of answers 403

    def new(self, tier, enterprise, body, values, good=True):
        with self.lock:
            batch = Batch(len(self.batches), tier, enterprise, body, values, good)
            self.batches.append(batch)
            self._note(batch=batch.number, tier=tier, enterprise=enterprise, values=len(values), good=good)
            return batch

    def sent(self, batch):
        with self.lock:
            batch.sends += 1
            self._note(batch=batch.number, send=batch.sends)

    def answered(self, batch, answer, when, code="", receipt=None):
        with self.lock:
            self._note(batch=batch.number, answer=answer, code=code, receipt=receipt)
            if batch.answer and batch.answer != answer:
                self.complaints.append(f"batch {batch.number} was {batch.answer}, then {answer} {code}")
            batch.answer, batch.code = answer, code
            if receipt:
                batch.receipts.add(receipt)
            if len(batch.receipts) > 1:
                self.complaints.append(f"batch {batch.number} has receipts {sorted(batch.receipts)}")
            if answer == "accepted" and not batch.accepted_at:
                batch.accepted_at = when
                if not batch.good:
                    self.complaints.append(f"batch {batch.number} should have been refused")
                for key in batch.values:
                    self.expected[(batch.enterprise, *key)] = batch
            if answer == "refused" and batch.good:
                self.complaints.append(f"batch {batch.number} was refused: {code}")

    def refused(self, request):
        with self.lock:
            self._note(refusal=request)
            self.refusals.append(request)

    def _note(self, **what):
        self.file.write(json.dumps(what) + "\n")
        self.file.flush()

    # -- what it holds
    def unknown(self):
        with self.lock:
            return [batch for batch in self.batches if not batch.answer and batch.sends]

    def accepted(self, tier=None, before=None):
        with self.lock:
            return [batch for batch in self.batches if batch.answer == "accepted" and batch.good
                    and (tier is None or batch.tier == tier) and (before is None or batch.accepted_at <= before)]

    def wanted_at(self, tier, before=None):
        """Key -> value of everything that must be stored there; `before`: of what that tier itself had accepted by then."""
        with self.lock:
            return {key: batch.values[key[1:]] for key, batch in self.expected.items() if tier in reaches(batch.tier)
                    and (before is None or (batch.tier == tier and batch.accepted_at <= before))}


@dataclasses.dataclass
class Verdict:
    lost: list = dataclasses.field(default_factory=list)
    duplicated: list = dataclasses.field(default_factory=list)
    unexplained: list = dataclasses.field(default_factory=list)

    @property
    def clean(self):
        return not (self.lost or self.duplicated or self.unexplained)

    def counts(self):
        return f"lost {len(self.lost)} duplicated {len(self.duplicated)} unexplained {len(self.unexplained)}"

    def first(self, most=8):
        told = [("lost", self.lost), ("duplicated", self.duplicated), ("unexplained", self.unexplained)]
        return [f"  {name}: {text}" for name, texts in told for text in texts[:most]]


def stored(node):
    """-> {key: [value, ...]} as the plain view shows it."""
    found = {}
    for enterprise, code, stat_type, stat_date, value, _ in node.sql(VALUES):
        found.setdefault((enterprise, code, stat_type, stat_date), []).append(Decimal(value))
    return found


def check_values(ledger, node, tier, verdict, before=None):
    """`before`: only what had been accepted by then must be there, and later values are no surprise."""
    wanted, found = ledger.wanted_at(tier, before), stored(node)
    for key, value in wanted.items():
        there = found.get(key)
        if not there:
            verdict.lost.append(f"{tier} {key} = {value}")
        elif len(there) > 1:
            verdict.duplicated.append(f"{tier} {key} = {there}")
        elif there[0] != value and before is None:
            verdict.unexplained.append(f"{tier} {key} = {there[0]}, accepted {value}")
    if before is None:
        for key in found.keys() - wanted.keys():
            verdict.unexplained.append(f"{tier} {key} = {found[key]}, never accepted")
    return len(wanted)


def check_batches(ledger, nodes, verdict):
    """Each batch is there once at each tier it must reach, with the records that were sent, and its counts add up."""
    for tier in CHAIN:
        wanted = Counter(content_of(batch) for batch in ledger.accepted() if tier in reaches(batch.tier))
        there = Counter()
        for number, content in stored_batches(nodes[tier], G_DATA if tier == "national" else N88):
            if isinstance(content, str):
                verdict.unexplained.append(f"{tier} batch {number}: {content}")
            else:
                there[content] += 1
        for content in wanted.keys() | there.keys():
            have, need = there[content], wanted[content]
            text = f"{tier} {content[0]}: {have} batches of {first_of(content)}, accepted {need}"
            if have > need:
                (verdict.duplicated if need else verdict.unexplained).append(text)
            elif have < need:
                verdict.lost.append(text)
        for row in nodes[tier].sql("SELECT id, enterprise_code FROM batch WHERE records <> stored + unchanged + superseded + rejected"):
            verdict.unexplained.append(f"{tier} batch {row[0]} of {row[1]}: its counts do not add up")


def content_of(batch):
    return batch.enterprise, frozenset((*key, value) for key, value in batch.values.items())


def first_of(content):
    return min(content[1])[:3] if content[1] else "nothing"


def stored_batches(node, channel):
    """-> (id, content) as the bytes say that arrived there, or why they say nothing"""
    last = 0
    while rows := node.sql(f"SELECT id, enterprise_code, records, HEX(body) FROM batch WHERE channel = {channel} AND id > {last} "
                           "ORDER BY id LIMIT 2000"):
        for number, enterprise, records, body in rows:
            try:
                values = values_in(json.loads(zstd.unpacked(bytes.fromhex(body)), parse_float=Decimal))
                yield number, (enterprise, frozenset(values)) if len(values) == int(records) else f"{records} records, {len(values)} sent"
            except (ValueError, KeyError, TypeError) as error:
                yield number, f"{type(error).__name__}: {error}"
        last = rows[-1][0]


def values_in(message):
    """-> [(data code, stat type, stat date, value)] of an 8.8 or a 7.2"""
    if isinstance(message["data"], str):
        return [(row["DATA_CODE"], row["STAT_DATE"], row["STAT_TIME"], Decimal(row["DATA_VALUE"]))
                for row in json.loads(message["data"])]
    return [(row["dataCode"], str(row["statType"]), row["statDate"], Decimal(row["dataValue"])) for row in message["data"]]


def check_queues(nodes, verdict):
    """Empty, or waiting for a person with the reason beside it."""
    for tier in CHAIN:
        for row in nodes[tier].sql("SELECT id, state, last_code FROM delivery WHERE state NOT IN (4, 5)"):
            if int(row[1]) != NEEDS_ATTENTION or not row[2]:
                verdict.unexplained.append(f"{tier} delivery {row[0]} in state {row[1]}, last answer '{row[2]}'")


def check_depths(nodes, verdict):
    """What the node says about its queue without counting is what counting says."""
    for tier in CHAIN:
        node = nodes[tier]
        counted = "SELECT peer_id, state, COUNT(*) AS n FROM delivery GROUP BY 1, 2"
        archived = "SELECT peer_id, 4, COUNT(*) FROM delivery_done GROUP BY 1"
        told = "SELECT peer_id, state, -SUM(row_count) FROM delivery_tally GROUP BY 1, 2"
        for row in node.sql(f"SELECT peer_id, state, SUM(n) FROM ({counted} UNION ALL {archived} UNION ALL {told}) AS both_ways "
                            "GROUP BY 1, 2 HAVING SUM(n) <> 0"):
            verdict.unexplained.append(f"{tier} queue of peer {row[0]}, state {row[1]}: {row[2]} rows more than its depth says")


def check_tags(nodes, verdict):
    signs = {}
    for tier in ("province", "national"):
        rows = nodes[tier].sql("SELECT enterprise_code, md5, state FROM tag WHERE province = '320000'")
        signs[tier] = {(row[0], row[1]) for row in rows}
        if tier == "province":
            for row in rows:
                if int(row[2]) != AGREED:
                    verdict.unexplained.append(f"province tag {row[0]} {row[1]} in state {row[2]}")
    for sign in signs["province"] ^ signs["national"]:
        side = "province" if sign in signs["province"] else "national"
        verdict.unexplained.append(f"tag {sign} only at the {side}")


def check_audit(ledger, nodes, verdict):
    """Each refusal that was heard stands in the audit log once, by the number of its request, or the hub says that it could
    not write it."""
    rows = nodes["province"].sql("SELECT detail FROM audit_event WHERE act IN ('refused_identity', 'ownership_conflict')")
    written = Counter(row[0].rsplit("request ", 1)[-1] for row in rows)
    log = (nodes["province"].directory / "hub.log").read_text(errors="replace")
    failed = {request for line in log.splitlines() if "audit_failed" in line for request in re.findall(r"request_id=(\S+)", line)}
    for request in ledger.refusals:
        if not written[request] and request not in failed:
            verdict.unexplained.append(f"refusal {request} was heard and is not in the audit log")
    for request, count in written.items():
        if count > 1:
            verdict.unexplained.append(f"refusal {request} stands {count} times in the audit log")


def check(ledger, nodes):
    verdict = Verdict()
    for batch in ledger.unknown():
        verdict.unexplained.append(f"batch {batch.number} to the {batch.tier} is still without an answer")
    verdict.unexplained.extend(ledger.complaints)
    for tier in CHAIN:
        check_values(ledger, nodes[tier], tier, verdict)
    check_batches(ledger, nodes, verdict)
    check_queues(nodes, verdict)
    check_depths(nodes, verdict)
    check_tags(nodes, verdict)
    check_audit(ledger, nodes, verdict)
    return verdict
