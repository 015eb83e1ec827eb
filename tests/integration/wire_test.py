#!/usr/bin/env python3
"""Both protocols between real processes: city -> province -> national, each with its edge, and clients written from the
documents alone. Prints `ok|FAIL name` lines and ends with `N passed, N failed`. Needs nenghub from the build tree."""
import collections
import concurrent.futures
import datetime
import functools
import json
import os
import pathlib
import re
import signal
import sys
import threading
import time
import unittest
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import nodes  # noqa: E402
import wire_messages as messages  # noqa: E402
from nodes import DOCUMENT_ID, SERVICES, credit_code, encoded, wait_until  # noqa: E402
from wire_messages import ENDPOINTS, ENTERPRISE, Bad, fixture  # noqa: E402

SUCCESS = b'{"responseCode":"0","responseMessage":"RECEIVE SUCCESS"}'
TEXTS = {"E1001": "平台服务异常", "E1002": "服务器数据库异常", "E2001": "请求参数异常，缺少必填项",
         "E2002": "请求参数异常，参数格式不合法"}
G_PATHS = ("/necc", "/necc/consistency", "/necc/data", "/necc/base", "/necc/config")
G_FAILED = {"": ("responsecode", "false", "receive failed"), "/data": ("responsecode", "false", "receive failed"),
            "/consistency": ("responsecode", "false", "failed"), "/base": ("RESPONSECODE", "FALSE", "RECEIVE FAILED"),
            "/config": ("RESPONSECODE", "FALSE", "RECEIVE FAILED")}
# What a program says about itself and must not say to a client.
LEAK = re.compile(rb"(?i)select |insert |update |\bsql|maria|mysql|innodb|duplicate entry|nginx|pistache|nlohmann|openssl|"
                  rb"exception|what\(|std::|\.cpp|\.h\b|/tmp|/root|/home|/usr|/work|0x[0-9a-f]{4}|\d+\.\d+\.\d+|errno|line \d")
CONTENT = ("batch", "batch_finding", "series_block", "series_revision", "enterprise", "enterprise_config",
           "enterprise_config_history", "collect_item", "instrument_set", "metering_instrument", "instrument_set_history", "tag")
RECORDS = ("SELECT enterprise_code, data_code, stat_type, stat_date, data_value, input_type, scope, valid, upload_date "
           "FROM energy_record")
DAY = "2026-11-18"

chain = None  # made once in main(); the tests leave it running


# -- what the databases hold
def content(node):
    """Everything that a message can store: checksums of the content and the number of deliveries."""
    sums = node.sql("CHECKSUM TABLE " + ", ".join(CONTENT))
    return [*map(tuple, sums), node.count("SELECT COUNT(*) FROM delivery_all")]


def calm_content(node):
    """The same once nothing is on its way from one node to the next."""
    moving = "SELECT COUNT(*) FROM delivery WHERE state IN (0, 1)"  # waiting, claimed
    wait_until("the queues are still", lambda: chain.city.count(moving) + chain.province.count(moving) == 0, 30)
    return content(node)


def records(node, *codes):
    where = ",".join(f"'{code}'" for code in codes)
    found = node.sql(f"{RECORDS} WHERE enterprise_code IN ({where})")
    return sorted((*row[:4], Decimal(row[4]).normalize(), *row[5:]) for row in found)


def drained(node, codes, seconds=30):
    where = ",".join(f"'{code}'" for code in codes)
    waiting = f"SELECT COUNT(*) FROM delivery WHERE enterprise_code IN ({where})"
    wait_until(f"{node.name} has delivered", lambda: node.count(waiting) == 0, seconds)


def batches(node, code):
    return node.count(f"SELECT COUNT(*) FROM batch WHERE enterprise_code = '{code}'")


# -- what several tests build on
@functools.cache
def document_examples():
    """The second city has uploaded what the documents print."""
    replies = {}
    for name, path in (("n06-upload-config-request", "/uploadConfigData"), ("n07-upload-metering-request", "/uploadMeteringData"),
                       ("n08-upload-energy-request", "/uploadEnergyData")):
        replies[path] = chain.ask("spare_city", chain.province, path, fixture(name))
    return replies


@functools.cache
def first_flow():
    """The city has registered, taken over the dictionary and uploaded three enterprises; -> their codes."""
    chain.province.run("register")
    chain.province.run("version-check")
    chain.city.run("register")
    chain.city.run("version-check")
    codes = simulated(DAY, data_only=False)
    drained(chain.city, codes)
    drained(chain.province, codes)
    return codes


def simulated(day, *more, data_only=True, enterprises=3):
    words = ["simulate", "--enterprises", enterprises, "--items", 3, "--day", day, *more]
    return tuple(chain.city.run(*words, *(["--data-only"] if data_only else []))["enterprises"])


def upload(client, node, code, rows, identity=DOCUMENT_ID):
    return chain.ask(client, node, "/uploadEnergyData", messages.energy(identity, code, rows))


