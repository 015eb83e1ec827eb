"""The steps of the day, in order. Each returns the counts it prints or raises; what it checks it counts in the
databases or sees on the wire."""
import json
import time
from decimal import Decimal

import device_steps
from checks import AGREED, QUEUED, digest, drained, into, open_deliveries, records, tags
from node import Failed, ROOT, expect, wait_until
from topology import DOCUMENT_PROVINCE_ID, make_certificates
from wire import Client, refused

ALL = []
step = into(ALL)
ESSENTIAL = {"certificates", "databases", "three nodes", "national publishes the dictionary", "city registers"}
ENTERPRISES = 20
DAY = "2026-11-18"
NEXT_DAY = "2026-11-19"
CRASH_DAY = "2026-11-20"
FIXTURES = ROOT / "tests/fixtures"
SUCCESS = b'{"responseCode":"0","responseMessage":"RECEIVE SUCCESS"}'


def own_records(node, day=None):
    """What the city's own enterprises have at `node`, the second city's left out."""
    where = f"enterprise_code IN ({','.join(repr(code) for code in OWN)})"
    if day:
        where += f" AND stat_date >= '{day}' AND stat_date < '{day}' + INTERVAL 1 DAY AND stat_type IN (0, 1)"
    return records(node, where)


OWN = []  # codes of the simulated enterprises, filled by the first upload


def expect_same(demo, a, b, day=None):
    ours, theirs = own_records(a, day), own_records(b, day)
    if ours != theirs:
        lost, extra = set(ours) - set(theirs), set(theirs) - set(ours)
        raise Failed(f"{a.name} has {len(ours)} values, {b.name} {len(theirs)}: {len(lost)} missing there "
                     f"{sorted(lost)[:1]}, {len(extra)} only there {sorted(extra)[:1]}")
    expect(len(ours) == len({row[:4] for row in ours}), "a value is stored twice")
    expect(ours, "nothing stored at all")
    return len(ours), digest(ours)


@step("certificates")
def certificates(demo):
    make_certificates(demo)
    return f"{len(list(demo.certs.glob('*.crt')))} certificates"


@step("databases")
def databases(demo):
    demo.write_configs()
    for node in demo.nodes.values():
        node.start_database()
    return "3 private MariaDB servers, local sockets only"


@step("three nodes", rows="N-3.3-1 G-3-3")
def three_nodes(demo):
    for node in demo.nodes.values():
        node.run("migrate")
    demo.introduce_peers()
    for node in demo.nodes.values():
        node.start_edge()
        node.start_hub()
    demo.write_map()
    return "city, province, national ready"


@step("national publishes the dictionary")
def publish(demo):
    demo.national.run("dictionary", "import", ROOT / "schemas/base_data")
    regions = demo.national.count("SELECT COUNT(*) FROM dictionary_row WHERE list = 'region' AND until_version IS NULL")
    expect(regions == 34 + 369 + 3479, f"{regions} regions")
    return f"{regions} regions"


@step("province synchronises it (7.3)", rows="G-7.3-1 N-8.4-6")
def synchronise(demo):
    demo.province.run("sync", "base-data", "--peer", "national")
    query = "SELECT list, code FROM dictionary_row WHERE until_version IS NULL AND list IN ('region', 'process') ORDER BY 1, 2"
    expect(demo.province.sql(query) == demo.national.sql(query), "the province's dictionary differs")
    return f"{demo.province.count('SELECT COUNT(*) FROM dictionary_row WHERE until_version IS NULL')} rows"


@step("province registers at national (8.3)", rows="N-1-1")
def province_registers(demo):
    demo.province.run("register", "--peer", "national")
    return "registered"


@step("city registers", rows="N-8.2-1 N-8.3-12 N-8.4-1")
def city_registers(demo):
    demo.city.run("register", "--peer", "province")
    demo.city.run("version-check", "--peer", "province")
    rows = demo.city.count("SELECT COUNT(*) FROM dictionary_row WHERE list = 'region' AND until_version IS NULL")
    expect(rows == 34 + 369 + 3479, f"the city holds {rows} regions")
    return f"registered, {rows} regions downloaded, versions checked (8.3, 8.4, 8.5)"


