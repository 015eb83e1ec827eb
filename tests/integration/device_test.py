#!/usr/bin/env python3
"""End devices as the field has them, against a real edge, hub and database. What a test says about a device is in
field-notes 1.2 to 1.7. Prints `ok|FAIL name` lines and ends with `N passed, N failed`. Needs nenghub from the build tree."""
import concurrent.futures
import contextlib
import os
import pathlib
import re
import socket
import ssl
import sys
import time
import unittest
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import device_setup  # noqa: E402
import nodes  # noqa: E402
import wire_test  # noqa: E402
from boxes import JAVA_NEEDS, ApacheBox, Box, JavaBox, Lexeme, SharpBox, SpringBox, written  # noqa: E402
from nodes import encoded, wait_until  # noqa: E402
from topology import DEVICE_REGION, credit_code  # noqa: E402

DAY, UPLOADED = "2026-11-18", "2026-11-19 08:30:00"
POWER, COAL = "00-00-0000-023300-11", "00-00-0000-010104-10"
WAITING, UNREADABLE = "待审批", "解密失败"
FIRST_STRANGER = 500  # numbers of enterprises that nobody has approved
door = None  # made once in main(); the tests leave it running


def record(value=1, stat_date=f"{DAY} 00:00:00", code=POWER, stat_type=1, upload_date=UPLOADED, **more):
    return {"dataCode": code, "dataValue": value, "inputType": 4, "statType": stat_type, "statDate": stat_date,
            "uploadDate": upload_date, "scope": 1, **more}


def quarters(code=POWER, offset="00:00", count=96, **more):
    minutes, seconds = map(int, offset.split(":"))
    return [record(Lexeme(f"{i}.250000"), f"{DAY} {i // 4:02d}:{i % 4 * 15 + minutes:02d}:{seconds:02d}", code, 0, **more)
            for i in range(count)]


class DeviceCase(unittest.TestCase):
    def values(self, device):
        """(code, stat type, time, value) of everything stored for it"""
        return [(row[1], row[2], row[3], Decimal(row[4])) for row in door.records(device)]  # ten decimals in the view

    def assert_stored(self, device, rows):
        sent = sorted((r["dataCode"], str(r["statType"]), r["statDate"], round(Decimal(str(r["dataValue"])), 10)) for r in rows)
        self.assertEqual(self.values(device), sent)

    def assert_taken(self, answer, received, stored=None, **counts):
        self.assertEqual((answer.status, answer.json["responseCode"], answer.json["responseMessage"]),
                         (200, "0", "RECEIVE SUCCESS"), answer)
        told = {name: answer.json[name] for name in ("received", "stored", "duplicate", "rejected")}
        expected = {"received": received, "stored": received if stored is None else stored, "duplicate": 0, "rejected": 0}
        self.assertEqual(told, {**expected, **counts}, answer)
        self.assertEqual(answer.headers["Nenghub-Batch-Id"], str(answer.json["batchId"]))

    def assert_refused(self, answer, *words, status=(200, 403), code="E2002"):
        self.assertIn(answer.status, status if isinstance(status, tuple) else (status,), answer)
        self.assertEqual(answer.headers["Content-Type"], "application/json; charset=UTF-8")
        self.assertEqual(answer.json["responseCode"], code, answer)
        for word in words:
            self.assertIn(word, answer.json["responseMessage"], answer)
        self.assertIsNone(wire_test.LEAK.search(answer.body), answer)

    @contextlib.contextmanager
    def storing_nothing(self):
        before = door.content()
        yield
        after = door.content()
        self.assertEqual(before, after, [a for a, b in zip(before, after) if a != b])


