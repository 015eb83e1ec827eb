"""A network namespace that some links are led through, so that the kernel can lose, slow down and part them:
relay -> veth -> a relay in the namespace -> veth -> relay -> the door."""
import contextlib
import os
import re
import subprocess

from relay import Relay
from scenario import Skip
from stage import LINKS


class Namespace:
    def __init__(self, stage, links, ports):
        self.stage, self.links, self.port = stage, links, ports[3]
        tag = f"{os.getpid() % 60000:x}"
        self.name, self.outer, self.inner = f"nhf{tag}", f"nhfo{tag}", f"nhfi{tag}"
        self.net = f"198.{18 + os.getpid() % 2}.{os.getpid() // 2 % 250}"  # of the range for tests of networks (RFC 2544)
        self.relay = None

    def __enter__(self):
        try:
            self.make()
            self.relay = Relay(self.stage.seed, within=self.name)
            for number, link in enumerate(self.links):
                port = self.port + number
                self.stage.relay.open(f"{link}-back", f"{self.net}.1:{port}", self.stage.target_of(link))
                self.relay.open(link, f"{self.net}.2:{port}", f"{self.net}.1:{port}")
                self.stage.relay.lead(link, f"{self.net}.2:{port}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def make(self):
        try:
            ip("netns", "add", self.name)
            ip("link", "add", self.outer, "type", "veth", "peer", "name", self.inner, "netns", self.name)
            ip("addr", "add", f"{self.net}.1/30", "dev", self.outer)
            ip("link", "set", self.outer, "up")
            self.inside("ip", "addr", "add", f"{self.net}.2/30", "dev", self.inner)
            self.inside("ip", "link", "set", self.inner, "up")
            self.inside("ip", "link", "set", "lo", "up")
        except (OSError, subprocess.CalledProcessError) as error:
            raise Skip(f"namespaces are not permitted here: {said(error)}") from None

    def inside(self, *command):
        return subprocess.run(["ip", "netns", "exec", self.name, *command], check=True, capture_output=True, text=True).stdout

    def lose(self, share):
        """Both ways; every packet has the same chance."""
        try:
            for chain in ("INPUT", "OUTPUT"):
                self.inside("iptables", "-A", chain, "-m", "statistic", "--mode", "random", "--probability", str(share), "-j", "DROP")
        except (OSError, subprocess.CalledProcessError) as error:
            raise Skip(f"iptables statistic is not to be had: {said(error)}") from None

    def lost(self):
        told = self.inside("iptables", "-L", "-v", "-n", "-x")
        return sum(int(packets) for packets in re.findall(r"^\s*(\d+)\s+\d+\s+DROP", told, re.M))

    def slow(self, rate):
        try:
            self.inside("tc", "qdisc", "add", "dev", self.inner, "root", "tbf", "rate", rate, "burst", "4kb", "latency", "400ms")
        except (OSError, subprocess.CalledProcessError) as error:
            raise Skip(f"tc tbf is not to be had: {said(error)}") from None

    def down(self):
        ip("link", "set", self.outer, "down")

    def up(self):
        ip("link", "set", self.outer, "up")

    def __exit__(self, *_):
        for link in self.links:
            with contextlib.suppress(OSError):
                self.stage.relay.lead(link, self.stage.target_of(link))
            with contextlib.suppress(OSError, KeyError):
                self.stage.relay.set(f"{link}-back", refuse=True)
                self.stage.relay.opened.discard(f"{link}-back")  # its address goes now
        if self.relay:
            self.relay.close()
        for command in (("netns", "del", self.name), ("link", "del", self.outer)):
            with contextlib.suppress(OSError, subprocess.CalledProcessError):
                ip(*command)


def ip(*command):
    subprocess.run(["ip", *command], check=True, capture_output=True, text=True)


def said(error):
    text = getattr(error, "stderr", None) or str(error)
    return text.strip().splitlines()[-1] if text.strip() else type(error).__name__