@step("city uploads configuration and a day", rows="N-8.2-1 N-8.6-1 N-8.7-1 N-8.8-1 N-8.8-2 N-3.3-2")
def city_uploads(demo):
    made = demo.city.run("simulate", "--enterprises", ENTERPRISES, "--day", DAY, "--seed", 1)
    OWN.extend(made["enterprises"])
    drained(demo.city)
    count, sign = expect_same(demo, demo.city, demo.province)
    configs = demo.province.count("SELECT COUNT(*) FROM enterprise_config")
    expect(configs >= ENTERPRISES, f"{configs} configurations at the province")
    return f"{ENTERPRISES} enterprises, {count} values equal on both sides ({sign})"


@step("the documents' own examples", rows="N-8.3-6 N-8.5-5 N-8.6-4 N-8.7-3 N-8.8-10 N-8.10-3")
def document_examples(demo):
    client = Client(demo.certs / "ca.crt", demo.cert("spare_city"), demo.key("spare_city"))
    wire = demo.province.wire

    status, reply = client.post_bytes(wire + "/", b'{"region":"110000","ascription":"province"}')
    registration = json.loads(reply)
    expect(status == 200 and registration["provinceId"] == DOCUMENT_PROVINCE_ID, f"8.3: {reply[:200]}")
    expect(list(registration) == ["responseCode", "responseMessage", "provinceId", "loadConfigURL", "loadDicVersionURL",
                                  "centerInfoURL", "centerMeteringDataURL", "centerDataURL", "centerInfoDownloadURL",
                                  "centerDataDownloadURL"], f"8.3: members {list(registration)}")
    for name, key in (("n06-upload-config-request", "centerInfoURL"), ("n07-upload-metering-request", "centerMeteringDataURL"),
                      ("n08-upload-energy-request", "centerDataURL")):
        body = (FIXTURES / f"{name}.json").read_bytes()
        status, reply = client.post_bytes(registration[key], body)
        expect(status == 200 and reply == SUCCESS, f"{name}: {status} {reply[:300].decode()}")
    status, reply = client.post_bytes(registration["centerDataDownloadURL"],
                                      (FIXTURES / "n11-download-energy-request.json").read_bytes())
    wanted = json.loads((FIXTURES / "n11-download-energy-response.json").read_text(), parse_float=str)
    expect(json.loads(reply, parse_float=str) == wanted, f"8.10: {reply[:300].decode()}")
    return "8.3, 8.6, 8.7, 8.8, 8.10 byte for byte"


@step("city downloads it back and compares", rows="N-8.9-1 N-8.10-1 N-8.10-4")
def downloads(demo):
    client = Client(demo.certs / "ca.crt", demo.cert("city"), demo.key("city"))
    identity, values = demo.identities["city"]["provinceId"], 0
    for code in OWN:
        status, reply = client.post(demo.province.wire + "/downloadConfigData",
                                    {"provinceId": identity, "enterpriseCode": code})
        expect(status == 200 and reply["enterprise"]["code"] == code, f"8.9 {code}: {reply.get('responseMessage')}")
        for stat_type in (0, 1):
            status, reply = client.post(demo.province.wire + "/downloadEnergyData",
                                        {"provinceId": identity, "enterpriseCode": code, "statType": stat_type, "statDate": DAY})
            expect(status == 200 and reply["responseCode"] == "0", f"8.10 {code}: {reply}")
            got = sorted((r["dataCode"], r["statDate"], str(Decimal(str(r["dataValue"])).normalize()), r["valid"])
                         for r in reply["data"])
            stored = sorted((r[1], r[3], r[4], r[7] == "1") for r in own_records(demo.city, DAY)
                            if r[0] == code and r[2] == str(stat_type))
            expect(got == stored, f"8.10 {code} statType {stat_type}: {len(got)} values, {len(stored)} were sent")
            values += len(got)
    return f"{values} values of {len(OWN)} enterprises equal (8.9, 8.10)"


