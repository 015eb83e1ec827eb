"""The steps of the end devices: boxes of four kinds report to the city, which passes their values on."""
from decimal import Decimal

from boxes import JAVA_NEEDS, ApacheBox, Box, JavaBox, Lexeme, SpringBox, careless_context, written
from checks import drained, digest, into, open_deliveries, records
from node import expect, wait_until
from topology import DEVICE_REGION, credit_code

ALL = []
step = into(ALL)
DAY, UPLOADED = "2026-11-18", "2026-11-19 08:30:00"
JAVA, APACHE, SPRING, LATE, STRANGER = (credit_code(number) for number in range(801, 806))
BOXES = {}  # enterprise -> box, filled by the registration
WAITING = "待审批"


def made(demo, kind, enterprise, cert=None):
    context = careless_context(demo.cert(cert), demo.key(cert)) if cert else careless_context()
    box = kind(demo.city.device, context, enterprise, DEVICE_REGION)
    BOXES[enterprise] = box
    return box


def values(node, enterprise):
    """(stat type, time, value) of everything stored for it."""
    return sorted((row[2], row[3], row[4]) for row in records(node, f"enterprise_code = '{enterprise}'"))


def sent(rows):
    return sorted((str(row["statType"]), row["statDate"], str(Decimal(str(row["dataValue"])).normalize())) for row in rows)


def expect_everywhere(demo, *enterprises):
    """The province has what the city has; -> how many values, their digest."""
    drained(demo.city)
    where = f"enterprise_code IN ({','.join(map(repr, enterprises))})"
    ours, theirs = records(demo.city, where), records(demo.province, where)
    expect(ours and ours == theirs, f"the city has {len(ours)} values, the province {len(theirs)}")
    return len(ours), digest(ours)


def row(code, value, stat_type, stat_date, **more):
    return {"dataCode": code, "dataValue": value, "inputType": 4, "statType": stat_type, "statDate": stat_date,
            "uploadDate": UPLOADED, "scope": 1, **more}


@step("end devices register at the city")
def register(demo):
    city = demo.city
    city.run("device", "add", "--enterprise", JAVA, "--region", DEVICE_REGION, "--cert", demo.cert("demo_device"))
    city.run("device", "add", "--enterprise", APACHE, "--region", DEVICE_REGION, "--address", "127.0.0.1")
    city.run("device", "add", "--enterprise", SPRING, "--region", DEVICE_REGION, "--address", "127.0.0.0/24",
             "--valid-numeric", "one", "--sm4")
    made(demo, JavaBox, JAVA, cert="demo_device")
    made(demo, ApacheBox, APACHE)
    made(demo, SpringBox, SPRING)
    for box in BOXES.values():
        first, again = box.register(), box.register()
        expect(first.status == 200 and first.json["responseCode"] == "0", f"{box.enterprise}: {first}")
        expect(first.body == again.body, f"registered again: {again}")
        missing = [name for name in JAVA_NEEDS if name not in first.json]
        expect(not missing, f"the reply lacks {missing}")
        expect(box.urls["centerDataURL"] == demo.city.device + "/uploadEnergyData", box.urls["centerDataURL"])
    expect(len({box.device_id for box in BOXES.values()}) == 3, "two devices have one number")
    expect(len(BOXES[SPRING].secret_key) == 32, "no key for the box that encrypts")
    slots = sorted(box.urls["uploadTime"] for box in BOXES.values())
    return f"3 devices, the same answer each time, upload times {' '.join(slots)}"


@step("who is not approved waits")
def approve(demo):
    before = demo.city.count("SELECT COUNT(*) FROM batch")
    late = made(demo, ApacheBox, LATE)
    answer = late.register()
    expect(answer.json["responseCode"] == "E2002" and WAITING in answer.json["responseMessage"], f"{answer}")
    asked = {request["enterprise"]: request for request in demo.city.run("device", "requests")}
    expect(LATE in asked and asked[LATE]["address"] == "127.0.0.1", f"requests: {asked}")
    demo.city.run("device", "approve", LATE, "--region", DEVICE_REGION, "--address", "127.0.0.1")
    expect(late.register().json["responseCode"] == "0", "an approved device is not let in")
    expect(LATE not in str(demo.city.run("device", "requests")), "an approved request still waits")
    # Whoever knows the number but sits elsewhere is as unknown as one without any.
    thief = Box(demo.city.device, careless_context(), LATE, DEVICE_REGION, source="127.0.0.2")
    body = written({"deviceId": late.device_id, "enterpriseCode": LATE,
                    "data": [row("00-00-0000-023300-11", 1, 1, f"{DAY} 00:00:00", valid=True)]})
    refusals = [thief.post("/uploadEnergyData", body), late.post("/uploadEnergyData", body.replace(late.device_id, "0" * 32)),
                late.post("/uploadEnergyData", body.replace(LATE, JAVA)), thief.register()]
    for refused in refusals:
        expect(b'"responseCode":"E2002"' in refused.body and late.device_id.encode() not in refused.body, f"{refused}")
    # No certificate is needed here, but one that is shown must be good.
    for name in ("revoked", "expired", "foreign"):
        bad = Box(demo.city.device, careless_context(demo.cert(name), demo.key(name)), LATE, DEVICE_REGION)
        refusals.append(bad.post("/uploadEnergyData", body))
        expect(refusals[-1].status == 403, f"{name}: {refusals[-1]}")
    expect(demo.city.count("SELECT COUNT(*) FROM batch") == before, "a refused upload left a batch")
    return f"E2002 {WAITING}, approved by the city, then let in; {len(refusals)} others refused"


