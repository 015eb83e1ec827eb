"""Links that lose, delay, cut and slow down; between clients and edges, between nodes, between an edge and its hub."""
import time

from namespace import Namespace
from scenario import Scenario, expect, flows_again
from stage import UPLOAD_TIMEOUT

UPLINKS = ("client-province", "client-city", "city-province", "province-national")
REQUEST_BYTES = 4500  # less than handshake and body of a batch, more than any handshake


def during(run, seconds, links, **faults):
    """-> how often it bit."""
    before = sum(sum(run.relay.stats(link)["hits"].values()) for link in links)
    for link in links:
        run.relay.set(link, **faults)
    time.sleep(seconds)
    for link in links:
        run.relay.clear(link)
    return sum(sum(run.relay.stats(link)["hits"].values()) for link in links) - before


class LostReply(Scenario):
    """The work is done, its answer never arrives: the same bytes again must be taken for the same batch."""
    name = "lost_reply"

    def run(self, run):
        links = ("client-province", "client-city", "city-province")
        lost = during(run, run.of(4, 20), links, lose_reply={"after_up": REQUEST_BYTES, "hold_ms": 300}, share=0.7)
        lost += during(run, run.of(3, 8), ("province-national",), lose_reply={"after_up": 2000, "hold_ms": 300})
        run.injected(lost)
        expect(lost >= 10, f"only {lost} answers were lost")
        return f"lost={lost} flows_after_s={flows_again(run):.1f}"


class LostBehindTheEdge(Scenario):
    """The connection between edge and hub breaks at the first byte of the answer."""
    name = "lost_behind_edge"

    def run(self, run):
        node, port = run.province, run.stage.spare_ports[2]
        run.relay.open("edge-hub", f"127.0.0.1:{port}", f"127.0.0.1:{node.ports['http']}")
        node.stop_edge()
        node.start_edge(NENGHUB_HTTP_LISTEN=f"127.0.0.1:{port}")
        lost = during(run, run.of(3, 8), ("edge-hub",), lose_first=True)
        flows_again(run)
        node.stop_edge()
        node.start_edge()
        run.injected(lost)
        expect(lost >= 5, f"only {lost} answers were lost")
        return f"lost={lost} flows_after_s={flows_again(run):.1f}"


class Delay(Scenario):
    """Answers later than the time-out of whoever asked, and jitter below it."""
    name = "delay"

    def run(self, run):
        late = during(run, run.of(4, 12), ("city-province", "province-national"), delay_ms=2000, jitter_ms=1900, share=0.6)
        jitter = during(run, run.of(3, 6), UPLINKS, delay_ms=200, jitter_ms=200)
        run.injected(late + jitter)
        expect(late + jitter > 0, "nothing was delayed")
        return f"late={late} jittered={jitter} flows_after_s={flows_again(run):.1f}"


