"""The province's data volume: full, and as a power cut leaves it."""
import os
import signal
import subprocess
import time

import ledger as ledgers
from scenario import Scenario, Skip, alive, expect, flows_again
from stage import RESERVE_MIB, stop_pid


def volume_of(run):
    if not run.stage.volume:
        raise Skip("mounting a loop image is not permitted here")
    return run.stage.volume


class DiskReserve(Scenario):
    """The volume fills up to the reserve: uploads are refused with 503, the database lives, and room ends it."""
    name = "disk_reserve"

    def run(self, run):
        volume, node, pid = volume_of(run), run.province, run.province.pids["database"]
        filler = volume.filler
        place = os.statvfs(volume.path)
        free = place.f_bavail * place.f_frsize
        subprocess.run(["fallocate", "-l", str(free - (RESERVE_MIB // 2 << 20)), str(filler)], check=True)
        try:
            time.sleep(0.5)
            refused, stored = run.load.heard_of("http 503"), node.count("SELECT COUNT(*) FROM batch")
            time.sleep(run.of(2, 5))
            refused = run.load.heard_of("http 503") - refused
            grown = node.count("SELECT COUNT(*) FROM batch") - stored
        finally:
            filler.unlink()
            subprocess.run(["sync", "-f", str(volume.path)], check=True)
        run.injected()
        expect(alive(pid) and node.pids["database"] == pid, "the database ended")
        expect(refused > 0, "nobody was refused")
        expect(grown == 0, f"{grown} batches were stored below the reserve")
        return f"db_aborts=0 refused={refused} flows_after_s={flows_again(run):.1f}"


class PowerCut(Scenario):
    """The image of the volume is copied while the database is stopped in the middle; the node goes on with the copy."""
    name = "power_cut"

    def run(self, run):
        volume, node, cuts, checked, slowest = volume_of(run), run.province, run.of(2, 10), 0, 0.0
        for _ in range(cuts):
            time.sleep(run.chance.uniform(0.3, 1.5))
            copy = volume.image.with_suffix(".copy")
            os.kill(node.pids["database"], signal.SIGSTOP)
            moment = time.monotonic()
            subprocess.run(["cp", "--sparse=always", str(volume.image), str(copy)], check=True)
            node.kill_hub()
            stop_pid(node.pids["database"], sign=signal.SIGKILL)
            volume.unmount()
            os.replace(copy, volume.image)
            expect(volume.mount(), "the copy cannot be mounted")
            started = time.monotonic()
            node.start_database()
            slowest = max(slowest, time.monotonic() - started)
            verdict = ledgers.Verdict()
            checked += ledgers.check_values(run.ledger, node, "province", verdict, before=moment)
            expect(verdict.clean, f"after the cut {verdict.counts()}: {verdict.first(1)}")
            node.start_hub()
            flows_again(run)
        run.injected(cuts)
        return f"cuts={cuts} acknowledged_values={checked} lost=0 recovery_s={slowest:.1f}"


ALL = (DiskReserve, PowerCut)
