#!/usr/bin/env python3
"""A TCP relay that misbehaves on demand, by seed. One process carries any number of links; each listens on a port, an
address:port or a path (unix socket) and passes bytes on unread, so that mutual TLS goes through.

Commands come as JSON lines on standard input and are answered by one JSON line each; the process ends with its input.
    {"do": "open", "link": "uplink", "listen": "127.0.0.1:21000", "to": "127.0.0.1:21001"}
    {"do": "set", "link": "uplink", "faults": {"delay_ms": 300, "jitter_ms": 100}}      for new connections, instead of
                                                                                        what was set before
    {"do": "set", "link": "uplink", "to": "127.0.0.1:21002"}                            for new connections
    {"do": "cut", "link": "uplink"}                                                     resets what is open
    {"do": "stats", "link": "uplink"}

Faults, all of them optional and counted in `hits`:
    refuse       nobody listens
    no_accept    connections stay in the queue of the kernel
    hold         accepts, never reads or answers
    delay_ms, jitter_ms    before each piece, either way
    rate         bytes a second, each way
    slice        pieces of at most so many bytes, each in a segment of its own
    stall        "up", "down" or "both": passes nothing on, without FIN (half open); with stall_after_up: n only once n
                 bytes have gone up
    cut_up, cut_down       closes both sides after so many bytes that way
    reset_up, reset_down   the same with RST
    lose_reply   {"after_up": n, "hold_ms": m}: once n bytes have gone up, nothing comes back any more, and m ms after the
                 first byte that would have, both sides get RST: the work is done, the answer is lost
    lose_first   the first byte of an answer closes both sides (between the edge and the hub, where nothing is encrypted)
    cut_at       {"word": "COMMIT", "when": "before" or "after", "chance": 0.2}: closes both sides where that word goes up,
                 before the other side sees it, or when its answer comes back
    corrupt_up, corrupt_down   flips a bit of the byte at that offset
    share        of the connections (0 to 1) that suffer; default all
    times        so many connections suffer, then none
"""
import asyncio
import contextlib
import json
import os
import random
import socket
import struct
import subprocess
import sys
import threading

PIECE = 1 << 16
RESET = struct.pack("ii", 1, 0)  # SO_LINGER that makes close() send RST