class WireCase(unittest.TestCase):
    def assert_success(self, reply):
        self.assertEqual((reply.status, reply.body), (200, SUCCESS), reply)

    def assert_leaks_nothing(self, reply):
        kept = [f"{name}: {value}" for name, value in reply.headers.items() if name not in ("Date", "Server", "X-Request-Id")]
        told = reply.body + "\n".join(kept).encode()
        self.assertIn(reply.headers["Server"], (None, "nginx"))  # no version
        self.assertIsNone(LEAK.search(told), told[:600])

    def assert_n_fault(self, reply, bad):
        self.assertEqual(reply.status, bad.status, reply)
        self.assertEqual(list(reply.json), ["responseCode", "responseMessage"])
        self.assertEqual(reply.code, bad.code, reply)
        self.assertTrue(reply.message.startswith(TEXTS[bad.code]), reply)
        self.assertIn(bad.member, reply.message)
        self.assertEqual(reply.headers["Content-Type"], "application/json; charset=UTF-8")
        self.assert_leaks_nothing(reply)

    def assert_g_fault(self, reply, form, status=200):
        name, code, message = form
        self.assertEqual(reply.status, status, reply)
        told = {name: code, name.replace("CODE", "MESSAGE").replace("code", "message"): message}
        self.assertEqual(reply.body, encoded(told), reply)
        self.assert_leaks_nothing(reply)

    def assert_stores_nothing(self, node, before):
        after = content(node)
        self.assertEqual(before, after, [a for a, b in zip(before, after) if a != b])


class DocumentExamples(WireCase):
    """Flow F1 by a client that knows nothing but the documents."""

    def register(self):
        reply = chain.ask("spare_city", chain.province, "/", fixture("n02-register-request"))
        self.assertEqual(reply.status, 200, reply)
        return reply

    # N-8.3-6 N-8.3-7 N-8.3-15
    def test_registration_gives_the_identity_and_seven_addresses(self):
        reply = self.register()
        wire = chain.province.wire
        expected = {"responseCode": "0", "responseMessage": "RECEIVE SUCCESS", "provinceId": DOCUMENT_ID,
                    **{member: f"{wire}/{service}" for service, member in SERVICES.items()}}
        self.assertEqual(reply.body, encoded(expected))
        self.assertEqual(list(expected), list(json.loads(fixture("n02-register-response"))))
        self.assertEqual(self.register().body, reply.body)

    # N-8.4-2 N-8.4-5
    def test_the_dictionary_has_the_lists_and_members_of_table_4_in_order(self):
        first_flow()  # the province has its dictionary from national
        reply = chain.ask("spare_city", chain.province, "/downloadBaseData",
                          fixture("n04-base-data-request").replace(b"0ef6ceca", b"0ef6ecea"))
        printed = json.loads(fixture("n04-base-data-response"))
        self.assertEqual(list(reply.json), list(printed))
        self.assertEqual(list(reply.json["data"]), list(printed["data"]))
        for name, rows in printed["data"].items():
            here = reply.json["data"][name]
            self.assertGreater(len(here), 0, name)
            for row in here:
                self.assertEqual(list(row), list(rows[0]), name)
                for member, value in rows[0].items():
                    if not (name == "productQuota" and member in ("gbValue", "dbValue")):  # "" or number, N-8.4-D3
                        kind = (int, float) if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value)
                        self.assertIsInstance(row[member], kind, (name, member))
        codes = {row["code"] for row in reply.json["data"]["region"]}
        self.assertLessEqual({"110000", "320600", "410481"}, codes)

    # N-8.5-5
    def test_the_version_check_has_both_versions_as_printed(self):
        reply = chain.ask("spare_city", chain.province, "/versionCheck", fixture("n05-version-check-request"))
        self.assertEqual(list(reply.json), list(json.loads(fixture("n05-version-check-response"))))
        self.assertEqual((reply.code, reply.message), ("0", "RECEIVE SUCCESS"))
        for name in ("regVersion", "dicVersion"):
            self.assertRegex(reply.json[name], "^[0-9]+$")

    # N-8.6-4 N-8.7-3 N-8.8-10 N-3.3-1
    def test_uploads_are_answered_with_the_two_members(self):
        for reply in document_examples().values():
            self.assert_success(reply)

    # N-8.9-1 N-8.9-3 N-8.9-4 N-8.6-7
    def test_the_configuration_comes_back_as_uploaded_with_its_time(self):
        sent = fixture("n06-upload-config-request")
        before = now_in_china()
        self.assert_success(chain.ask("spare_city", chain.province, "/uploadConfigData", sent))
        after = now_in_china()
        reply = chain.ask("spare_city", chain.province, "/downloadConfigData", fixture("n10-download-config-request"))
        time_, rest = re.fullmatch(rb'(.*?"updatetime":")([^"]*)",(.*)', reply.body, re.S).group(2, 3)
        self.assertEqual(reply.body, SUCCESS[:-1] + b',"updatetime":"' + time_ + b'",' + rest)
        self.assertEqual(rest, sent[sent.index(b'"collectItemConfig"'):])
        received = datetime.datetime.strptime(time_.decode(), "%Y-%m-%d %H:%M:%S")
        self.assertTrue(before.replace(microsecond=0) <= received <= after, (before, received, after))

    # N-8.10-1 N-8.10-3 N-8.8-6
    def test_the_values_come_back_byte_for_byte_and_stand_in_the_sql_view(self):
        document_examples()
        reply = chain.ask("spare_city", chain.province, "/downloadEnergyData", fixture("n11-download-energy-request"))
        self.assertEqual(reply.body, fixture("n11-download-energy-response"))
        sent = json.loads(fixture("n08-upload-energy-request"), parse_float=Decimal)
        expected = sorted((ENTERPRISE, r["dataCode"], str(r["statType"]), r["statDate"], r["dataValue"].normalize(),
                           str(r["inputType"]), str(r["scope"]), str(int(r["valid"])), r["uploadDate"]) for r in sent["data"])
        here = [row for row in records(chain.province, ENTERPRISE) if row[3].startswith("2014-")]
        self.assertEqual(here, expected)

    # N-8.8-13 N-8.10-4
    def test_a_suspicious_value_is_kept_and_each_frequency_has_its_span(self):
        code, sent = credit_code(13), {}
        for stat_type, day in ((0, "2026-10-05"), (1, "2026-10-05"), (2, "2026-10-01"), (3, "2026-01-01")):
            sent[stat_type] = messages.daily_records(2, day, valid=False, statType=stat_type)
            self.assert_success(upload("spare_city", chain.province, code, sent[stat_type]))
        for stat_type, other_day in ((0, "2026-10-06"), (1, "2026-10-04"), (2, "2026-11-05"), (3, "2025-12-31")):
            question = {"provinceId": DOCUMENT_ID, "enterpriseCode": code, "statType": stat_type, "statDate": "2026-10-05"}
            reply = chain.ask("spare_city", chain.province, "/downloadEnergyData", question)
            self.assertEqual(reply.json["data"], sent[stat_type])
            reply = chain.ask("spare_city", chain.province, "/downloadEnergyData", {**question, "statDate": other_day})
            self.assertEqual((reply.code, reply.json["data"]), ("0", []))


