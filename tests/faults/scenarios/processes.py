"""Processes that are killed, stopped, paused and doubled."""
import os
import signal
import time

from scenario import Scenario, ask_for_a_run, expect, flows_again, overlapping_runs, runs_of_asked, wait_until
from stage import LEASE, Failed, stop_pid


class HubKills(Scenario):
    """kill -9 of city, province and nation at random moments."""
    name = "hub_kills"

    def run(self, run):
        kills, slowest = run.of(16, 130), 0.0
        for number in range(kills):
            node = run.chance.choice([run.city, run.province, run.province, run.national])
            time.sleep(run.chance.uniform(0.0, 0.5))
            node.kill_hub()
            started = time.monotonic()
            node.start_hub()
            slowest = max(slowest, time.monotonic() - started)
        run.injected(kills)
        again = flows_again(run)
        expect(slowest <= 5, f"ready only {slowest:.1f} s after a kill")
        return f"kills={kills} slowest_start_s={slowest:.2f} flows_after_s={again:.1f}"


class FirstDelivery(Scenario):
    """After kill -9 under load the first delivery leaves within five seconds of the restart."""
    name = "first_delivery"

    def run(self, run):
        worst = 0.0
        for _ in range(run.of(2, 10)):
            run.city.kill_hub()
            before = run.relay.stats("city-province")["connections"]
            started = time.monotonic()
            run.city.start_hub()
            wait_until("a delivery leaves", lambda: run.relay.stats("city-province")["connections"] > before, 15, every=0.02)
            worst = max(worst, time.monotonic() - started)
            run.injected()
        expect(worst <= 5, f"the first delivery left {worst:.1f} s after the start")
        return f"worst_s={worst:.2f}"


class EdgeKills(Scenario):
    """kill -9 of an edge, and reloads of its configuration, during uploads."""
    name = "edge_kills"

    def run(self, run):
        kills, reloads = run.of(6, 30), run.of(4, 20)
        for number in range(kills):
            node = run.chance.choice([run.city, run.province, run.national])
            time.sleep(run.chance.uniform(0.05, 0.4))
            node.kill_edge()
            node.start_edge()
        flows_again(run)
        for _ in range(reloads):
            os.kill(run.province.pids["edge"], signal.SIGHUP)
            time.sleep(run.chance.uniform(0.1, 0.4))
        run.injected(kills + reloads)
        return f"kills={kills} reloads={reloads} flows_after_s={flows_again(run):.1f}"


class Terminated(Scenario):
    """SIGTERM under load: running requests end, exit code 0, no claim is left behind."""
    name = "sigterm"

    def run(self, run):
        times, slowest, left = run.of(2, 10), 0.0, 0
        for _ in range(times):
            node = run.chance.choice([run.city, run.province])
            time.sleep(run.chance.uniform(0.2, 0.6))
            pid, started = node.pids["hub"], time.monotonic()
            os.kill(pid, signal.SIGTERM)
            code = exit_code(pid, 15)
            slowest = max(slowest, time.monotonic() - started)
            expect(code == 0, f"{node.name} ended with {code}")
            left += claims_of(node, pid)
            node.start_hub()
        run.injected(times)
        expect(slowest <= 10, f"took {slowest:.1f} s to stop")
        expect(left == 0, f"{left} claims left behind by hubs that stopped politely")
        return f"exit0={times} slowest_s={slowest:.1f} leases_left={left} flows_after_s={flows_again(run):.1f}"


def exit_code(pid, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    raise Failed(f"still runs {seconds} s after SIGTERM")


class TwoHubs(Scenario):
    """Two hub processes of one node, one of them killed every two seconds."""
    name = "two_hubs"

    def run(self, run):
        kills, city = run.of(5, 30), run.city
        ports = run.stage.spare_ports[:2]
        city.start_second_hub("second", ports)
        ran = runs_of_asked(city)
        for number in range(kills):
            ask_for_a_run(city)
            time.sleep(1.2)
            if number % 2:
                city.restart_hub()
            else:
                city.kill_second_hub("second")
                city.start_second_hub("second", ports)
        stop_pid(city.hubs.pop("second"))
        run.injected(kills)
        twice = overlapping_runs(city)
        expect(twice == 0, f"{twice} pairs of runs overlap")
        flows_again(run)
        ran = runs_of_asked(city) - ran
        expect(0 < ran <= kills, f"{ran} runs for {kills} wishes")
        return f"kills={kills} wishes={kills} runs={ran} job_runs_overlapping={twice} flows_after_s={flows_again(run):.1f}"


class PausedPastLease(Scenario):
    """SIGSTOP of a hub with a claim in its hands: another sends, the sleeper's write-back is refused."""
    name = "paused_past_lease"

    def run(self, run):
        city, times, held, refused, rounds = run.city, run.of(1, 2), 0, 0, 0
        # A sleeper that had not called yet gives its claims back unsent, and nothing is refused: another round.
        while refused < times and rounds < times + 4:
            rounds += 1
            city.start_second_hub("other", run.stage.spare_ports[:2])
            run.relay.set("city-province", delay_ms=900)
            held += self.stop_with_claims(city)
            run.relay.clear("city-province")
            wait_until("the other one takes over", lambda: claims_of(city, city.pids["hub"]) == 0, LEASE + 10)
            taken = sent_by_others(city)
            before = self.lost_leases(city)
            os.kill(city.pids["hub"], signal.SIGCONT)
            refused += self.newly_lost(city, before)
            expect(sent_by_others(city) >= taken, "the sleeper has undone what the other sent")
            stop_pid(city.hubs.pop("other"))
            run.injected()
        expect(refused >= times, f"{refused} write-backs were refused in {rounds} rounds")
        return f"claims_held={held} stale_writebacks_refused={refused} flows_after_s={flows_again(run):.1f}"

    @staticmethod
    def stop_with_claims(city):
        """-> how many it holds"""
        for _ in range(20):
            wait_until("the first hub has a claim", lambda: claims_of(city, city.pids["hub"]) > 0, 20, every=0.02)
            os.kill(city.pids["hub"], signal.SIGSTOP)
            held = claims_of(city, city.pids["hub"])
            if held:
                return held
            os.kill(city.pids["hub"], signal.SIGCONT)
        raise Failed("never stopped with a claim in its hands")

    def newly_lost(self, city, before):
        until = time.monotonic() + 10
        while self.lost_leases(city) == before and time.monotonic() < until:
            time.sleep(0.2)
        return self.lost_leases(city) - before

    @staticmethod
    def lost_leases(city):
        return (city.directory / "hub.log").read_text(errors="replace").count("lease_lost")


def sent_by_others(node):
    return node.count("SELECT COUNT(*) FROM delivery_done")


def claims_of(node, pid):
    return node.count(f"SELECT COUNT(*) FROM delivery WHERE state = 1 AND claimed_by LIKE '%:{pid}%'")


class HubPaused(Scenario):
    """A province that hangs for longer than the time-outs of its callers, then goes on."""
    name = "hub_paused"

    def run(self, run):
        times = run.of(1, 3)
        for _ in range(times):
            os.kill(run.province.pids["hub"], signal.SIGSTOP)
            time.sleep(run.chance.uniform(5, 7))
            os.kill(run.province.pids["hub"], signal.SIGCONT)
            flows_again(run)
        run.injected(times)
        return f"pauses={times}"


ALL = (HubKills, FirstDelivery, EdgeKills, Terminated, TwoHubs, PausedPastLease, HubPaused)