class Passage:
    """One connection with its way on."""

    def __init__(self, link, faults, inside, outside):
        self.link, self.faults, self.inside, self.outside = link, faults, inside, outside
        self.up = self.down = 0
        self.answer_due, self.answer_lost = None, False
        self.tasks = []

    async def run(self):
        self.tasks = [asyncio.create_task(self.copy("up", self.inside[0], self.outside[1])),
                      asyncio.create_task(self.copy("down", self.outside[0], self.inside[1]))]
        with contextlib.suppress(OSError, asyncio.CancelledError):
            done, _ = await asyncio.wait(self.tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.exception()
            # The other direction may still have something to say.
            await asyncio.wait(self.tasks, timeout=2)
        self.end()

    def end(self, reset=False):
        for task in self.tasks:
            task.cancel()
        for _, writer in (self.inside, self.outside):
            plain = writer.transport.get_extra_info("socket")
            if reset and plain is not None and plain.family == socket.AF_INET:
                with contextlib.suppress(OSError):
                    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                writer.transport.abort()
            else:
                writer.close()
        self.link.passages.discard(self)

    async def copy(self, way, reader, writer):
        while piece := await reader.read(PIECE):
            piece = await self.suffer(way, piece)
            if piece is None:
                return
            await self.send(way, piece, writer)
        with contextlib.suppress(OSError, NotImplementedError):
            writer.write_eof()

    async def suffer(self, way, piece):
        """What is left of a piece; None ends this direction."""
        faults, at = self.faults, getattr(self, way)
        if faults.get("stall") in (way, "both") and self.up >= faults.get("stall_after_up", 0):
            self.link.hit("stall")
            await asyncio.sleep(3600)
        for kind in ("cut", "reset"):
            limit = faults.get(f"{kind}_{way}")
            if limit is not None and at + len(piece) > limit:
                return await self.broken(kind, way, piece[:limit - at])
        if way == "down" and "lose_first" in faults:
            self.link.hit("lose_first")
            self.end(reset=True)
            return None
        if "cut_at" in faults and self.is_cut_at(way, piece, faults["cut_at"]):
            self.link.hit("cut_at")
            self.end(reset=True)
            return None
        lose = faults.get("lose_reply")
        if lose and way == "down" and self.up >= lose["after_up"]:
            return await self.lose(lose)
        offset = faults.get(f"corrupt_{way}")
        if offset is not None and at <= offset < at + len(piece):
            self.link.hit("corrupt")
            piece = bytearray(piece)
            piece[offset - at] ^= 1 << self.link.chance.randrange(8)
        setattr(self, way, at + len(piece))
        return bytes(piece)

    def is_cut_at(self, way, piece, cut):
        if way == "down":
            return self.answer_lost
        if cut["word"].encode() not in piece or self.link.chance.random() >= cut.get("chance", 1):
            return False
        self.answer_lost = cut["when"] == "after"
        return cut["when"] == "before"

    async def broken(self, kind, way, rest):
        self.link.hit(kind)
        writer = self.outside[1] if way == "up" else self.inside[1]
        if rest:
            writer.write(rest)
            with contextlib.suppress(OSError):
                await writer.drain()
            await asyncio.sleep(0.01)
        self.end(reset=kind == "reset")

    async def lose(self, lose):
        if self.answer_due is None:
            self.answer_due = asyncio.get_running_loop().time()
            self.link.hit("lose_reply")
            await asyncio.sleep(lose["hold_ms"] / 1000)
            self.end(reset=True)
        return None

    async def send(self, way, piece, writer):
        faults = self.faults
        if faults.get("delay_ms"):
            jitter = faults.get("jitter_ms", 0)
            self.link.hits["delay"] = self.link.hits.get("delay", 0) + 1
            await asyncio.sleep(max(0, faults["delay_ms"] + self.link.chance.uniform(-jitter, jitter)) / 1000)
        size = faults.get("slice") or len(piece)
        rate = faults.get("rate")
        if rate:
            size = min(size, max(64, rate // 20))
        for start in range(0, len(piece), size):
            part = piece[start:start + size]
            writer.write(part)
            await writer.drain()
            if rate:
                await asyncio.sleep(len(part) / rate)
            elif faults.get("slice"):
                await asyncio.sleep(0.0005)


class Link:
    def __init__(self, name, listen, to, seed):
        self.name, self.listen, self.to = name, listen, to
        self.chance = random.Random(f"{seed}/{name}")
        self.faults, self.hits, self.connections = {}, {}, 0
        self.passages, self.server, self.held = set(), None, set()

    def hit(self, kind):
        self.hits[kind] = self.hits.get(kind, 0) + 1

    async def start(self):
        if self.server:
            return
        if self.listen.startswith("/"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.listen)
            self.server = await asyncio.start_unix_server(self.accepted, self.listen)
        else:
            host, port = self.listen.rsplit(":", 1)
            self.server = await asyncio.start_server(self.accepted, host, int(port), reuse_address=True, backlog=64)

    async def stop(self):
        if self.server:
            self.server.close()
            self.server = None

    async def set(self, faults):
        self.faults = faults
        if "no_accept" in faults:
            for plain in self.server.sockets if self.server else ():
                asyncio.get_running_loop().remove_reader(plain.fileno())
        elif self.server:
            await self.stop()  # listening afresh also takes the readers back
        if "refuse" in faults:
            await self.stop()
        elif "no_accept" not in faults:
            await self.start()

    def suffers(self):
        faults = self.faults
        if not faults or self.chance.random() >= faults.get("share", 1):
            return {}
        if "times" in faults:
            if faults["times"] <= 0:
                return {}
            faults["times"] -= 1
        return faults

    async def accepted(self, reader, writer):
        self.connections += 1
        faults = self.suffers()
        if "hold" in faults:
            self.hit("hold")
            self.held.add(writer)
            return
        try:
            outside = await self.connect()
        except OSError:
            writer.close()
            return
        plain = outside[1].transport.get_extra_info("socket")
        if plain.family == socket.AF_INET:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        passage = Passage(self, faults, (reader, writer), outside)
        self.passages.add(passage)
        await passage.run()

    async def connect(self):
        if self.to.startswith("/"):
            return await asyncio.open_unix_connection(self.to)
        host, port = self.to.rsplit(":", 1)
        return await asyncio.wait_for(asyncio.open_connection(host, int(port)), 10)

    def cut(self):
        for passage in list(self.passages):
            passage.end(reset=True)
        for writer in list(self.held):
            writer.transport.abort()
        self.held.clear()


class Server:
    def __init__(self, seed):
        self.seed, self.links = seed, {}

    async def obey(self, command):
        link = self.links.get(command["link"])
        if command["do"] == "open":
            link = self.links[command["link"]] = Link(command["link"], command["listen"], command["to"], self.seed)
            await link.start()
        elif command["do"] == "set":
            link.to = command.get("to", link.to)
            if "faults" in command:
                await link.set(command["faults"])
        elif command["do"] == "cut":
            link.cut()
        return {"connections": link.connections, "hits": link.hits, "open": len(link.passages)}

    async def run(self):
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            try:
                answer = await self.obey(json.loads(line))
            except Exception as error:  # said to whoever asked
                answer = {"error": f"{type(error).__name__}: {error}"}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


class Relay:
    """The relay process as its driver sees it. Thread-safe; `within` is the name of a network namespace."""

    def __init__(self, seed, within=None):
        enter = ["ip", "netns", "exec", within] if within else []
        self.process = subprocess.Popen([*enter, sys.executable, __file__, str(seed)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.lock = threading.Lock()
        self.opened = set()

    def tell(self, do, link, **more):
        with self.lock:
            self.process.stdin.write(json.dumps({"do": do, "link": link, **more}) + "\n")
            self.process.stdin.flush()
            answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise OSError(f"relay {link}: {answer['error']}")
        return answer

    def open(self, link, listen, to):
        self.opened.add(link)
        return self.tell("open", link, listen=str(listen), to=str(to))

    def set(self, link, **faults):
        """For every connection: those that are open are cut."""
        self.tell("set", link, faults=faults)
        return self.tell("cut", link)

    def clear(self, link):
        """No fault; what is open (and may be stalled) is cut."""
        return self.set(link)

    def lead(self, link, to):
        self.tell("set", link, to=str(to))
        return self.tell("cut", link)

    def stats(self, link):
        return self.tell("stats", link)

    def hits(self, link, kind):
        return self.stats(link)["hits"].get(kind, 0)

    def close(self):
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(sys.argv[1]).run())