def now_in_china():
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).replace(tzinfo=None)


class BadInput(WireCase):
    """Whatever is wrong gets its code and the member's name, stores nothing and costs nobody the connection."""

    def faults_at(self, client, node, endpoint, faults, check):
        before = calm_content(node)
        connection = chain.kept(client, node)
        for bad in faults:
            with self.subTest(path=endpoint, fault=bad.name):
                reply = connection.ask(endpoint, bad.body)
                check(reply, bad)
                self.assertTrue(connection.still_open(), "the connection was closed")
            if not connection.still_open():
                connection.close()
                connection = chain.kept(client, node)
        self.assert_stores_nothing(node, before)
        return connection

    def assert_good(self, connection, endpoint, body):
        reply = connection.ask(endpoint.path, body)
        self.assertEqual((reply.status, reply.code), (200, "0"), reply)

    # N-6-3 N-7-1 N-8.3-8 N-8.3-10
    def test_a_body_that_is_no_json_object_is_e2002_everywhere(self):
        document_examples()
        for endpoint in ENDPOINTS:
            good = endpoint.body()
            connection = self.faults_at("spare_city", chain.province, endpoint.path, messages.broken_texts(good),
                                        self.assert_n_fault)
            self.assert_good(connection, endpoint, good)
            connection.close()

    # N-8.3-4 N-8.3-5 N-8.3-8 N-8.3-9 N-8.3-10 N-8.6-3 N-8.6-6 N-8.8-9 N-8.10-2
    def test_each_missing_or_wrong_member_is_named(self):
        document_examples()
        for endpoint in ENDPOINTS:
            connection = self.faults_at("spare_city", chain.province, endpoint.path, messages.member_faults(endpoint),
                                        self.assert_n_fault)
            self.assert_good(connection, endpoint, endpoint.body())
            connection.close()

    def test_what_a_plain_slip_makes_is_taken(self):
        document_examples()
        for endpoint in ENDPOINTS:
            good = endpoint.body()
            first = re.match(rb'\{("[^"]+":"[^"]+")', good)[1]
            connection = chain.kept("spare_city", chain.province)
            for name, body in (("byte order mark", b"\xef\xbb\xbf" + good), ("same member twice", b"{" + first + b"," + good[1:]),
                               ("trailing comma", good[:-1] + b",}"), ("comment", good.replace(b",", b", // note\n", 1)),
                               ("unknown member", good[:-1] + b',"more":{"a":[1,null]}}'), ("blanks", b"\n " + good + b"\t\n")):
                with self.subTest(path=endpoint.path, body=name):
                    self.assert_good(connection, endpoint, body)
            connection.close()

    # N-8.3-11 N-8.9-5 N-8.10-5
    def test_who_speaks_for_another_is_refused(self):
        city, own = first_flow()[0], chain.identities["city"]
        for endpoint in ENDPOINTS:
            good = endpoint.message()
            if "region" in good:
                faults = [Bad("another's region", encoded({**good, "region": "320600"}), member="region", status=403)]
            else:
                faults = [Bad("another's provinceId", encoded({**good, "provinceId": own}), member="provinceId", status=403),
                          Bad("unknown provinceId", encoded({**good, "provinceId": "0" * 32}), member="provinceId", status=403)]
            if endpoint.own_enterprise:
                other = {**good, "provinceId": DOCUMENT_ID, "enterpriseCode": city}
                faults.append(Bad("another city's enterprise", encoded(other), member="enterpriseCode"))
            self.faults_at("spare_city", chain.province, endpoint.path, faults, self.assert_n_fault).close()
        refusals = "SELECT COUNT(*) FROM audit_event WHERE act = 'refused_identity' AND actor = 'spare_city'"
        self.assertGreaterEqual(chain.province.count(refusals), len(ENDPOINTS))

    # N-8.3-11
    def test_a_certificate_that_is_registered_elsewhere_is_refused(self):
        for endpoint in ENDPOINTS:
            with self.subTest(path=endpoint.path):
                reply = chain.ask("spare_province", chain.province, endpoint.path, endpoint.body())
                member = "region" if b'"region"' in endpoint.body() else "provinceId"
                self.assert_n_fault(reply, Bad("", b"", member=member, status=403))

    # N-8.3-8
    def test_a_wrong_path_or_method_gets_its_status(self):
        before = calm_content(chain.province)
        connection = chain.kept("spare_city", chain.province)
        good = fixture("n08-upload-energy-request")
        for path in ("/uploadEnergyDatas", "/uploadenergydata", "/uploadEnergyData/", "/upload", "/register/", "/nothing"):
            with self.subTest(path=path):
                self.assert_n_fault(connection.ask(path, good), Bad("", b"", status=404))
        for endpoint in ENDPOINTS:
            for method in ("GET", "PUT", "DELETE"):
                with self.subTest(path=endpoint.path, method=method):
                    reply = connection.ask(endpoint.path, endpoint.body(), method)
                    self.assert_n_fault(reply, Bad("", b"", status=405))
                    self.assertIn("POST", reply.headers["Allow"])
        self.assert_success(connection.ask("/uploadEnergyData", good))
        connection.close()
        self.assert_stores_nothing(chain.province, before)

    def test_a_body_of_32_mib_and_a_byte_is_413_everywhere(self):
        document_examples()
        before = calm_content(chain.province)
        body = bytes(32 * messages.MIB + 1)
        for path in (*(endpoint.path for endpoint in ENDPOINTS), "/necc"):
            with self.subTest(path=path):
                self.assert_n_fault(chain.ask("spare_city", chain.province, path, body), Bad("", b"", status=413))
        self.assert_stores_nothing(chain.province, before)
        self.assert_success(chain.ask("spare_city", chain.province, "/uploadEnergyData", fixture("n08-upload-energy-request")))

    # N-7-1
    def test_a_wrong_g_message_is_failed_in_the_form_of_its_table(self):
        good = encoded({"TYPE": "1"})
        for path in G_PATHS:
            form = G_FAILED[path.removeprefix("/necc")]
            connection = self.faults_at("spare_province", chain.national, path, messages.broken_texts(good),
                                        lambda reply, _: self.assert_g_fault(reply, form))
            if path in ("/necc", "/necc/base"):
                self.assertEqual(connection.ask(path, good).json["RESPONSECODE"], "TRUE")
            connection.close()

    # G-7.2-6
    def test_a_wrong_member_of_a_g_message_fails(self):
        restcode = nodes.DOCUMENT_RESTCODES[0]
        rows = messages.daily_records(2)
        good = messages.delivery(restcode, credit_code(2), rows)
        tag = {"logsign": f"2026-11-19-330000-{credit_code(2)}-" + "a" * 32, "restcode": restcode}
        record = json.loads(good["data"])
        data_faults = [("without restcode", {"data": good["data"]}), ("restcode empty", {**good, "restcode": ""}),
                       ("data no JSON", {**good, "data": "[{"}), ("data an object", {**good, "data": "{}"}),
                       ("data a number", {**good, "data": 5}), ("data null", {**good, "data": None}),
                       ("data deep", {**good, "data": "[" * 10000 + "]" * 10000}),
                       ("surrogate in data", {**good, "data": good["data"].replace("00-00", r"\ud800", 1)}),
                       ("member twice in data", {**good, "data": good["data"].replace("{", '{"DATA_VALUE":"1",', 1)})]
        for name, values in (("DATA_CODE", (KeyError, "", "x", {})),
                             ("DATA_VALUE", (KeyError, None, "", "1e400", str(10 ** 30), "many", [])),
                             ("ENTERPRISE_CODE", (KeyError, "", [])), ("INPUT_TYPE", (KeyError, "9", "x")),
                             ("STAT_DATE", (KeyError, "4", "week")), ("TYPE", ("5", "x")),
                             ("UPLOAD_DATE", (KeyError, "", messages.FAR_DAY + " 02:00:00", "yesterday"))):
            for value in values:
                broken = json.dumps(messages.changed(record, f"[1].{name}", value))
                data_faults.append((f"{name} {value}", {**good, "data": broken}))
        tag_faults = [("without restcode", {"logsign": tag["logsign"]}), ("logsign empty", {**tag, "logsign": ""})]
        tag_faults += [(text, {**tag, "logsign": text}) for text in (
            "x", "2026-02-30-330000-E-" + "a" * 32, "2026-11-19-330000-E-" + "a" * 31, "2026-11-19-330000-" + "a" * 32)]
        base_faults = [("TYPE 2", {"TYPE": "2"}), ("TYPE empty", {"TYPE": ""}), ("TYPE object", {"TYPE": {}}),
                       ("unknown enterprise", {"TYPE": "3", "ENTERPRISEID": credit_code(999)})]
        for own, faults in (("/data", data_faults), ("/consistency", tag_faults), ("/base", base_faults)):
            def failed(reply, _, form=G_FAILED[own]):
                self.assert_g_fault(reply, form)

            bads = [Bad(name, encoded(body)) for name, body in faults]
            for path in ("/necc" + own, "/necc"):
                self.faults_at("spare_province", chain.national, path, bads, failed).close()

    # G-7.2-6
    def test_an_unknown_restcode_or_foreign_channel_is_403(self):
        foreign = chain.identities["restcode"]  # the other province's channel
        rows, node = messages.daily_records(1), chain.national
        before = calm_content(node)
        for restcode in (foreign, "00000000-0000-0000-0000-000000000000"):
            reply = chain.ask("spare_province", node, "/necc", messages.delivery(restcode, credit_code(2), rows))
            self.assert_g_fault(reply, G_FAILED["/data"], 403)
            tag = {"logsign": f"2026-11-19-330000-{credit_code(2)}-" + "a" * 32, "restcode": restcode}
            self.assert_g_fault(chain.ask("spare_province", node, "/necc", tag), G_FAILED["/consistency"], 403)
        tag = {"logsign": f"2026-11-19-320000-{credit_code(2)}-" + "a" * 32, "restcode": nodes.DOCUMENT_RESTCODES[0]}
        self.assert_g_fault(chain.ask("spare_province", node, "/necc", tag), G_FAILED["/consistency"], 403)
        connection = chain.kept("spare_province", node)
        for method in ("GET", "PUT"):
            self.assertEqual(connection.ask("/necc", b"{}", method).status, 405)
        self.assertEqual(connection.ask("/necc/nothing", b"{}").status, 404)
        connection.close()
        self.assert_stores_nothing(node, before)


