"""The database dies, hangs, refuses, or says nothing about a COMMIT."""
import contextlib
import os
import signal
import subprocess
import time

from scenario import Scenario, expect, flows_again
from stage import CONNECTIONS, DATABASE_USER, Failed


class DatabaseKills(Scenario):
    """kill -9 of the databases under load."""
    name = "database_kills"

    def run(self, run):
        kills = run.of(6, 40)
        for _ in range(kills):
            node = run.chance.choice([run.city, run.province, run.province, run.national])
            time.sleep(run.chance.uniform(0.1, 0.6))
            node.kill_database()
            node.start_database()
        run.injected(kills)
        expect(all(not node.hub_ended() for node in run.stage.nodes.values()), "a hub ended with its database")
        return f"kills={kills} flows_after_s={flows_again(run):.1f}"


class DatabaseRestart(Scenario):
    """An orderly restart of the province's database, away for two seconds."""
    name = "database_restart"

    def run(self, run):
        times = run.of(1, 3)
        for _ in range(times):
            run.province.kill_database(signal.SIGTERM)
            time.sleep(2)
            run.province.start_database()
            again = flows_again(run)
        run.injected(times)
        return f"restarts={times} flows_after_s={again:.1f}"


class DatabaseFrozen(Scenario):
    """SIGSTOP of the province's database: every request is answered, and it recovers."""
    name = "database_frozen"

    def run(self, run):
        pid, seconds = run.province.pids["database"], run.of(4, 8)
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(pid, signal.SIGCONT)
        run.injected()
        return f"frozen_s={seconds} flows_after_s={flows_again(run):.1f}"


class CommitUnknown(Scenario):
    """The connection to the database breaks exactly at COMMIT, before or after the server sees it."""
    name = "commit_unknown"

    def run(self, run):
        node, seconds, hits = run.province, run.of(3, 12), 0
        way = node.directory / "relay.sock"
        run.relay.open("province-database", way, node.socket)
        for when in ("before", "after"):
            node.restart_hub(NENGHUB_DATABASE_SOCKET=str(way))
            run.relay.set("province-database", cut_at={"word": "COMMIT", "when": when, "chance": 0.25})
            time.sleep(seconds)
            hits = run.relay.hits("province-database", "cut_at")
            run.relay.clear("province-database")
        flows_again(run)
        node.restart_hub()
        run.injected(hits)
        expect(hits >= 10, f"only {hits} commits were cut")
        return f"unknown={hits}"


class DatabasePartition(Scenario):
    """The province's hub and its database lose each other, and find each other again."""
    name = "database_partition"

    def run(self, run):
        node, times = run.province, run.of(1, 3)
        way = node.directory / "relay.sock"
        run.relay.open("province-database", way, node.socket)
        node.restart_hub(NENGHUB_DATABASE_SOCKET=str(way))
        for kind in [{"refuse": True}, {"stall": "both"}] * times:
            run.relay.set("province-database", **kind)
            time.sleep(run.of(2, 4))
            run.relay.clear("province-database")
            again = flows_again(run)
        node.restart_hub()
        run.injected(2 * times)
        return f"partitions={2 * times} flows_after_s={again:.1f}"


class ReadOnly(Scenario):
    """The province's database turns read-only: nothing is accepted, nothing crashes, it heals by itself."""
    name = "database_read_only"
    user = "nenghub_plain"  # without the right to write to a read-only server

    def run(self, run):
        node = run.province
        node.sql(f"CREATE USER IF NOT EXISTS {self.user}@localhost IDENTIFIED BY ''; "
                 f"GRANT ALL ON {node.schema}.* TO {self.user}@localhost")
        node.restart_hub(NENGHUB_DATABASE_USER=self.user)
        flows_again(run)
        node.sql("SET GLOBAL read_only = 1")
        time.sleep(0.3)
        before, stored = len(run.ledger.accepted("province")), node.count("SELECT COUNT(*) FROM batch")
        time.sleep(run.of(2, 4))
        accepted, grown = len(run.ledger.accepted("province")) - before, node.count("SELECT COUNT(*) FROM batch") - stored
        node.sql("SET GLOBAL read_only = 0")
        run.injected()
        again = flows_again(run)
        node.restart_hub()
        expect(grown == 0, f"{grown} batches were stored in a read-only database")
        # A batch that was stored before may be sent again and acknowledged again.
        return f"accepted_meanwhile={accepted} stored_meanwhile={grown} flows_after_s={again:.1f}"