@step("a Java box uploads its day")
def java_day(demo):
    rows = [row(f"00-00-0000-0{code}-11", Lexeme(f"{value}.{quarter:02d}00"), 0,
                f"{DAY} {quarter // 4:02d}:{quarter % 4 * 15 + 7:02d}:33")
            for code, value in (("23300", 1200), ("11500", 37)) for quarter in range(96)]
    rows.append(row("00-00-0000-023300-11", Lexeme("1.23E+5"), 1, f"{DAY} 00:00:00"))
    upload, check = BOXES[JAVA].upload(rows)
    reply = upload.json
    expect((upload.status, reply["responseCode"], reply["responseMessage"]) == (200, "0", "RECEIVE SUCCESS"), f"{upload}")
    expect((reply["received"], reply["stored"], reply["rejected"]) == (len(rows), len(rows), 0), f"{upload}")
    expect(check.status == 200 and check.json["responseCode"] in ("E2001", "E2002"), f"version check: {check}")
    expect(values(demo.city, JAVA) == sent(rows), "the city stored other values than were sent")
    count, sign = expect_everywhere(demo, JAVA)
    return f"{count} values in records of 25 members, no `valid`, its own clock; equal at the province ({sign})"


@step("an SM4 box uploads its day")
def spring_day(demo):
    rows = [row("00-00-0000-023300-11", f"{100 + hour}.50", 0, f"{DAY} {hour:02d}:00:00", valid="1") for hour in range(24)]
    rows.append(row("00-00-0000-023300-11", "2676.00", 1, f"{DAY} 00:00:00", valid="1"))
    answers = BOXES[SPRING].upload(rows)
    expect(all(answer.json["responseCode"] == "0" for answer in answers), f"{answers}")
    expect(values(demo.city, SPRING) == sent(rows), "the city stored other values than were sent")
    broken = BOXES[SPRING].post("/uploadEnergyData", BOXES[SPRING].body(rows[0])[:-5] + '"}]}')
    expect(broken.status == 200 and "解密失败" in broken.json["responseMessage"], f"{broken}")
    count, sign = expect_everywhere(demo, SPRING)
    return f"{count} values in {len(rows)} requests, equal at the province ({sign}); broken hexadecimal refused"


@step("a faulty record goes to quarantine")
def quarantine(demo):
    box = BOXES[APACHE]
    rows = [row("00-00-0000-023300-11", 1000 + hour, 0, f"{DAY} {hour:02d}:00:00", valid=True) for hour in range(24)]
    rows[7]["statDate"] = "2026-02-30 07:00:00"
    answer, content = box.upload(rows)
    expect(content, f"its client is not content with {answer}")
    reply = answer.json
    expect((reply["received"], reply["stored"], reply["rejected"]) == (24, 23, 1), f"{answer}")
    receipt = box.post("/batchReceipt", written({"deviceId": box.device_id, "batchId": reply["batchId"]})).json
    expect(receipt["rejected"] == 1 and "data[7].statDate" in str(receipt), f"receipt {receipt}")
    expect(values(demo.city, APACHE) == sent(rows[:7] + rows[8:]), "the city stored other values than the good ones")
    again, _ = box.upload(rows)
    expect(again.json["batchId"] == reply["batchId"] and again.json["stored"] == 0, f"sent again: {again}")
    count, _ = expect_everywhere(demo, APACHE)
    wait_until("nothing is left over", lambda: open_deliveries(demo.city) == 0, 30)
    return f"{count} of 24 stored, receipt {reply['batchId']} names data[7].statDate; sent again: nothing new"