class Repetition(WireCase):
    # N-8.8-14 N-8.8-6
    def test_the_same_request_five_times_at_once_is_stored_once(self):
        document_examples()
        rows = messages.daily_records(5, "2026-09-01", "2026-09-02 02:00:00")
        before = batches(chain.province, ENTERPRISE)
        with concurrent.futures.ThreadPoolExecutor(5) as pool:
            replies = list(pool.map(lambda _: upload("spare_city", chain.province, ENTERPRISE, rows), range(5)))
        for reply in replies:
            self.assert_success(reply)
        self.assertEqual(len({reply.headers["Nenghub-Batch-Id"] for reply in replies}), 1)
        self.assertEqual(batches(chain.province, ENTERPRISE), before + 1)
        stored = [row for row in records(chain.province, ENTERPRISE) if row[3].startswith("2026-09-01")]
        self.assertEqual(len(stored), 5)
        self.assertEqual({row[4] for row in stored}, {Decimal(str(r["dataValue"])).normalize() for r in rows})

    # N-8.8-14 G-7.2-4 G-7.1-9
    def test_the_same_batch_by_both_protocols_at_once_is_one_set_of_values(self):
        code, rows = credit_code(3), messages.daily_records(4)
        by_n = messages.energy(DOCUMENT_ID, code, rows)
        by_g = messages.delivery(nodes.DOCUMENT_RESTCODES[0], code, rows)
        calls = [("/uploadEnergyData", by_n), ("/necc", by_g)] * 3
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            replies = list(pool.map(lambda c: chain.ask("spare_province", chain.national, *c), calls))
        for (path, _), reply in zip(calls, replies):
            expected = SUCCESS if path != "/necc" else b'{"responsecode":"true","responsemessage":"receive success"}'
            self.assertEqual((reply.status, reply.body), (200, expected), reply)
        stored = records(chain.national, code)
        self.assertEqual([(r[1], r[3], r[4]) for r in stored],
                         [(r["dataCode"], f"{DAY} 00:00:00", Decimal(str(r["dataValue"])).normalize()) for r in rows])
        self.assertEqual(chain.national.count(f"SELECT COUNT(*) FROM tag WHERE enterprise_code = '{code}'"), 1)
        self.assertLessEqual(batches(chain.national, code), 2)  # one a channel
        day, md5 = chain.national.sql(f"SELECT sign_date, md5 FROM tag WHERE enterprise_code = '{code}'")[0]
        for sum_, expected in ((md5, b'{"responsecode":"true","responsemessage":"success"}'),
                               (md5[::-1], b'{"responsecode":"false","responsemessage":"failed"}')):
            tag = {"logsign": f"{day}-330000-{code}-{sum_}", "restcode": nodes.DOCUMENT_RESTCODES[0]}
            self.assertEqual(chain.ask("spare_province", chain.national, "/necc", tag).body, expected)