ALL.extend(device_steps.ALL)


@step("province proves it to the nation", rows="G-7.1-1 G-7.1-3 G-7.1-5 G-7.2-2 X-G-5")
def prove(demo):
    province, national = demo.province, demo.national
    batches = tags(province)
    expect(batches >= ENTERPRISES, f"{batches} tags at the province")
    province.run("consistency", "push", "--peer", "national")
    drained(province)
    falses = province.count("SELECT COUNT(*) FROM delivery_attempt WHERE code = 'false'")
    expect(falses >= batches, f"national answered false {falses} times, {batches} tags were new to it")
    expect(tags(province, AGREED) == batches, f"{tags(province, AGREED)} of {batches} tags agreed")
    own, theirs = records(province), records(national)
    expect(own == theirs, f"province {len(own)} values, national {len(theirs)}")
    return f"{batches} tags: false, backfill, true; {len(own)} values on both sides ({digest(own)})"


@step("the nation loses a day and is whole again", rows="G-7.5-1 G-7.5-2 G-7.5-5")
def restore(demo):
    province, national = demo.province, demo.national
    before, lost = records(national), OWN[0]
    national.sql(f"DELETE FROM series_block WHERE enterprise_code = '{lost}' AND stat_type = 0 AND period = '{DAY}'")
    gone = len(before) - len(records(national))
    expect(gone > 0, "nothing was deleted")
    province.run("restore", "--peer", "national", "--from", "2026-11-01", "--to", "2026-11-30", "--enterprise", lost)
    drained(province)
    expect(records(national) == before, "the nation is not whole")
    province.run("consistency", "push", "--peer", "national", "--from", "2026-11-01", "--to", "2026-11-30")
    drained(province)
    expect(tags(province) == tags(province, AGREED), "not every tag agreed after the restore")
    return f"{gone} values lost and restored (7.5), all tags true again"


@step("the province loses a day and is whole again", rows="G-7.5-2")
def restore_province(demo):
    province, national = demo.province, demo.national
    before, lost = records(province), OWN[1]
    province.sql(f"DELETE FROM series_block WHERE enterprise_code = '{lost}' AND stat_type = 0 AND period = '{DAY}'")
    gone = len(before) - len(records(province))
    expect(gone > 0, "nothing was deleted")
    national.run("restore", "--peer", "province", "--from", "2026-11-01", "--to", "2026-11-30", "--enterprise", lost)
    drained(national)
    expect(records(province) == before, "the province is not whole")
    return f"{gone} values lost and sent back by the nation (7.2, 7.5)"


@step("province fetches the configuration (7.4)", rows="G-7.4-1 G-7.4-2 G-6.1-1")
def configuration(demo):
    synced = demo.province.run("sync", "config", "--peer", "national")
    expect(synced["enterprises"] >= ENTERPRISES, f"{synced}")
    expect(synced["changed"] == 0, f"the nation holds other configurations: {synced}")
    return f"{synced['enterprises']} enterprises, all equal to what the city sent"


@step("province away during an upload", rows="N-8.8-7 N-8.8-8 G-6.2-5 G-6.2-2")
def province_away(demo):
    city, province = demo.city, demo.province
    province.stop_edge()
    province.stop_hub()
    city.run("simulate", "--enterprises", ENTERPRISES, "--day", NEXT_DAY, "--seed", 1, "--data-only")
    queued = f"SELECT COUNT(*) FROM delivery WHERE state = {QUEUED}"
    wait_until("the city's batches are queued", lambda: city.count(queued) == ENTERPRISES, 90, every=0.3)
    province.start_hub()
    province.start_edge()
    demo.write_map()
    city.run("queue", "round", "--peer", "province")
    drained(city)
    count, sign = expect_same(demo, city, province, NEXT_DAY)
    return f"{ENTERPRISES} batches queued after 4 attempts each, then {count} values arrived once ({sign})"