class Registration(DeviceCase):
    def test_the_reply_has_every_key_that_any_client_asks_for(self):
        device = door.admit("--sm4")
        for box, path in ((door.box(JavaBox, device), "/"), (door.box(SpringBox, device), "/register")):
            answer = box.register()
            self.assertEqual(answer.status, 200, answer)
            for name in (*JAVA_NEEDS, "downloadBaseDataURL", "centerMeteringDataURL", "secretKey"):
                self.assertIn(name, answer.json, path)
            self.assertEqual(answer.json["deviceId"], device["deviceId"])
            self.assertRegex(answer.json["deviceId"], "^[0-9a-f]{32}$")
            self.assertEqual(answer.json["secretKey"], device["secretKey"])
            self.assertEqual(answer.json["uploadTime"], device["uploadTime"])
            for name, value in answer.json.items():
                if name.endswith("URL"):
                    self.assertTrue(value.startswith(door.node.device + "/"), value)
            self.assertEqual(answer.json["downloadBaseDataURL"], answer.json["loadConfigURL"])

    def test_registering_again_gives_the_same_bytes(self):
        for how in ({}, {"cert": "spare_device"}):
            device = door.admit(**how)
            box = door.box(JavaBox, device, **how)
            if how:
                self.addCleanup(door.forget_certificate, device)
            self.assertEqual(len({box.register().body for _ in range(4)}), 1)

    def test_only_a_device_with_field_encryption_hears_a_key(self):
        self.assertNotIn("secretKey", door.box(ApacheBox, door.admit()).register().json)

    def test_who_is_not_approved_waits_and_is_told_so(self):
        stranger = Box(door.node.device, door.context(), credit_code(FIRST_STRANGER - 1), DEVICE_REGION)
        with self.storing_nothing():
            for _ in range(3):
                self.assert_refused(stranger.register(), WAITING)
        asked = [r for r in door.node.run("device", "requests") if r["enterprise"] == stranger.enterprise]
        self.assertEqual([(r["region"], r["address"], r["count"]) for r in asked], [(DEVICE_REGION, "127.0.0.1", 3)])
        door.node.run("device", "approve", stranger.enterprise, "--region", DEVICE_REGION, "--address", "127.0.0.1")
        self.assertEqual(stranger.register().json["responseCode"], "0")
        self.assertNotIn(stranger.enterprise, str(door.node.run("device", "requests")))

    def test_an_approved_enterprise_tells_a_stranger_nothing(self):
        device = door.admit("--sm4")
        thief = door.box(Box, device, source="127.0.0.2")
        answer = thief.register()
        self.assert_refused(answer, WAITING)
        for secret in ("deviceId", "secretKey"):
            self.assertNotIn(device[secret].encode(), answer.body)