class TooManyConnections(Scenario):
    """Others take every connection of the database (error 1040), and the hub loses its own: it refuses, and heals by itself."""
    name = "too_many_connections"

    def run(self, run):
        node, pid = run.province, run.province.pids["hub"]
        admin = Admin(run, node)  # its session is there before nobody gets one any more
        turned_away = admin.number("SHOW GLOBAL STATUS LIKE 'Connection_errors_max_connections'")
        heard = refusals(run)
        admin.tell("SET GLOBAL max_connections = 10")
        for _ in range(3):
            others = [session(run, node) for _ in range(10)]
            time.sleep(0.3)
            for one in admin.column(f"SELECT id FROM information_schema.processlist WHERE db = '{node.schema}' AND id <> CONNECTION_ID()"):
                admin.tell(f"KILL {one}")  # those that are gone already are no matter
        time.sleep(run.of(2, 4))
        stored = admin.number(f"SELECT COUNT(*) FROM {node.schema}.batch")
        time.sleep(1)
        grown = admin.number(f"SELECT COUNT(*) FROM {node.schema}.batch") - stored
        refused = refusals(run) - heard
        turned_away = admin.number("SHOW GLOBAL STATUS LIKE 'Connection_errors_max_connections'") - turned_away
        admin.tell(f"SET GLOBAL max_connections = {CONNECTIONS}")
        for other in others:
            other.kill()
        run.injected()
        again = flows_again(run)
        expect(turned_away > 0, "the database turned nobody away")
        expect(refused > 0, "no client was refused: the hub kept its sessions")
        expect(node.pids["hub"] == pid and not node.hub_ended(), "the hub ended")
        return f"turned_away={turned_away} refused={refused} stored_in_a_second={grown} flows_after_s={again:.1f}"


def refusals(run):
    return run.load.heard_of("E1001") + run.load.heard_of("E1002") + run.load.heard_of("http 503")


class Admin:
    """A session that stands while nobody else gets one."""

    def __init__(self, run, node):
        command = ["mariadb", "--no-defaults", "-n", "-N", "-B", "-f", f"--socket={node.socket}", f"--user={DATABASE_USER}"]
        self.process = run.stage.helper(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                                         stderr=subprocess.DEVNULL, text=True))
        expect(self.number("SELECT 1") == 1, "no session for the administrator")

    def tell(self, statement):
        self.process.stdin.write(f"{statement};\n")
        self.process.stdin.flush()

    def column(self, statement):
        """The last of each row's fields."""
        self.tell(f"{statement}; SELECT '-end-'")
        rows = []
        for line in self.process.stdout:
            if line.rstrip("\n") == "-end-":
                return rows
            rows.append(line.rstrip("\n").split("\t")[-1])
        raise Failed("the administrator's session ended")

    def number(self, statement):
        return int(self.column(statement)[0])


def session(run, node):
    process = run.stage.helper(subprocess.Popen(
        ["mariadb", "--no-defaults", "-n", "-N", f"--socket={node.socket}", f"--user={DATABASE_USER}"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    with contextlib.suppress(OSError):
        process.stdin.write(b"SELECT SLEEP(60);\n")
        process.stdin.flush()
    return process


class PoolExhausted(Scenario):
    """Every session of the hub waits for a lock that somebody else holds."""
    name = "pool_exhausted"

    def run(self, run):
        node = run.province
        codes = [maker.enterprise for sender in run.load.senders if sender.tier == "province" for maker in sender.makers]
        listed = ",".join(f"'{code}'" for code in codes)
        holder = run.stage.helper(subprocess.Popen(
            ["mariadb", "--no-defaults", "-N", "-B", "-n", f"--socket={node.socket}", f"--user={DATABASE_USER}", node.schema],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        holder.stdin.write(f"START TRANSACTION; SELECT COUNT(*) FROM (SELECT code FROM enterprise WHERE code IN ({listed}) "
                           "FOR UPDATE) AS held;\n".encode())
        holder.stdin.flush()
        held = int(holder.stdout.readline())
        time.sleep(run.of(6, 8))
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
        run.injected()
        expect(held > 0, "no row was locked")
        return f"rows_locked={held} flows_after_s={flows_again(run):.1f}"


ALL = (DatabaseKills, DatabaseRestart, DatabaseFrozen, CommitUnknown, DatabasePartition, ReadOnly, TooManyConnections,
       PoolExhausted)