@step("kill -9 of the province during ingest", rows="N-8.8-6 N-8.8-14")
def killed(demo):
    city, province = demo.city, demo.province
    kills = 0
    city.run("simulate", "--enterprises", ENTERPRISES, "--items", 40, "--day", CRASH_DAY, "--seed", 1, "--data-only")
    while open_deliveries(city) and kills < 6:
        time.sleep(0.05 * (kills + 1))  # another moment each time
        province.kill_hub()
        kills += 1
        province.start_hub()
        city.run("queue", "round", "--peer", "province")
    demo.write_map()
    drained(city)
    expect(kills >= 2, f"only {kills} kills: the ingest was over before")
    count, sign = expect_same(demo, city, province, CRASH_DAY)
    return f"{kills} kills, {count} values, 0 lost, 0 twice ({sign})"


@step("and the nation has it too", rows="G-4-1 G-7-1")
def settle(demo):
    demo.province.run("consistency", "push", "--peer", "national")
    drained(demo.province)
    own, theirs = records(demo.province), records(demo.national)
    expect(own == theirs, f"province {len(own)} values, national {len(theirs)}")
    return f"{len(own)} values, {digest(own)}"


@step("hostile and wrong clients", rows="N-3.3-3 N-8.1-1 N-8.3-11 N-8.9-5 N-8.10-5 N-6-2")
def hostile(demo):
    wire, ca = demo.province.wire, demo.certs / "ca.crt"
    upload = (FIXTURES / "n08-upload-energy-request.json").read_bytes()
    before = demo.province.count("SELECT COUNT(*) FROM batch")
    done = 0
    for name in ("revoked", "expired", "foreign", "not_yet_valid", "wrong_usage"):
        client = Client(ca, demo.cert(name), demo.key(name))
        expect(refused(lambda c=client: c.post_bytes(wire + "/uploadEnergyData", upload)), f"{name} was let in")
        done += 1
    expect(refused(lambda: Client(ca).post_bytes(wire + "/uploadEnergyData", upload)), "no certificate was let in")
    # A right certificate that is registered elsewhere only.
    stranger = Client(ca, demo.cert("spare_province"), demo.key("spare_province"))
    status, reply = stranger.post_bytes(wire + "/uploadEnergyData", upload)
    expect(status == 403 and json.loads(reply)["responseCode"] == "E2002", f"stranger: {status} {reply[:200]}")
    spare = Client(ca, demo.cert("spare_city"), demo.key("spare_city"))
    status, reply = spare.post_bytes(wire + "/uploadEnergyData",
                                     upload.replace(DOCUMENT_PROVINCE_ID.encode(), demo.identities["city"]["provinceId"].encode()))
    expect(status == 403 and "provinceId" in reply.decode(), f"another's provinceId: {status} {reply[:200]}")
    status, reply = spare.post_bytes(wire + "/uploadEnergyData", upload.replace(b"91330000573973053F", OWN[0].encode()))
    expect("E2002" in reply.decode() and "enterpriseCode" in reply.decode(), f"another city's enterprise: {status} {reply[:200]}")
    status, reply = spare.post_bytes(wire + "/uploadEnergyData", upload.replace(b"2014-10-09", b"2026-02-30"))
    expect(b"E2002" in reply and b"statDate" in reply, f"30 February: {status} {reply[:200]}")
    status, reply = spare.post_bytes(wire + "/uploadEnergyData", b"[" * 10000)
    expect(b"E2002" in reply, f"10 000 brackets: {status} {reply[:200]}")
    status, reply = spare.post_bytes(wire + "/uploadEnergyData", upload)
    expect(reply == SUCCESS, "the honest client is no longer served")
    expect(demo.province.count("SELECT COUNT(*) FROM batch") == before, "a refused request left a batch")
    return f"{done + 6} refused as documented, nothing stored, the honest one still served"
