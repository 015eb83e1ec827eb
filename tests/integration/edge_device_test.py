#!/usr/bin/env python3
"""The listeners for end devices, against a real nginx: a client certificate is optional there, old TLS has a door of its
own, and who is unknown gets little room. Prints `ok|FAIL name` lines and ends with `N passed, N failed`."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import ssl
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import edge_setup  # noqa: E402

MIB = 1 << 20
BAD = ("expired", "not_yet_valid", "revoked", "foreign", "wrong_usage")
# Loopback addresses, so that what one test uses up does not disturb the next.
REGISTERING, QUICK, CROWD, OTHER = "127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.14"
REGISTRATIONS = 30  # a minute
AT_ONCE = 64
stage = None  # made once by edge_setup.main(); the tests leave it running


def ask(path, body=b"{}", client=None, **how):
    return stage.ask(path, body, client=client, port=stage.device_port, **how)


def head(path, length, *lines):
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: h", f"Content-Length: {length}", *lines, "", ""]).encode()


def logged(member, value):
    """Lines of the edge's log, which it writes after its answer."""
    lines = (stage.directory / "edge/access.log").read_text().splitlines()
    return [line for line in map(json.loads, lines) if line[member] == value]


class DeviceCase(unittest.TestCase):
    def assert_fault(self, reply, status, code):
        self.assertEqual(reply.status, status, reply.body[:300])
        self.assertEqual(list(reply.json), ["responseCode", "responseMessage"])
        self.assertEqual(reply.json["responseCode"], code)
        self.assertEqual(reply.headers["Content-Type"], "application/json; charset=UTF-8")
        self.assertNotIn(b"nginx", reply.body)


class Identity(DeviceCase):
    def test_who_shows_no_certificate_is_let_in_as_nobody(self):
        told = ask("/open", source=OTHER).json
        self.assertEqual((told["certificate"], told["address"], told["listener"]), ("", OTHER, "device"))

    def test_a_good_certificate_is_told_to_the_hub(self):
        for client in ("city", "spare_city"):
            told = ask("/open", client=client).json
            self.assertEqual((told["certificate"], told["listener"]), (stage.leaf_sha256(client), "device"))

    # N-8.1-1
    def test_a_bad_certificate_is_refused_and_never_taken_for_none(self):
        for port in (stage.device_port, stage.legacy_port):
            for client in BAD:
                with self.subTest(client=client, legacy=port == stage.legacy_port):
                    self.assert_fault(stage.ask("/bad", client=client, port=port), 403, "E2002")
        self.assertEqual(stage.seen("/bad"), 0)

    def test_a_revoked_certificate_is_refused_before_the_body(self):
        with stage.tls_socket(client="revoked", port=stage.device_port) as connection:
            connection.sendall(head("/early", MIB))
            self.assertTrue(connection.recv(200).startswith(b"HTTP/1.1 403"))

    def test_headers_of_a_client_change_nothing(self):
        spoofed = {"Nenghub-Listener": "wire", "nenghub_listener": "wire", "X-Nenghub-Edge": "0" * 64,
                   "X-Nenghub-Certificate": stage.leaf_sha256("city"), "X-Nenghub-Address": "10.9.9.9",
                   "X-Nenghub-Request": "mine", "X-Forwarded-For": "10.9.9.9", "X-Real-IP": "10.9.9.9"}
        told = ask("/spoof", headers=spoofed).json
        self.assertEqual((told["listener"], told["certificate"], told["address"]), ("device", "", "127.0.0.1"))
        self.assertNotEqual(told["requestId"], "mine")

    def test_the_wire_still_wants_a_certificate(self):
        self.assert_fault(stage.ask("/wire", client=None), 403, "E2002")
        self.assertEqual(stage.ask("/wire").json["listener"], "wire")

    def test_a_session_of_nobody_cannot_be_resumed_into_the_wire(self):
        context = stage.context(None, maximum_version=ssl.TLSVersion.TLSv1_2)
        with stage.tls_socket(context=context, port=stage.device_port) as connection:
            connection.sendall(head("/resume", 2) + b"{}")
            connection.recv(65536)
            session = connection.session
        with stage.tls_socket(context=context, session=session) as connection:
            connection.sendall(head("/resume", 2) + b"{}")
            self.assertTrue(connection.recv(200).startswith((b"HTTP/1.1 403", b"HTTP/1.1 400")))
        self.assertEqual(stage.seen("/resume"), 1)