class Crash(WireCase):
    # N-8.8-6
    def test_what_was_answered_survives_kill_9(self):
        document_examples()
        rows = messages.daily_records(6, "2026-08-01", "2026-08-02 02:00:00")
        self.assert_success(upload("spare_city", chain.province, ENTERPRISE, rows))
        chain.province.kill_hub()
        chain.province.start_hub()
        stored = [row for row in records(chain.province, ENTERPRISE) if row[3].startswith("2026-08-01")]
        self.assertEqual(len(stored), 6)

    # N-8.8-6 N-8.8-14
    def test_a_request_that_was_inside_at_kill_9_has_no_success_and_is_stored_once_when_resent(self):
        document_examples()
        rows = messages.daily_records(6, "2026-08-03", "2026-08-04 02:00:00")
        before = batches(chain.province, ENTERPRISE)
        # The table shows old rows when it is read more often than every 0.1 s.
        waiting = "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
        with chain.enterprise_locked(chain.province, ENTERPRISE), concurrent.futures.ThreadPoolExecutor(1) as pool:
            inside = pool.submit(upload, "spare_city", chain.province, ENTERPRISE, rows)
            wait_until("the request waits inside", lambda: chain.province.count(waiting) == 1, 4, every=0.3)
            chain.province.kill_hub()
            self.assert_n_fault(inside.result(), Bad("", b"", "E1001", status=503))
        self.assertEqual(batches(chain.province, ENTERPRISE), before)
        chain.province.start_hub()
        for _ in range(2):
            self.assert_success(upload("spare_city", chain.province, ENTERPRISE, rows))
        self.assertEqual(batches(chain.province, ENTERPRISE), before + 1)
        stored = [row for row in records(chain.province, ENTERPRISE) if row[3].startswith("2026-08-03")]
        self.assertEqual(len(stored), 6)