class Java(DeviceCase):
    """The Java client: fastjson and Gson, HashMap order, a certificate."""

    def setUp(self):
        self.device = door.admit(cert="demo_device")
        self.addCleanup(door.forget_certificate, self.device)
        self.box = door.box(JavaBox, self.device, cert="demo_device")
        self.box.register()

    def test_fat_records_at_its_own_clock_without_valid(self):
        rows = quarters(offset="07:33") + quarters(COAL, offset="07:33")
        rows[3]["dataValue"], rows[4]["dataValue"] = Lexeme("0.10000000009313226"), Lexeme("1.0E-7")
        rows[5]["dataValue"] = Lexeme("1.23E+10")
        self.assertTrue(self.box.body(rows).startswith('{"enterpriseCode"'))
        self.assertIn(r"\u003d", self.box.body(rows))
        upload, _ = self.box.upload(rows)
        self.assert_taken(upload, 192)
        self.assert_stored(self.device, rows)
        self.assertEqual({row[7] for row in door.records(self.device)}, {"1"})  # no `valid` means valid
        question = {"deviceId": self.box.device_id, "enterpriseCode": self.device["enterprise"], "statType": 0, "statDate": DAY}
        back = self.box.post(self.box.urls["centerDataDownloadURL"], written(question))
        for row in rows[2:6]:
            self.assertIn(f'"dataValue":{row["dataValue"]},'.encode(), back.body)

    def test_an_upload_at_the_version_check_is_refused_and_not_a_fault_of_ours(self):
        rows = quarters()
        upload, check = self.box.upload(rows)
        self.assert_taken(upload, 96)
        self.assertIn(check.json["responseCode"], ("E2001", "E2002"))
        self.assertEqual(check.status, 200)
        proper = self.box.post(self.box.urls["loadDicVersionURL"], written({"deviceId": self.box.device_id}))
        self.assertEqual(proper.json["responseCode"], "0", proper)

    def test_what_was_tolerated_is_counted_for_the_device(self):
        self.assert_taken(self.box.upload(quarters())[0], 96)
        rows = lambda: {each["row"] for each in door.node.run("device", "tolerated", self.device["enterprise"])}  # noqa: E731
        wait_until("tolerances are counted", lambda: {"OQ-24", "N-8.8-D7"} <= rows(), 90, every=1)

    def test_a_byte_order_mark_is_skipped(self):
        rows = quarters(count=4)
        self.assert_taken(self.box.post("/uploadEnergyData", b"\xef\xbb\xbf" + self.box.body(rows).encode()), 4)
        self.assert_stored(self.device, rows)

    def test_megabytes_in_one_request_whole_and_in_chunks(self):
        rows = [each for kind in range(70) for each in quarters(f"00-00-0000-02{kind + 10:02d}00-11")]
        body = self.box.body(rows)
        self.assertGreater(len(body), 3 << 20)
        self.assert_taken(self.box.post("/uploadEnergyData", body, pieces=8191), len(rows))
        self.assert_taken(self.box.post("/uploadEnergyData", body), len(rows), stored=0, duplicate=len(rows))
        self.assert_stored(self.device, rows)

    def test_configuration_as_its_beans_write_it(self):
        fixture = pathlib.Path(nodes.ROOT, "tests/fixtures/f06-upload-config-request.json").read_text(encoding="utf-8")
        body = fixture.replace("91330000573973053F", self.device["enterprise"]).replace("320612", DEVICE_REGION)
        body = body.replace(nodes.DOCUMENT_ID, self.box.device_id)
        answer = self.box.post(self.box.urls["centerInfoURL"], body)
        self.assertEqual((answer.status, answer.json["responseCode"]), (200, "0"), answer)
        back = self.box.post(self.box.urls["centerInfoDownloadURL"],
                             written({"deviceId": self.box.device_id, "enterpriseCode": self.device["enterprise"]}))
        self.assertEqual(back.json["enterprise"]["code"], self.device["enterprise"], back)
        self.assertEqual(len(back.json["collectItemConfig"]), 1)


class Sharp(DeviceCase):
    """The C# client: `deviceid`, Expect: 100-continue, its whole table with every press of the button."""

    def test_the_whole_table_again_counts_what_was_there(self):
        device = door.admit()
        box = door.box(SharpBox, device, device_id=device["deviceId"])
        table = quarters(count=48, valid=True)
        self.assert_taken(box.upload(table), 48)
        self.assert_taken(box.upload(table), 48, stored=0, duplicate=48)
        table.append(record(99, f"{DAY} 12:00:00", stat_type=0, valid=True))
        self.assert_taken(box.upload(table), 49, stored=1, duplicate=48)
        self.assert_stored(device, table)

    def test_a_large_table_waits_for_100_continue(self):
        device = door.admit()
        box = door.box(SharpBox, device, device_id=device["deviceId"])
        rows = [each for kind in range(60) for each in quarters(f"00-00-0000-02{kind + 10:02d}00-11", valid=True)]
        self.assert_taken(box.upload(rows), len(rows))