class Tls(DeviceCase):
    def old_context(self, version, client=None):
        context = stage.context(client)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        return context

    def test_the_device_listener_speaks_1_2_and_1_3_only(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = stage.context(None, minimum_version=version, maximum_version=version)
            self.assertEqual(ask("/tls", context=context).status, 200)
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with self.subTest(version=version), self.assertRaises((ssl.SSLError, ConnectionError)):
                ask("/tls", context=self.old_context(version))

    def test_the_legacy_listener_serves_old_boxes_and_the_log_names_them(self):
        for version, name in ((ssl.TLSVersion.TLSv1, "TLSv1"), (ssl.TLSVersion.TLSv1_1, "TLSv1.1")):
            for client in (None, "city"):
                context = self.old_context(version, client)
                told = stage.ask("/old", context=context, port=stage.legacy_port).json
                self.assertEqual(told["listener"], "device")
                self.assertEqual(told["certificate"], stage.leaf_sha256(client) if client else "")
            self.assertTrue(edge_setup.wait_until(lambda: len(logged("tls", name)) == 2))
            self.assertEqual({(line["listener"], line["status"]) for line in logged("tls", name)}, {("legacy", 200)})

    def test_the_log_tells_the_listeners_apart(self):
        ask("/log/device")
        stage.ask("/log/wire")
        for name in ("device", "wire"):
            self.assertTrue(edge_setup.wait_until(lambda: logged("path", f"/log/{name}")))
            self.assertEqual([line["listener"] for line in logged("path", f"/log/{name}")], [name])


class Habits(DeviceCase):
    """What real boxes do on the wire (field-notes 1.6)."""

    def assert_arrived(self, told, body):
        self.assertEqual(told["bodySha256"], hashlib.sha256(body).hexdigest())

    def test_megabytes_in_one_request(self):
        body = os.urandom(8 * MIB)
        self.assert_arrived(ask("/large", body).json, body)

    def test_expect_100_continue_with_megabytes(self):
        body = os.urandom(3 * MIB)
        with stage.tls_socket(client=None, port=stage.device_port) as connection:
            connection.sendall(head("/expect", len(body), "Expect: 100-continue", "Connection: close"))
            self.assertEqual(connection.recv(1000), b"HTTP/1.1 100 Continue\r\n\r\n")
            connection.sendall(body)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        first, _, last = answer.partition(b"\r\n\r\n")
        self.assertTrue(first.startswith(b"HTTP/1.1 200"), first)
        self.assertIn(b"Connection: close", first)
        self.assert_arrived(json.loads(last), body)

    def test_a_chunked_body_of_megabytes(self):
        body = os.urandom(3 * MIB)
        told = ask("/chunked", (body[at:at + 4093] for at in range(0, len(body), 4093))).json
        self.assert_arrived(told, body)

    def test_a_new_connection_for_each_request_with_and_without_close(self):
        for headers in ({"Connection": "close"}, {"Connection": "Keep-Alive"}, {}):
            for _ in range(10):
                self.assertEqual(ask("/each", headers=headers, source=OTHER).status, 200)

    def test_every_answer_says_that_it_is_json(self):
        for content_type in ("application/json", "application/json;charset=GBK", "text/plain", ""):
            reply = ask("/type", headers={"Content-Type": content_type, "Accept": "application/json"})
            self.assertEqual(reply.headers["Content-Type"], "application/json; charset=UTF-8")


class Room(DeviceCase):
    """Nobody who is unknown can fill what others need."""

    def test_a_registration_is_small(self):
        for path in ("/", "/register", "/register?x=1"):
            self.assertEqual(ask(path, b"x" * (64 << 10)).status, 200)
            self.assert_fault(ask(path, b"x" * ((64 << 10) + 1)), 413, "E2002")
        self.assertEqual(ask("/uploadEnergyData", b"x" * (65 << 10)).status, 200)

    def test_registrations_without_certificate_are_rationed_by_address(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda i: ask(("/", "/register")[i % 2], source=REGISTERING), range(300)))
        served = sum(reply.status == 200 for reply in replies)
        self.assertTrue(REGISTRATIONS <= served <= REGISTRATIONS + 10, served)
        for reply in replies:
            if reply.status != 200:
                self.assert_fault(reply, 503, "E1001")
                self.assertEqual(reply.headers["Retry-After"], "5")
        self.assertEqual(ask("/uploadEnergyData", source=REGISTERING).status, 200)
        self.assertEqual(ask("/register", source=OTHER).status, 200)
        self.assertEqual(ask("/register", client="city", source=REGISTERING).status, 200)

    def test_a_quick_client_without_certificate_is_slowed_down_and_not_refused(self):
        for client, slowed in ((None, True), ("city", False)):
            connection = stage.connect(client, port=stage.device_port, source=QUICK)
            begun = time.monotonic()
            for _ in range(150):
                connection.request("POST", "/quick", b"{}")
                self.assertEqual(edge_setup.Reply(connection.getresponse()).status, 200)
            self.assertEqual(time.monotonic() - begun > 1.5, slowed)
            connection.close()

    def test_half_sent_requests_of_one_address_leave_room_for_others(self):
        context = stage.context(None)
        half = [stage.tls_socket(context=context, port=stage.device_port, source=CROWD) for _ in range(AT_ONCE + 1)]
        try:
            for client in half:
                client.sendall(head("/half", 100) + b'{"a":')
            refused = 0
            for client in half:
                client.settimeout(0.05)
                try:
                    refused += client.recv(12) == b"HTTP/1.1 503"
                except TimeoutError:
                    pass
            self.assertEqual(refused, 1)
            for how in ({"source": OTHER}, {"source": CROWD, "client": "city"}):
                begun = time.monotonic()
                self.assertEqual(ask("/honest", **how).status, 200)
                self.assertLess(time.monotonic() - begun, 1)
            self.assertEqual(stage.ask("/honest").status, 200)
        finally:
            for client in half:
                client.close()
        self.assertEqual(stage.seen("/half"), 0)

    def test_slow_readers_stop_nobody(self):
        context = stage.context(None)
        readers = [stage.tls_socket(context=context, receive_buffer=4096, port=stage.device_port, source=CROWD) for _ in range(40)]
        path = f"/large/{2 * MIB}"
        for reader in readers:
            reader.sendall(head(path, 2) + b"{}")
        self.assertTrue(edge_setup.wait_until(lambda: stage.seen(path) == 40, 20))
        for client, port in ((None, stage.device_port), ("city", stage.device_port), ("city", stage.wire_port)):
            served = lambda: self.timed(client, port) < 0.5  # noqa: E731
            self.assertTrue(edge_setup.wait_until(served, 20))
        for reader in readers:
            reader.close()

    def timed(self, client, port):
        begun = time.monotonic()
        self.assertEqual(stage.ask("/honest", client=client, port=port, source=OTHER).status, 200)
        return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(edge_setup.main("edge_device_test"))
