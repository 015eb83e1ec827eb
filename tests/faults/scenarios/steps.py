"""Failpoints counted up: the process kills itself at step 1, 2, ... of a request or a delivery until no step is left."""
import subprocess
import time

from load import ANSWER_SECONDS, Door, Maker, meaning
from scenario import Scenario, Skip, expect, flows_again, wait_until
from stage import credit_code

STEPS_MAX = 150


def knows_failpoints(run):
    """An unreadable one must be refused; a program that starts with it does not know them."""
    done = subprocess.run(["grep", "-c", "NENGHUB_FAILPOINT", run.stage.binary], capture_output=True, text=True)
    if done.stdout.strip() in ("", "0"):
        raise Skip("this program has no failpoints")


class OwnClient:
    """One more honest client, which knows what it waits for."""

    def __init__(self, run, tier, enterprise):
        self.run, self.tier = run, tier
        self.maker = Maker(run.seed, enterprise, hours=6)
        self.sender = next(sender for sender in run.load.senders if sender.tier == tier)
        self.door = Door(run.stage.links[f"client-{tier}"], run.load.contexts[tier])

    def batch(self):
        rows, values = self.maker.fresh()
        return self.run.ledger.new(self.tier, self.maker.enterprise, self.sender.body(self.maker.enterprise, rows), values)

    def send(self, batch):
        """-> True when answered"""
        self.run.ledger.sent(batch)
        try:
            status, headers, body = self.door.post("/uploadEnergyData", batch.body)
        except Exception:
            return False
        answer, code = meaning(status, body)
        if answer:
            self.run.ledger.answered(batch, answer, time.monotonic(), code, headers.get("Nenghub-Batch-Id"))
        return bool(answer)


class ReceiveSteps(Scenario):
    """Every step between receive and reply at the province; each time the client sends again and gets one receipt."""
    name = "receive_steps"
    tier = "province"

    def client(self, run):
        return OwnClient(run, self.tier, credit_code(7900))

    def run(self, run):
        knows_failpoints(run)
        run.load.going.clear()  # so that the steps counted are those of one request
        try:
            time.sleep(ANSWER_SECONDS / 10)
            steps = self.count_up(run.stage.nodes[self.tier], self.client(run))
        finally:
            run.load.going.set()
        run.injected(steps)
        expect(3 <= steps < STEPS_MAX, f"{steps} steps")
        return f"steps={steps} flows_after_s={flows_again(run):.1f}"

    @staticmethod
    def count_up(node, client):
        for step in range(1, STEPS_MAX):
            node.restart_hub(NENGHUB_FAILPOINT=f"receive:any:{step}")
            batch = client.batch()
            if client.send(batch) and not node.hub_ended():
                node.restart_hub()
                return step - 1
            wait_until("the hub has killed itself", node.hub_ended, 5, every=0.02)
            node.start_hub()
            wait_until("the same bytes are accepted", lambda: client.send(batch), 15)
        return STEPS_MAX


class DeviceSteps(ReceiveSteps):
    """The same at the city's door for devices."""
    name = "receive_steps_device"
    tier = "city"

    def client(self, run):
        client = OwnClient(run, self.tier, list(run.stage.devices)[-1])
        client.maker.slot = 9_000  # beyond what the load of this enterprise reaches
        return client


class DeliverSteps(Scenario):
    """Every step between claim and record at the city: what waits is delivered once, wherever the hub was killed."""
    name = "deliver_steps"

    def run(self, run):
        knows_failpoints(run)
        run.load.going.clear()
        try:
            steps = self.count_up(run, run.city)
        finally:
            run.load.going.set()
        run.injected(len(steps))
        expect(3 <= len(steps) < STEPS_MAX, f"{len(steps)} steps")
        # Else the steps are not those about the call.
        expect(0 < sum(steps) < len(steps), f"of {len(steps)} kills {sum(steps)} came after the province had the batch")
        return f"steps={len(steps)} killed_after_arrival={sum(steps)} flows_after_s={flows_again(run):.1f}"

    @staticmethod
    def count_up(run, city):
        """-> for each step at which the hub killed itself, whether the province had the batch by then"""
        client, arrived = OwnClient(run, "city", list(run.stage.devices)[0]), []
        client.maker.slot = 10_000
        wait_until("every batch has its answer", lambda: not run.ledger.unknown(), 30)
        wait_until("the city's queue is empty", lambda: city.open_deliveries() == 0, 60)
        for step in range(1, STEPS_MAX):
            run.relay.set("city-province", refuse=True)
            batch = client.batch()
            wait_until("the city accepts it", lambda: client.send(batch), 15)
            city.kill_hub()
            city.sql("UPDATE delivery SET due = created WHERE state IN (0, 2)")  # no waiting for the resend
            before = batches_of(run.province, batch)
            run.relay.clear("city-province")
            city.start_hub(wait=False, NENGHUB_FAILPOINT=f"deliver:any:{step}", NENGHUB_DELIVERY_THREADS="1")
            wait_until("the hub has killed itself or delivered", lambda: city.hub_ended() or delivered(city, batch), 30, every=0.05)
            ended = city.hub_ended()
            has = batches_of(run.province, batch) - before
            city.kill_hub()
            city.sql("UPDATE delivery SET due = created WHERE state IN (0, 2); "
                     "UPDATE delivery SET lease_until = UTC_TIMESTAMP(3) WHERE state = 1")  # no waiting for the lease either
            city.start_hub()
            wait_until(f"what step {step} left behind is delivered", lambda: delivered(city, batch), 30)
            times = batches_of(run.province, batch) - before
            expect(times == 1, f"killed at step {step}: {times} batches at the province")
            if not ended:
                return arrived
            arrived.append(bool(has))
        return arrived


def delivered(city, batch):
    """The last batch of its enterprise stands in the archive, once, and no more in the queue."""
    number = city.count(f"SELECT MAX(id) FROM batch WHERE enterprise_code = '{batch.enterprise}'")
    return (city.count(f"SELECT COUNT(*) FROM delivery WHERE batch_id = {number}") == 0 and
            city.count(f"SELECT COUNT(*) FROM delivery_done WHERE batch_id = {number}") == 1)


def batches_of(node, batch):
    return node.count(f"SELECT COUNT(*) FROM batch WHERE enterprise_code = '{batch.enterprise}'")


ALL = (ReceiveSteps, DeviceSteps, DeliverSteps)