class Apache(DeviceCase):
    """The old Apache client: a new connection each time, closed, whole numbers, content with RECEIVE SUCCESS only."""

    def setUp(self):
        self.device = door.admit()
        self.box = door.box(ApacheBox, self.device)
        self.box.register()

    def test_it_is_content(self):
        rows = [record(i, f"{DAY} {i:02d}:00:00", stat_type=0, valid=True) for i in range(24)]
        rows += [record(300, valid=True), record(9000, "2026-10-01 00:00:00", stat_type=2, valid=True),
                 record(99000, "2025-01-01 00:00:00", stat_type=3, valid=True)]
        answer, content = self.box.upload(rows)
        self.assertTrue(content, answer)
        self.assertEqual(answer.headers["Connection"], "close")
        self.assert_taken(answer, len(rows))
        self.assert_stored(self.device, rows)

    def test_a_faulty_record_is_set_aside_with_a_receipt(self):
        rows = [record(i, f"{DAY} {i:02d}:00:00", stat_type=0, valid=True) for i in range(24)]
        rows[3]["statDate"], rows[5]["dataValue"] = "2026-02-30 03:00:00", "n/a"
        answer, content = self.box.upload(rows)
        self.assertTrue(content)
        self.assert_taken(answer, 24, stored=22, rejected=2)
        self.assert_stored(self.device, [row for i, row in enumerate(rows) if i not in (3, 5)])
        receipt = self.box.post("/batchReceipt", written({"deviceId": self.box.device_id, "batchId": answer.json["batchId"]}))
        self.assertIn("data[3].statDate", receipt.body.decode())
        self.assertIn("data[5].dataValue", receipt.body.decode())
        self.assertEqual((receipt.json["received"], receipt.json["rejected"]), (24, 2))

    def test_a_receipt_is_nobody_elses(self):
        answer, _ = self.box.upload([record(valid=True)])
        other = door.box(ApacheBox, door.admit())
        other.register()
        asked = {"deviceId": other.device_id, "batchId": answer.json["batchId"]}
        self.assert_refused(other.post("/batchReceipt", written(asked)))

    def test_nothing_good_is_refused_whole(self):
        with self.storing_nothing():
            for member, value in (("statDate", "yesterday"), ("dataValue", ""), ("statType", 9)):
                answer, content = self.box.upload([record(valid=True) | {member: value}] * 3)
                self.assertFalse(content)
                self.assert_refused(answer, member, code=answer.json["responseCode"])

    def test_data_of_months_ago_is_taken(self):
        rows = [record(5, "2026-03-05 00:00:00", valid=True), record(6, "2025-12-31 23:45:00", stat_type=0, valid=True)]
        self.assert_taken(self.box.upload(rows)[0], 2)
        self.assert_stored(self.device, rows)

    # OQ-19
    def test_of_conflicting_values_the_newer_upload_stays(self):
        first = record(10, valid=True, upload_date="2026-11-19 09:00:00")
        newer = record(20, valid=True, upload_date="2026-11-19 10:00:00")
        older = record(30, valid=True, upload_date="2026-11-19 08:00:00")
        for row in (first, newer, older):
            self.assertEqual(self.box.upload([row])[0].json["responseCode"], "0")
        self.assert_stored(self.device, [newer])
        lost = f"SELECT COUNT(*) FROM series_revision WHERE enterprise_code = '{self.device['enterprise']}'"
        self.assertEqual(door.node.count(lost), 2)


class Spring(DeviceCase):
    """The Spring client: everything a text, one record a request, SM4 where it was given a key."""

    def setUp(self):
        self.device = door.admit("--sm4", "--valid-numeric", "one")
        self.box = door.box(SpringBox, self.device)
        self.box.register()

    def test_an_encrypted_day_a_record_a_request(self):
        rows = [record(f"{i}.50", f"{DAY} {i:02d}:00:00", stat_type=0, valid="1" if i else "0") for i in range(24)]
        for answer in self.box.upload(rows):
            self.assert_taken(answer, 1)
        self.assert_stored(self.device, rows)
        self.assertEqual([row[7] for row in door.records(self.device)], ["0"] + ["1"] * 23)

    def test_texts_without_encryption(self):
        device = door.admit("--valid-numeric", "one")
        box = door.box(SpringBox, device)
        box.register()
        rows = [record("0.00", valid="1"), record("123.45", f"{DAY} 10:00:00", stat_type=0, valid="1")]
        for answer in box.upload(rows):
            self.assert_taken(answer, 1)
        self.assert_stored(device, rows)

    def test_a_day_and_a_month_at_seven_in_the_morning(self):
        rows = [record("24.5", f"{DAY} 07:00:00", valid="1"),
                record("700.25", "2026-10-01 07:00:00", stat_type=2, valid="1")]
        for answer in self.box.upload(rows):
            self.assert_taken(answer, 1)
        self.assert_stored(self.device, rows)

    def test_what_cannot_be_decrypted_is_said_so_and_breaks_nothing(self):
        good = self.box.body(record(valid="1"))
        value = re.search(r'"dataValue":"([0-9a-f]+)"', good)[1]
        with self.storing_nothing():
            for broken in (value[:-1], value[:-2], value + "00", "zz" + value[2:], "0" * 32, "f" * 64, "123.45", "é" * 16,
                           value[:16], "0x" + value[2:], value[::-1]):
                self.assert_refused(self.box.post("/uploadEnergyData", good.replace(value, broken)), UNREADABLE, status=200)
            self.assert_refused(self.box.post("/uploadEnergyData", good.replace(value, value * 2)), "dataValue", status=200)
            self.box.secret_key = "0" * 32
            self.assert_refused(self.box.upload([record(valid="1")])[0], UNREADABLE, status=200)
            self.box.secret_key = None
            self.assert_refused(self.box.upload([record(valid="1")])[0], UNREADABLE, status=200)
        self.box.secret_key = self.device["secretKey"]
        self.assert_taken(self.box.upload([record(valid="1")])[0], 1)