class Database(WireCase):
    # N-8.3-10 N-8.3-9
    def test_without_a_database_every_endpoint_says_e1002_and_recovers(self):
        document_examples()
        pids = {node.name: node.pids["hub"] for node in chain.nodes.values()}
        chain.stop_database()
        try:
            connection = chain.kept("spare_city", chain.province)
            for endpoint in ENDPOINTS:
                with self.subTest(path=endpoint.path):
                    self.assert_n_fault(connection.ask(endpoint.path, endpoint.body()), Bad("", b"", "E1002"))
            connection.close()
            g = chain.kept("spare_province", chain.national)
            restcode = nodes.DOCUMENT_RESTCODES[0]
            tag = {"logsign": f"2026-11-19-330000-{credit_code(2)}-" + "a" * 32, "restcode": restcode}
            for path, body in (("/data", messages.delivery(restcode, credit_code(4), messages.daily_records(1))),
                               ("/consistency", tag), ("/base", {"TYPE": "1"}), ("/config", {"TYPE": "3"})):
                # "false" in 7.1 would mean that the batch is missing, so there the status says that it is our fault.
                status = 503 if path == "/consistency" else 200
                self.assert_g_fault(g.ask("/necc" + path, encoded(body)), G_FAILED[path], status)
            g.close()
        finally:
            chain.start_database()
        for endpoint in ENDPOINTS:
            with self.subTest(path=endpoint.path, when="afterwards"):
                reply = chain.ask("spare_city", chain.province, endpoint.path, endpoint.body())
                self.assertEqual((reply.status, reply.code), (200, "0"), reply)
        self.assertEqual({node.name: node.pids["hub"] for node in chain.nodes.values() if node.is_ready()}, pids)

    # N-7-1
    def test_a_frozen_database_delays_but_loses_and_doubles_nothing(self):
        document_examples()
        rows = messages.daily_records(3, "2026-07-01", "2026-07-02 02:00:00")
        before = batches(chain.province, ENTERPRISE)
        os.kill(chain.database_pid, signal.SIGSTOP)
        thaw = threading.Timer(4, os.kill, (chain.database_pid, signal.SIGCONT))
        thaw.start()
        begun = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            replies = list(pool.map(lambda _: upload("spare_city", chain.province, ENTERPRISE, rows), range(4)))
        took = time.monotonic() - begun
        thaw.join()
        self.assertLess(took, 30)
        for reply in replies:
            self.assertIn(reply.code, ("0", "E1001", "E1002"), reply)
        self.assert_success(upload("spare_city", chain.province, ENTERPRISE, rows))
        self.assertEqual(batches(chain.province, ENTERPRISE), before + 1)


class Visible(WireCase):
    # N-8.8-4
    def test_daily_data_without_real_time_is_a_finding(self):
        def findings(rows):
            reply = upload("spare_city", chain.province, credit_code(5), rows)
            self.assert_success(reply)
            shown = chain.province.run("batch", "show", reply.headers["Nenghub-Batch-Id"])
            return [(one["code"], one["clause"], one["evidence"]) for one in shown["found"] if one["rule"] == "missing_real_time"]

        alone = messages.daily_records(2, "2026-10-01")
        found = findings(alone)
        self.assertEqual(len({code for code, _, _ in found}), 2)
        for _, clause, evidence in found:
            self.assertEqual(clause, "N-8.8-4")
            self.assertIn("2026-10-01", evidence)
        by_hand = messages.daily_records(2, "2026-10-02", inputType=5)
        self.assertEqual(findings(by_hand), [])
        both = messages.daily_records(2, "2026-10-03")
        self.assertEqual(findings(both + [{**row, "statType": 0} for row in both]), [])

    # X-N-3
    def test_versions_and_the_last_check_of_each_peer_are_listed_and_a_late_one_is_flagged(self):
        def listed():
            row = next(p for p in chain.province.run("peer", "list") if p["name"] == "spare_city")
            text = row["lastVersionCheck"]
            return text and datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S"), row["versionCheckOverdue"]

        def check():
            reply = chain.ask("spare_city", chain.province, "/versionCheck", fixture("n05-version-check-request"))
            shown = chain.province.run("peer", "show", "spare_city")
            self.assertEqual(str(shown["regVersion"]), reply.json["regVersion"])

        for hours, late in ((23, False), (25, True)):
            chain.province.sql("UPDATE peer SET last_version_check = "
                               f"UTC_TIMESTAMP(3) - INTERVAL {hours} HOUR WHERE name = 'spare_city'")
            self.assertEqual(listed()[1], late, hours)
        begun = now_in_china().replace(microsecond=0)
        check()
        seen, late = listed()
        self.assertTrue(begun <= seen <= now_in_china())
        self.assertFalse(late)
        first_flow()
        answered, kept = chain.city.run("version-check"), chain.city.run("peer", "show", "province")
        self.assertEqual((kept["theirRegVersion"], kept["theirDicVersion"]), (answered["regVersion"], answered["dicVersion"]))

    # X-N-1 N-8.8-8
    def test_the_state_of_every_batch_is_listed(self):
        own = first_flow()
        claimed = self.claimed_by_the_second_city()
        chain.close_relay("uploadEnergyData")
        try:
            simulated("2026-11-16")
            simulated("2026-11-16", "--seed", 7, enterprises=1)
            self.wait_for({"queued": 4})
        finally:
            chain.open_relay("uploadEnergyData")
        for one in self.listed("queued"):
            self.assertEqual((one["attempts"], one["lastCode"]), (4, "connect"), one)
        os.kill(chain.province.pids["hub"], signal.SIGSTOP)
        try:
            chain.city.run("queue", "round", "--peer", "province")
            self.wait_for({"claimed": 2, "waiting": 2})
        finally:
            os.kill(chain.province.pids["hub"], signal.SIGCONT)
        self.wait_for({"needs_attention": 1})
        refused, = self.listed("needs_attention")
        self.assertEqual((refused["enterprise"], refused["lastCode"]), (claimed, "E2002"))
        self.assertIn("enterpriseCode", refused["lastMessage"])
        chain.city.run("queue", "set-aside", refused["id"], "--reason", "belongs to another city")
        self.assertEqual([one["id"] for one in self.listed("set_aside")], [refused["id"]])
        delivered = {one["enterprise"] for one in self.listed("delivered")}
        self.assertLessEqual(set(own), delivered)
        self.assertEqual(records(chain.province, *own), records(chain.city, *own))

    @staticmethod
    def listed(state):
        rows = chain.city.run("queue", "list", "--state", state, "--limit", 1000)
        return [row for row in rows if row["kind"] == "uploadEnergyData"]

    def wait_for(self, counts):
        def reached():
            seen = collections.Counter(row["state"] for row in chain.city.run("queue", "list", "--limit", 1000))
            return all(seen[state] == count for state, count in counts.items())
        wait_until(f"the city's queue has {counts}", reached, 30)

    @staticmethod
    def claimed_by_the_second_city():
        """An enterprise that the city is going to report too; -> its code."""
        out = chain.directory / "claimed"
        code, = simulated("2026-11-16", "--seed", 7, "--out", out, data_only=False, enterprises=1)
        config = json.loads(next(out.glob("*onfig*.json")).read_text())
        config["provinceId"], config["enterprise"]["regionCode"] = DOCUMENT_ID, "320500"
        reply = chain.ask("spare_city", chain.province, "/uploadConfigData", config)
        assert reply.body == SUCCESS, reply
        return code


