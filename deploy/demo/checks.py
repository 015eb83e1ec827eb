"""What the steps look at: the databases, counted and compared."""
import hashlib
from decimal import Decimal

from node import wait_until

# Numbers of hub/ports/delivery.h and batch.h as they stand in the tables.
QUEUED, DELIVERED, SET_ASIDE = 2, 4, 5
AGREED = 1
RECORDS = ("SELECT enterprise_code, data_code, stat_type, stat_date, data_value, input_type, scope, valid, upload_date "
           "FROM energy_record")


def records(node, where="1=1"):
    """All stored values as a sorted list of rows, the values exact."""
    found = node.sql(f"{RECORDS} WHERE {where}")
    return sorted((r[0], r[1], r[2], r[3], str(Decimal(r[4]).normalize()), *r[5:]) for r in found)


def digest(rows):
    return hashlib.sha256("\n".join("|".join(row) for row in rows).encode()).hexdigest()[:12]


def into(steps):
    """-> a decorator that puts a step into the list. `rows` are the requirement rows that it checks (tests/trace.sh)."""
    def step(name, rows=""):
        def register(work):
            steps.append((name, work))
            return work
        return register
    return step


def open_deliveries(node):
    return node.count(f"SELECT COUNT(*) FROM delivery WHERE state NOT IN ({DELIVERED}, {SET_ASIDE})")


def drained(node, seconds=120):
    wait_until(f"the queue of {node.name} is empty", lambda: open_deliveries(node) == 0, seconds, every=0.3)


def tags(node, state=None):
    where = f" WHERE state = {state}" if state is not None else ""
    return node.count(f"SELECT COUNT(*) FROM tag{where}")