class Spellings(DeviceCase):
    """What differs from box to box in one and the same message."""

    def setUp(self):
        self.device = door.admit("--valid-numeric", "one")
        self.box = door.box(Box, self.device)

    def upload(self, row):
        return self.box.post("/uploadEnergyData", written({"data": [row], "enterpriseCode": self.device["enterprise"],
                                                           "deviceId": self.device["deviceId"]}))

    def test_a_code_is_the_same_point_in_every_shape(self):
        shapes = ("00-00-00-00-023300-11", "00-00-0000-023300-11", "00-00-0000023300-11", "0000000002330011", " 00-00-0000-023300-11 ")
        for i, code in enumerate(shapes):
            self.assert_taken(self.upload(record(5, code=code, valid=True)), 1, stored=0 if i else 1, duplicate=1 if i else 0)
        self.assertEqual(len(door.records(self.device)), 1)

    def test_a_time_is_the_same_in_every_form(self):
        forms = (f"{DAY} 00:00:00", DAY, f"{DAY}T00:00:00", f"{DAY} 00:00:00.0", "2026/11/18 00:00:00")
        for i, text in enumerate(forms):
            self.assert_taken(self.upload(record(5, text, valid=True)), 1, stored=0 if i else 1, duplicate=1 if i else 0)
        self.assertEqual(len(door.records(self.device)), 1)

    def test_truth_is_the_same_in_every_spelling(self):
        for hour, (valid, stored) in enumerate(((True, "1"), (False, "0"), ("true", "1"), ("false", "0"), ("True", "1"), ("1", "1"),
                                                ("0", "0"), (1, "1"), (0, "0"), (None, "1"))):
            with self.subTest(valid=valid):
                self.assert_taken(self.upload(record(hour, f"{DAY} {hour:02d}:00:00", stat_type=0, valid=valid)), 1)
                self.assertEqual(door.records(self.device)[hour][7], stored)

    def test_small_letters_and_texts_for_everything(self):
        row = {name.lower(): str(value) for name, value in record("7.50").items()}
        body = written({"enterprisecode": self.device["enterprise"], "data": [row], "DEVICEID": self.device["deviceId"]})
        self.assert_taken(self.box.post("/uploadEnergyData", body), 1)
        self.assert_stored(self.device, [record("7.50")])


class Gbk(DeviceCase):
    def test_a_client_with_a_chinese_windows_can_read_every_reply(self):
        box = door.box(ApacheBox, door.admit())
        box.register()
        answers = [box.upload([record(valid=True) | {"statDate": "x"}])[0], door.box(Box, {"enterprise": credit_code(FIRST_STRANGER - 2)}).register(),
                   box.post("/uploadEnergyData", "{"), box.post("/nothing", "{}"), box.post("/register", b"x" * 70000),
                   box.post("/uploadEnergyData", written({"deviceId": "0" * 32}))]
        for answer in answers:
            message = re.search(r'"responseMessage":"([^"]*)"', answer.body.decode("gbk"))[1]
            self.assertTrue(message.isascii(), answer)
            self.assertRegex(answer.json["responseMessage"], "[\u4e00-\u9fff]{4}")


