"""What a scenario is: a class with a name, a line about itself, and `run`, which breaks something and says what came of it."""
import time

from stage import alive, expect, wait_until  # noqa: F401


class Skip(Exception):
    """It cannot be done here, and why."""


class Scenario:
    name = ""

    def run(self, run):
        """-> the figures to print. Raises Failed, or Skip. The stage is healed afterwards in any case."""
        raise NotImplementedError


def flows_again(run, seconds=15, least=5):
    """After the fault new batches are accepted at both doors; -> seconds until then."""
    started = time.monotonic()
    before = {tier: len(run.ledger.accepted(tier)) for tier in ("city", "province")}
    wait_until("new batches are accepted at both doors",
               lambda: all(len(run.ledger.accepted(tier)) >= count + least for tier, count in before.items()), seconds)
    return time.monotonic() - started


def ask_for_a_run(node):
    """Work for the scheduler: the daily appointments seldom fall into a scenario."""
    node.run("jobs", "run", "version_check/" + {"city": "province", "province": "national"}[node.name], "--wait", "0")


def runs_of_asked(node):
    return node.count("SELECT COUNT(*) FROM job_run WHERE asked = 1 AND finished IS NOT NULL")


def overlapping_runs(node):
    """Pairs of runs of one job that were under way at the same moment."""
    return node.count("SELECT COUNT(*) FROM job_run a JOIN job_run b ON b.job = a.job AND b.id > a.id "
                      "AND a.started < b.finished AND b.started < a.finished")


def timed(work):
    started = time.monotonic()
    work()
    return time.monotonic() - started
