"""A wrong clock, and certificates that end in the middle."""
import datetime
import glob
import http.client
import shutil
import subprocess
import time

from load import Door, context
from scenario import Scenario, Skip, ask_for_a_run, expect, flows_again, overlapping_runs, runs_of_asked, wait_until

FAKETIME = "/usr/lib/*/faketime/libfaketimeMT.so.1"


class ClockJump(Scenario):
    """The clock of one node jumps a day ahead, a day back, and home again (libfaketime)."""
    name = "clock_jump"

    def run(self, run):
        library = next(iter(glob.glob(FAKETIME)), None)
        if not library:
            raise Skip("the package faketime is not installed")
        jumps = 0
        for node in (run.province, run.city):
            clock = node.directory / "clock"
            clock.write_text("+0d\n")
            node.restart_hub(LD_PRELOAD=library, FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1",
                             FAKETIME_DONT_FAKE_MONOTONIC="1")
            for jump in run.of(("+1d", "-1d"), ("+1d", "+0d", "-1d", "+0d", "-1h", "+1d")):
                clock.write_text(f"{jump}\n")
                jumps += 1
                ask_for_a_run(node)
                time.sleep(run.of(2, 3))
            clock.write_text("+0d\n")
            flows_again(run)
            tomorrow = (datetime.datetime.now() + datetime.timedelta(days=1)).strftime("%Y-%m-%d")
            expect(tomorrow in (node.directory / "hub.log").read_text(errors="replace"), f"the clock of {node.name} did not jump")
            expect(runs_of_asked(node) > 0, f"{node.name} ran no job meanwhile")
            node.restart_hub()
        run.injected(jumps)
        twice = sum(overlapping_runs(node) for node in run.stage.nodes.values())
        far = [f"{node.name} {text}" for node in run.stage.nodes.values() for text in put_off(node)]
        expect(twice == 0, f"{twice} pairs of runs overlap")
        expect(not far, f"put off by the wrong clock: {'; '.join(far[:4])}")
        return f"jumps={jumps} jobs_twice={twice} put_off=0 flows_after_s={flows_again(run):.1f}"


def put_off(node):
    """What waits for a moment far away although everything is well."""
    soon = "UTC_TIMESTAMP() + INTERVAL 2 HOUR"
    for row in node.sql(f"SELECT id, state, due, last_code FROM delivery WHERE state NOT IN (4, 5) AND due > {soon}"):
        yield f"delivery {row[0]} in state {row[1]} until {row[2]} after '{row[3]}'"
    for row in node.sql(f"SELECT peer_id, breaker, probe_at, rest_until, cause FROM lane WHERE probe_at > {soon} OR rest_until > {soon}"):
        yield f"lane of peer {row[0]}: breaker {row[1]}, probe {row[2]}, rest {row[3]}, cause '{row[4]}'"


def issue(stage, name, usage, seconds):
    """A certificate of the demo's CA for the key of `name` that is good for `seconds`; -> its file."""
    ends = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    starts = ends - datetime.timedelta(days=2)
    made = stage.certs / f"{name}.short.crt"
    request = stage.certs / f"{name}.short.csr"
    run = {"cwd": stage.certs, "check": True, "capture_output": True}
    subprocess.run(["openssl", "req", "-new", "-key", f"{name}.key", "-subj", f"/C=CN/O=nenghub demo/CN={name}", "-out", request], **run)
    subprocess.run(["openssl", "ca", "-batch", "-notext", "-config", "ca.cnf", "-name", "ca", "-extensions", usage,
                    "-startdate", f"{starts:%Y%m%d%H%M%SZ}", "-enddate", f"{ends:%Y%m%d%H%M%SZ}", "-in", request, "-out", made], **run)
    return made


class ClientCertificateExpires(Scenario):
    """The city's client certificate ends during uploads and is replaced: what was refused meanwhile arrives."""
    name = "client_cert_expires"

    def run(self, run):
        stage, city, province = run.stage, run.city, run.province
        good, cert = stage.certs / "city.good", stage.cert("city")
        shutil.copy(cert, good)
        short = issue(stage, "city", "client", 5)
        province.run("peer", "change", "city", "--cert", good, "--cert", short)

        def arrived():
            return province.count("SELECT COUNT(*) FROM batch WHERE peer_id = (SELECT id FROM peer WHERE name = 'city')")

        def arriving(seconds):
            before = arrived()
            time.sleep(seconds)
            return arrived() - before

        shutil.copy(short, cert)
        try:
            new_sessions(province)  # else the session of the good one is resumed
            before = arrived()
            wait_until("it is good until it ends", lambda: arrived() > before, 4)
            time.sleep(5)
            run.relay.clear("city-province")
            time.sleep(0.3)
            resumed = arriving(1)
            new_sessions(province)
            time.sleep(0.3)
            meanwhile = arriving(run.of(3, 6))
        finally:
            shutil.copy(good, cert)
        run.injected()
        expect(meanwhile == 0, f"{meanwhile} batches came in with an expired certificate")
        return f"accepted_expired={meanwhile} on_resumed_sessions={resumed} flows_after_s={flows_again(run):.1f}"


def new_sessions(node):
    """The keys of the session tickets go with the edge's process."""
    node.stop_edge()
    node.start_edge()


class ServerCertificateExpires(Scenario):
    """The province's server certificate ends and is replaced: the city sends nothing to it meanwhile."""
    name = "server_cert_expires"

    def run(self, run):
        stage, province = run.stage, run.province
        good, cert = stage.certs / "server_province.good", stage.cert("server_province")
        shutil.copy(cert, good)
        try:
            shutil.copy(issue(stage, "server_province", "server", 3), cert)
            province.stop_edge()
            province.start_edge()
            time.sleep(4)
            run.relay.clear("city-province")
            refused = 0
            for _ in range(5):
                refused += self.is_refused(run)
            time.sleep(run.of(1, 2))
        finally:
            shutil.copy(good, cert)
            province.stop_edge()
            province.start_edge()
        run.injected()
        expect(refused == 5, f"only {refused} of 5 clients noticed")
        log = (run.city.directory / "hub.log").read_text(errors="replace")
        return f"noticed={refused}/5 lane_alerts={log.count('lane_paused')} flows_after_s={flows_again(run):.1f}"

    @staticmethod
    def is_refused(run):
        door = Door(run.stage.links["city-province"], context(run.stage, "spare_city"))
        try:
            door.post("/versionCheck", b"{}")
            return False
        except (OSError, http.client.HTTPException):
            return True
        finally:
            door.close()


ALL = (ClockJump, ClientCertificateExpires, ServerCertificateExpires)