class Old(DeviceCase):
    def test_boxes_with_old_tls_report_through_the_legacy_listener(self):
        device = door.admit(cert="spare_device")
        self.addCleanup(door.forget_certificate, device)
        context = door.context("spare_device")
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        box = JavaBox(f"https://127.0.0.1:{door.node.ports['legacy']}", context, device["enterprise"], DEVICE_REGION)
        box.register()
        self.assert_taken(box.post("/uploadEnergyData", box.body(quarters())), 96)


class Hostile(DeviceCase):
    """Strangers on the open door. Nothing is stored, and who belongs here is served all the same."""

    def setUp(self):
        self.device = door.admit()
        self.box = door.box(ApacheBox, self.device)
        self.box.register()
        self.body = written({"deviceId": self.device["deviceId"], "enterpriseCode": self.device["enterprise"],
                             "data": [record(valid=True)]})

    def tearDown(self):
        answer, content = self.box.upload([record(valid=True, code=COAL)])
        self.assertTrue(content, answer)
        self.assertTrue(nodes.alive(door.node.pids["hub"]))

    def post(self, body=None, source="127.0.0.1", cert=None, lines=None, path="/uploadEnergyData", **more):
        return door.box(Box, self.device, cert=cert, source=source).post(path, body or self.body, lines, **more)

    def test_a_number_is_worth_nothing_elsewhere(self):
        unknown = self.body.replace(self.device["deviceId"], "0123456789abcdef" * 2)
        with self.storing_nothing():
            refusals = [self.post(unknown), self.post(source="127.0.0.2"), self.post(unknown, source="127.0.0.2")]
            for refusal in refusals:
                self.assert_refused(refusal, "deviceId", status=403)
            self.assertEqual(len({refusal.body for refusal in refusals}), 1)  # nobody learns which numbers exist

    def test_a_number_of_a_device_with_certificate_needs_it(self):
        device = door.admit(cert="spare_device")
        self.addCleanup(door.forget_certificate, device)
        theirs = self.body.replace(self.device["deviceId"], device["deviceId"])
        own = theirs.replace(self.device["enterprise"], device["enterprise"])
        with self.storing_nothing():
            self.assert_refused(self.post(own), "deviceId", status=403)
            self.assert_refused(self.post(cert="spare_device"), "deviceId", status=403)  # another's number
            self.assert_refused(self.post(theirs, cert="spare_device"), "enterpriseCode")
        self.assert_taken(self.post(own, cert="spare_device"), 1)

    def test_nobody_speaks_for_another_enterprise(self):
        other = door.admit()
        with self.storing_nothing():
            self.assert_refused(self.post(self.body.replace(self.device["enterprise"], other["enterprise"])), "enterpriseCode")
            question = {"deviceId": self.device["deviceId"], "enterpriseCode": other["enterprise"]}
            self.assert_refused(self.post(written(question), path="/downloadConfigData"), "enterpriseCode")
            question |= {"statType": 1, "statDate": DAY}
            self.assert_refused(self.post(written(question), path="/downloadEnergyData"), "enterpriseCode")

    def test_bad_certificates_are_refused_even_with_the_right_number(self):
        with self.storing_nothing():
            for cert in ("revoked", "expired", "not_yet_valid", "foreign", "wrong_usage"):
                self.assert_refused(self.post(cert=cert), "客户端证书", status=403)

    def test_platforms_and_strangers_with_a_good_certificate_are_refused_here(self):
        platform = encoded({"provinceId": nodes.DOCUMENT_ID, "enterpriseCode": self.device["enterprise"],
                            "data": [record(valid=True)]})
        with self.storing_nothing():
            self.assert_refused(self.post(platform, cert="spare_city"), status=403)
            self.assert_refused(self.post(platform), status=403)
            self.assert_refused(self.post(cert="province"), status=403)  # its certificate is registered nowhere
            self.assert_refused(self.post(encoded({"data": "[]", "restcode": "x"}), path="/necc"), status=(403, 404))

    def test_headers_prove_nothing(self):
        fingerprint = door.node.run("cert", "fingerprint", door.cert("spare_city"))["sha256"]
        spoofed = ("Nenghub-Listener: wire", "X-Nenghub-Address: 127.0.0.1", "X-Forwarded-For: 127.0.0.1",
                   f"X-Nenghub-Certificate: {fingerprint}", "X-Nenghub-Edge: " + "0" * 64, "X-Real-IP: 127.0.0.1")
        with self.storing_nothing():
            self.assert_refused(self.post(source="127.0.0.2", lines=spoofed), "deviceId", status=403)

    def test_identity_cannot_be_said_twice(self):
        twice = self.body.replace('{"deviceId"', '{"deviceid":"%s","deviceId"' % ("0" * 32), 1)
        with self.storing_nothing():
            self.assert_refused(self.post(twice))
            self.assert_refused(self.post(self.body.replace('{"deviceId"', '{"x":{"deviceId":"y"},"device_id"', 1)))

    def test_strangers_cannot_fill_the_list_of_requests(self):
        def ask(number):
            box = Box(door.node.device, door.context(), credit_code(FIRST_STRANGER + number), DEVICE_REGION, source="127.0.0.3")
            return box.register()
        with self.storing_nothing(), concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(300)))
        for answer in answers:
            if answer.status == 503:
                self.assertEqual((answer.json["responseCode"], answer.headers["Retry-After"]), ("E1001", "5"))
            else:
                self.assert_refused(answer, WAITING, status=200)
        self.assertGreater(sum(answer.status == 503 for answer in answers), 100)
        self.assertEqual(self.box.register().json["deviceId"], self.device["deviceId"])

    def test_huge_and_deep_registrations_are_refused(self):
        for body in (b"x" * (1 << 20), b"[" * 60000, b'{"a":' * 10000, b'{"enterpriseCode":"' + b"9" * 60000 + b'"}', b"[" * 9000,
                     b"{" + b",".join(b'"m%d":1' % i for i in range(7000)) + b"}", b"{}", b"\xff\xfe"):
            for path in ("/", "/register"):
                with self.subTest(body=body[:20], path=path), self.storing_nothing():
                    answer = self.post(body, path=path)
                    self.assert_refused(answer, status=(200, 403, 413), code=answer.json["responseCode"])
                    self.assertIn(answer.json["responseCode"], ("E2001", "E2002"))

    def test_half_sent_requests_and_slow_readers_stop_nobody(self):
        head = b"POST /uploadEnergyData HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n"
        question = written({"deviceId": self.device["deviceId"]}).encode()
        ask = b"POST /downloadBaseData HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % len(question) + question
        half = [self.open("127.0.0.4", head + b'{"deviceId":"') for _ in range(60)]
        slow = [self.open("127.0.0.1", ask, receive_buffer=4096) for _ in range(40)]
        try:
            for _ in range(10):
                begun = time.monotonic()
                self.assertEqual(self.post(self.body, source="127.0.0.1").json["responseCode"], "0")
                self.assertLess(time.monotonic() - begun, 3)
        finally:
            for connection in half + slow:
                connection.close()

    def open(self, source, data, receive_buffer=None):
        plain = socket.socket()
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.bind((source, 0))
        plain.connect(("127.0.0.1", door.node.ports["device"]))
        connection = door.context().wrap_socket(plain)
        connection.sendall(data)
        return connection


def main():
    global door
    if not nodes.BINARY.exists():
        print(f"FAIL {nodes.BINARY} has not been built\n0 passed, 1 failed")
        return 1
    begun = time.monotonic()
    with device_setup.Door() as door:
        print(f"     a city with a door for devices after {time.monotonic() - begun:.1f} s", flush=True)
        runner = unittest.TextTestRunner(stream=open(os.devnull, "w"), resultclass=wire_test.Lines, verbosity=0, warnings="ignore")
        result = unittest.main(argv=sys.argv, exit=False, verbosity=0, testRunner=runner, warnings="ignore").result
    wire_test.note_passed(result, "device_test")
    print(f"{len(result.passed)} passed, {len(result.faults)} failed")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