class Resets(Scenario):
    """RST and FIN after k bytes, k through all regions of handshake, request and answer, both ways."""
    name = "resets"

    def run(self, run):
        hits, rounds = 0, run.of(12, 100)
        for number in range(rounds):
            kind, way = run.chance.choice(("cut", "reset")), run.chance.choice(("up", "down"))
            region = 8000 * (number + run.chance.random()) / rounds
            hits += during(run, 0.4, UPLINKS, **{f"{kind}_{way}": int(region if way == "up" else region / 2)})
        run.injected(hits)
        expect(hits >= rounds // 2, f"only {hits} connections were cut")
        return f"regions={rounds} cuts={hits} flows_after_s={flows_again(run):.1f}"


class HalfOpen(Scenario):
    """One direction falls silent without FIN; and a peer that accepts and never answers. Callers notice by their time-outs."""
    name = "half_open"
    links = ("city-province", "province-national", "client-province")

    def run(self, run):
        hits, began = {}, run.city.sql("SELECT UTC_TIMESTAMP(3)")[0][0]
        doors = len(run.ledger.accepted("city"))
        for name, faults in (("asked", {"stall": "down", "stall_after_up": REQUEST_BYTES}), ("down", {"stall": "down"}),
                             ("up", {"stall": "up"}), ("hold", {"hold": True}), ("no_accept", {"no_accept": True})):
            hits[name] = during(run, UPLOAD_TIMEOUT + 1 if name == "asked" else run.of(2, 5), self.links, **faults)
        doors = len(run.ledger.accepted("city")) - doors
        again = flows_again(run)
        late = run.city.count(f"SELECT COUNT(*) FROM delivery_attempt WHERE code = 'timeout' AND started >= '{began}'")
        run.injected(sum(hits.values()))
        # Who is not accepted reaches no relay that could count it.
        expect(all(count > 0 for name, count in hits.items() if name != "no_accept"), f"silence met nobody: {hits}")
        expect(late > 0, "the city never noticed by its time-out")
        expect(doors > 0, "the city's own door stood still as well")
        return f"silent={sum(hits.values())} timeouts={late} city_accepted_meanwhile={doors} flows_after_s={again:.1f}"


class SliceAndCorrupt(Scenario):
    """Small segments, and bytes that change on the way: TLS must notice, nobody may believe them."""
    name = "slice_and_corrupt"

    def run(self, run):
        during(run, run.of(2, 5), UPLINKS, slice=97)
        hits, rounds = 0, run.of(6, 40)
        for _ in range(rounds):
            way = run.chance.choice(("up", "down"))
            hits += during(run, 0.4, UPLINKS, **{f"corrupt_{way}": run.chance.randrange(6000 if way == "up" else 3500)})
        run.injected(hits)
        expect(hits > 0, "no byte was changed")
        return f"corrupted={hits} flows_after_s={flows_again(run):.1f}"


class Partition(Scenario):
    """Each link between two nodes is away in turn, then all at once, and they heal in random order."""
    name = "partition"

    def run(self, run):
        links = ["city-province", "province-national", "national-province", "client-province"]
        run.chance.shuffle(links)
        for link in links:
            run.relay.set(link, refuse=True)
            time.sleep(run.of(1.0, 2.5))
            if run.chance.random() < 0.5:
                run.relay.clear(link)
        run.chance.shuffle(links)
        for link in links:
            run.relay.clear(link)
            time.sleep(run.chance.uniform(0, 0.5))
        run.injected(len(links))
        return f"links={len(links)} flows_after_s={flows_again(run):.1f}"


class PacketLoss(Scenario):
    """5 % of the packets are lost between city and province and before the province's door (iptables statistic)."""
    name = "packet_loss"

    def run(self, run):
        with Namespace(run.stage, ("city-province", "client-province"), run.stage.spare_ports) as between:
            between.lose(0.05)
            before = {tier: len(run.ledger.accepted(tier)) for tier in ("city", "province")}
            time.sleep(run.of(6, 20))
            gone = between.lost()
            accepted = len(run.ledger.accepted("province")) - before["province"]
        run.injected(gone)
        expect(gone > 0, "no packet was lost")
        expect(accepted > 0, "nothing came through")
        return f"packets_lost={gone} accepted_meanwhile={accepted} flows_after_s={flows_again(run):.1f}"


class SlowLink(Scenario):
    """256 kbit/s between city and province (tc tbf)."""
    name = "slow_link"

    def run(self, run):
        with Namespace(run.stage, ("city-province",), run.stage.spare_ports) as between:
            between.slow("256kbit")
            before = len(run.ledger.accepted("province"))
            time.sleep(run.of(4, 15))
            others = len(run.ledger.accepted("province")) - before
        run.injected()
        expect(others > 0, "the other clients stood still")
        return f"others_accepted_meanwhile={others} flows_after_s={flows_again(run):.1f}"


class NamespacePartition(Scenario):
    """The interface between city and province goes down and comes back: no RST, no FIN, nothing."""
    name = "link_down"

    def run(self, run):
        with Namespace(run.stage, ("city-province", "province-national"), run.stage.spare_ports) as between:
            time.sleep(0.5)
            between.down()
            time.sleep(run.of(5, 8))
            between.up()
            again = flows_again(run)
        run.injected()
        return f"flows_after_s={again:.1f}"


ALL = (LostReply, LostBehindTheEdge, Delay, Resets, HalfOpen, SliceAndCorrupt, Partition, PacketLoss, SlowLink,
       NamespacePartition)