class Hops(WireCase):
    # N-1-1 N-8.2-1 N-8.2-4 N-8.6-1 N-8.7-1 N-8.8-1
    def test_the_first_flow_runs_from_city_to_province_and_on_to_national(self):
        codes = first_flow()
        stored = records(chain.city, *codes)
        self.assertEqual(len({row[:4] for row in stored}), len(stored))
        self.assertGreater(len(stored), 300)
        self.assertEqual(records(chain.province, *codes), stored)
        self.assertEqual(records(chain.national, *codes), stored)
        for node, client in ((chain.province, "city"), (chain.national, "province")):
            paths = chain.paths_asked(node, client)
            order = [paths.index(path) for path in ("/", "/downloadBaseData", "/uploadConfigData")]
            self.assertEqual(order, sorted(order), paths)
        for node in (chain.city, chain.province):
            for code in codes:
                with self.subTest(node=node.name, enterprise=code):
                    sent = self.first_sent(node, code)
                    self.assertEqual([kind for kind, _, _ in sent], ["0", "1", "2"])  # 8.6, 8.7, 8.8
                    for (_, _, ended), (_, begun, _) in zip(sent, sent[1:]):
                        self.assertLessEqual(ended, begun, sent)
        counts = collections.Counter(chain.paths_asked(chain.province, "city"))
        self.assertGreaterEqual(counts["/uploadConfigData"], len(codes))
        self.assertGreaterEqual(counts["/uploadMeteringData"], len(codes))
        self.assertGreaterEqual(counts["/uploadEnergyData"], len(codes))

    @staticmethod
    def first_sent(node, code):
        """Kind, begin and end of the first delivery of each kind for an enterprise, in the order of their begin."""
        return [tuple(row) for row in node.sql(
            "SELECT d.kind, a.started, a.started + INTERVAL a.took_ms * 1000 MICROSECOND FROM delivery_all d "
            f"JOIN delivery_attempt a ON a.delivery_id = d.id AND a.attempt = 1 WHERE d.enterprise_code = '{code}' "
            "AND d.id IN (SELECT MIN(id) FROM delivery_all GROUP BY enterprise_code, kind) ORDER BY a.started, d.kind")]

    # N-1-1 N-8.9-1 N-8.10-1
    def test_both_hops_can_look_at_what_they_have_uploaded(self):
        codes = first_flow()
        for node in (chain.city, chain.province):
            config = node.run("download", "config", "--enterprise", codes[0])
            self.assertEqual((config["responseCode"], config["enterprise"]["code"]), ("0", codes[0]))
            reply = node.run("download", "energy", "--enterprise", codes[0], "--date", DAY, "--stat-type", 1)
            stored = [row for row in records(node, codes[0]) if row[2] == "1" and row[3].startswith(DAY)]
            self.assertEqual([(r["dataCode"], r["statDate"]) for r in reply["data"]], [(r[1], r[3]) for r in stored])

    # N-8.2-2 N-3.3-2
    def test_an_everyday_upload_sends_the_configuration_of_changed_enterprises_only(self):
        codes = first_flow()
        before = collections.Counter(chain.paths_asked(chain.province, "city"))
        self.assertEqual(simulated("2026-11-14", data_only=False), codes)  # unchanged
        changed = tuple(chain.city.run("simulate", "--enterprises", 1, "--items", 4, "--day", "2026-11-13")["enterprises"])
        self.assertEqual(changed, codes[:1])
        simulated("2026-11-13")
        drained(chain.city, codes)
        asked = collections.Counter(chain.paths_asked(chain.province, "city")) - before
        self.assertEqual(asked["/uploadConfigData"], 1)
        self.assertGreaterEqual(asked["/uploadEnergyData"], 2 * len(codes))
        self.assertEqual(records(chain.province, *codes), records(chain.city, *codes))

    # N-8.3-14
    def test_each_of_the_seven_addresses_is_used_for_its_own_service(self):
        codes = first_flow()
        before = {service: relay.connections for service, relay in chain.relays.items()}
        for service in ("downloadBaseData", "versionCheck", "uploadConfigData", "uploadMeteringData", "uploadEnergyData"):
            self.assertGreater(before[service], 0, service)
        chain.city.run("download", "config", "--enterprise", codes[0])
        self.assertEqual({s for s, relay in chain.relays.items() if relay.connections > before[s]}, {"downloadConfigData"})
        chain.city.run("download", "energy", "--enterprise", codes[0], "--date", DAY, "--stat-type", 0)
        self.assertEqual({s for s, relay in chain.relays.items() if relay.connections > before[s]},
                         {"downloadConfigData", "downloadEnergyData"})
        chain.city.run("register")
        self.assertGreater(chain.relays[nodes.REGISTER].connections, before[nodes.REGISTER])

    # N-8.5-1 N-8.5-2
    def test_a_changed_address_or_dictionary_is_followed_up_by_itself(self):
        codes = first_flow()
        still = chain.city.run("version-check")
        self.assertEqual((still["registeredAgain"], still["dictionary"]), (False, None))
        moved = nodes.Relay(chain.province.ports["wire"])
        ports = {service: chain.relays[service].port for service in SERVICES}
        try:
            chain.advertise({**ports, "uploadEnergyData": moved.port})
            address = chain.city.run("version-check")
            self.assertGreater(int(address["regVersion"]), int(still["regVersion"]))
            self.assertEqual((address["dicVersion"], address["registeredAgain"], address["dictionary"]),
                             (still["dicVersion"], True, None))
            simulated("2026-11-15")
            drained(chain.city, codes)
            self.assertGreater(moved.connections, 0)
        finally:
            chain.advertise(ports)
            chain.city.run("version-check")
            moved.close()
        usage = chain.base_data / "collectItemUsage.csv"
        usage.write_text(usage.read_text(encoding="utf-8") + "97,试验用途,X\n", encoding="utf-8")
        before = chain.city.run("version-check")
        chain.province.run("dictionary", "import", chain.base_data)
        lists = chain.city.run("version-check")
        self.assertEqual((lists["regVersion"], lists["registeredAgain"]), (before["regVersion"], False))
        self.assertGreater(int(lists["dicVersion"]), int(before["dicVersion"]))
        self.assertEqual(lists["dictionary"]["added"], 1)

    # N-8.3-12
    def test_a_restarted_city_uploads_without_the_registration_platform(self):
        codes = first_flow()
        chain.close_relay(nodes.REGISTER)
        try:
            chain.city.run("register", ok=(1,))
            chain.city.restart_hub()
            simulated("2026-11-17")
            drained(chain.city, codes)
            self.assertEqual(records(chain.province, *codes), records(chain.city, *codes))
        finally:
            chain.open_relay(nodes.REGISTER)


class Lines(unittest.TextTestResult):
    """One line a test, and for each fault where and why."""
    SHOWN_MAX = 5  # faults of one test

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.passed, self.faults, self.begun, self.shown = [], set(), 0.0, 0

    def startTest(self, test):
        super().startTest(test)
        self.begun, self.shown = time.monotonic(), 0

    def addSuccess(self, test):
        self.passed.append(test._testMethodName)
        print(f"ok   {test._testMethodName} ({time.monotonic() - self.begun:.1f} s)", flush=True)

    def fault(self, test, case, error):
        self.faults.add(test._testMethodName)
        self.shown += 1
        if self.shown > self.SHOWN_MAX:
            return
        text = self._exc_info_to_string(error, test)
        print(f"FAIL {case.id().partition('.')[2]} ({time.monotonic() - self.begun:.1f} s)\n{text[-1500:]}", flush=True)

    def addError(self, test, error):
        self.fault(test, test, error)

    def addFailure(self, test, error):
        self.fault(test, test, error)

    def addSubTest(self, test, subtest, error):
        if error:
            self.fault(test, subtest, error)


def note_passed(result, script="wire_test"):
    directory = os.environ.get("NENGHUB_TEST_RESULTS")
    if directory:
        names = [f"{script}.{name}" for name in result.passed if name not in result.faults]
        pathlib.Path(directory, f"{script}.passed").write_text("\n".join(names) + "\n", encoding="utf-8")


def main():
    global chain
    if not nodes.BINARY.exists():
        print(f"FAIL {nodes.BINARY} has not been built\n0 passed, 1 failed")
        return 1
    begun = time.monotonic()
    with nodes.Chain() as chain:
        print(f"     three nodes after {time.monotonic() - begun:.1f} s", flush=True)
        runner = unittest.TextTestRunner(stream=open(os.devnull, "w"), resultclass=Lines, verbosity=0)
        result = unittest.main(argv=sys.argv, exit=False, verbosity=0, testRunner=runner).result
        if result.faults:
            chain.print_faults()
    note_passed(result)
    print(f"{len(result.passed)} passed, {len(result.faults)} failed")
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
