"""Good messages of every endpoint, made from the documents' examples, and what can be wrong with them. Which members are
required and what they may hold is written here from the requirement tables, not taken from the program."""
import copy
import dataclasses
import json
import pathlib
import re

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "fixtures"
ENTERPRISE = "91330000573973053F"
FAR_DAY = "2026-02-30"
HUGE = 10 ** 30
MIB = 1 << 20


def fixture(name):
    return (FIXTURES / f"{name}.json").read_bytes().rstrip(b"\n")


@dataclasses.dataclass
class Endpoint:
    path: str
    example: str
    required: tuple  # members, all E2001 when absent
    wrong: tuple     # (member, value), all E2002
    own_enterprise: bool = False

    def message(self):
        return json.loads(fixture(self.example))

    def body(self):
        """As printed; the request of table 4 with the identity of the other tables (N-8.3-D7)."""
        return fixture(self.example).replace(b"0ef6ceca", b"0ef6ecea")


@dataclasses.dataclass
class Bad:
    name: str
    body: bytes
    code: str = "E2002"
    member: str = ""   # must stand in the message
    status: int = 200


IDENTITY = (("provinceId", "0ef6ecea08bf84c7b639c3e9b84ed54"), ("provinceId", "0ef6ecea08bf84c7b639c3e9b84ed5467"))
UNIT = (("enterpriseCode", "91330000573973053G"), ("enterpriseCode", "9133000057397305"),
        ("enterpriseCode", "9133000057397305IF"))
CONFIG_ITEM = tuple(f"collectItemConfig[0].{name}" for name in (
    "processCode", "processUnitCode", "equipmentCode", "equipmentUnitCode", "energyClassCode", "energyTypeCode",
    "dataUsageCode", "inputType"))
ENTERPRISE_MEMBERS = tuple(f"enterprise.{name}" for name in (
    "code", "name", "typeCode", "industryCode", "regionCode", "center", "corporationCode", "jgzh", "energyConsumeLevel",
    "latitude", "longitude", "phone"))
RECORD = tuple(f"data[1].{name}" for name in (
    "dataCode", "dataValue", "inputType", "statType", "statDate", "uploadDate", "scope", "valid"))

ENDPOINTS = (
    Endpoint("/", "n02-register-request", ("region", "ascription"),
             (("region", "11000"), ("region", "11000a"), ("region", HUGE), ("ascription", "city"))),
    Endpoint("/register", "n02-register-request", ("region", "ascription"),
             (("region", "1100000"), ("ascription", "Province "))),
    Endpoint("/downloadBaseData", "n04-base-data-request", ("provinceId",), IDENTITY),
    Endpoint("/versionCheck", "n05-version-check-request", ("provinceId",), IDENTITY),
    Endpoint("/uploadConfigData", "n06-upload-config-request",
             ("provinceId", "enterpriseCode", "collectItemConfig", "enterprise", *CONFIG_ITEM, *ENTERPRISE_MEMBERS),
             (*IDENTITY, *UNIT, ("collectItemConfig[0].processCode", "0"), ("collectItemConfig[0].energyTypeCode", "33000"),
              ("collectItemConfig[0].inputType", "8"), ("collectItemConfig[0].inputType", HUGE),
              ("collectItemConfig[0].statType", "4"), ("collectItemConfig[0].scope", 5),
              ("collectItemConfig[0].dataValueMax", -1), ("collectItemConfig[0].dataValueMax", HUGE),
              ("enterprise.code", "91330000573973053G"), ("enterprise.typeCode", "15"), ("enterprise.industryCode", "Z3120"),
              ("enterprise.regionCode", "41048"), ("enterprise.energyConsumeLevel", 7), ("enterprise.latitude", 90.5),
              ("enterprise.longitude", 1e9), ("enterprise.zipCode", "4625"), ("enterprise.fieldCode", "700"),
              ("enterprise.center", 1), ("enterprise.registerDate", FAR_DAY), ("enterprise.registerDate", FAR_DAY + " 00:00:00"),
              ("enterprise.registerPrincipal", -1), ("enterprise.registerPrincipal", HUGE),
              ("collectItemConfig", [3]), ("collectItemConfig", ["x"])), own_enterprise=True),
    Endpoint("/uploadMeteringData", "n07-upload-metering-request",
             ("provinceId", "enterpriseCode", "meteringData", "meteringData[1].meteringName",
              "meteringData[1].meteringType", "meteringData[1].dataCode"),
             (*IDENTITY, *UNIT, ("meteringData[1].meteringType", "1206100"), ("meteringData[1].meteringLevel", 4),
              ("meteringData[1].meteringLevel", HUGE), ("meteringData[1].dataCode", "04-01-00-00-0402-30"),
              ("meteringData[1].dataCodeCalculate", 5), ("meteringData[1].dataCodeRatio", HUGE),
              ("meteringData[1].calibrationState", "好"), ("meteringData[1].latelyCalibration", FAR_DAY),
              ("meteringData[1].nextCalibration", "2017-13-01"), ("meteringData[1].installDate", FAR_DAY + " 00:00:00"),
              ("meteringData", [3])), own_enterprise=True),
    Endpoint("/uploadEnergyData", "n08-upload-energy-request", ("provinceId", "enterpriseCode", "data", *RECORD),
             (*IDENTITY, *UNIT, ("data[1].dataCode", "04-02"), ("data[1].dataValue", "many"), ("data[1].dataValue", HUGE),
              ("data[1].dataValue", True), ("data[1].inputType", 0), ("data[1].inputType", 8), ("data[1].inputType", HUGE),
              ("data[1].statType", 4), ("data[1].statType", 1.5), ("data[1].statDate", FAR_DAY),
              ("data[1].statDate", FAR_DAY + " 00:00:00"), ("data[1].statDate", "2014-10-09 24:00:01"),
              ("data[1].uploadDate", FAR_DAY + " 21:58:46"), ("data[1].scope", 5), ("data[1].valid", "yes"),
              ("data[1].valid", 0), ("data", [3]), ("data", [[]])), own_enterprise=True),
    Endpoint("/downloadConfigData", "n10-download-config-request", ("provinceId", "enterpriseCode"), (*IDENTITY, *UNIT),
             own_enterprise=True),
    Endpoint("/downloadEnergyData", "n11-download-energy-request", ("provinceId", "enterpriseCode", "statType", "statDate"),
             (*IDENTITY, *UNIT, ("statType", 4), ("statType", HUGE), ("statDate", FAR_DAY), ("statDate", "20141009x")),
             own_enterprise=True),
)


def encoded(message):
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def steps(member):
    return [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", member)]


def changed(message, member, value):
    """A copy of `message` with `member` as `value`; KeyError as value takes it out."""
    result = copy.deepcopy(message)
    *way, last = steps(member)
    place = result
    for step in way:
        place = place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return result


def value_of(message, member):
    for step in steps(member):
        message = message[step]
    return message


def broken_texts(good):
    """Bodies that are no acceptable JSON, whatever the message."""
    inside = good[1:]  # without the opening brace
    first = re.match(rb'\{"([^"]+)":', good)[1]
    deep = 10_000
    yield Bad("empty body", b"")
    yield Bad("blank body", b" \r\n\t ")
    yield Bad("not JSON", b"hello")
    yield Bad("XML", b"<?xml version='1.0'?><data/>")
    yield Bad("form", b"region=110000&ascription=province")
    yield Bad("truncated at the end", good[:-1])
    yield Bad("truncated in the middle", good[:len(good) // 2])
    yield Bad("two texts", good + good)
    for root in (b"[]", b"[" + good + b"]", b'"text"', b"1", b"true", b"null"):
        yield Bad(f"root {root[:8]!r}", root)
    yield Bad("member twice, values differ", b'{"' + first + b'":"other",' + inside, member=first.decode())
    yield Bad("member inside twice, values differ", b'{"more":{"a":1,"a":2},' + inside, member="more.a")
    yield Bad("number 1e400", b'{"more":1e400,' + inside, member="more")
    yield Bad("10 000 arrays", b"[" * deep + b"]" * deep)
    yield Bad("10 000 arrays in a member", b'{"more":' + b"[" * deep + b"]" * deep + b"," + inside)
    yield Bad("10 000 objects never closed", b'{"a":' * deep)
    for text in (rb"\ud800", rb"\udc00", rb"\ud800\ud800", rb"\ud800x", rb"\ud83d\u0041"):
        yield Bad(f"lone surrogate {text.decode()}", b'{"more":"' + text + b'",' + inside)
    for text in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe4\xb8", b"\xb8", "全厂".encode("gbk")):
        yield Bad(f"broken UTF-8 {text.hex()}", b'{"more":"' + text + b'",' + inside)
    yield Bad("broken UTF-16", good.decode().encode("utf-16"))
    yield Bad("NUL inside", b'{"more":"a\0b"\0,' + inside)
    yield Bad("NaN", b'{"more":NaN,' + inside)
    yield Bad("leading zeros", b'{"more":007,' + inside)


def member_faults(endpoint):
    good = json.loads(endpoint.body())
    for member in endpoint.required:
        here = value_of(good, member)
        yield Bad(f"without {member}", encoded(changed(good, member, KeyError)), "E2001", member)
        for empty in (None, "", "  "):
            yield Bad(f"{member} = {empty!r}", encoded(changed(good, member, empty)), "E2001", member)
        if isinstance(here, list):
            yield Bad(f"{member} = []", encoded(changed(good, member, [])), "E2001", member)
        others = ("x", 1, True) if isinstance(here, (list, dict)) else ([], [1], {}, {"a": 1})
        for other in others:
            yield Bad(f"{member} = {other!r}", encoded(changed(good, member, other)), "E2002", member)
    for member, value in endpoint.wrong:
        yield Bad(f"{member} = {value!r}", encoded(changed(good, member, value)), "E2002", member)
    for member, value in endpoint.wrong:
        if isinstance(value_of(good, member), (int, float)) and not isinstance(value_of(good, member), bool):
            body = encoded(changed(good, member, "@")).replace(b'"@"', b"1e400")
            yield Bad(f"{member} = 1e400", body, "E2002", member)
            break
    if len(endpoint.required) > 1 and endpoint.wrong:
        member, value = endpoint.wrong[0]
        absent = next(name for name in endpoint.required if name != member)
        yield Bad(f"{member} wrong and {absent} absent",
                  encoded(changed(changed(good, member, value), absent, KeyError)), "E2001", absent)


def daily_records(count, day="2026-11-18", upload="2026-11-19 02:00:00", **members):
    return [{"dataCode": f"00-00-00-00-01{i:02d}00-11", "dataValue": 100 + i + 0.5, "inputType": 1, "statType": 1,
             "statDate": f"{day} 00:00:00", "uploadDate": upload, "scope": 1, "valid": True, **members}
            for i in range(count)]


def energy(identity, enterprise, records):
    return {"provinceId": identity, "enterpriseCode": enterprise, "data": records}


def delivery(restcode, enterprise, records):
    """The same records as table 3 has them."""
    rows = [{"DATA_CODE": r["dataCode"], "DATA_VALUE": f"{r['dataValue']:.3f}", "ENTERPRISE_CODE": enterprise,
             "INPUT_TYPE": str(r["inputType"]), "INSERT_DATE": r["uploadDate"], "STAT_DATE": str(r["statType"]),
             "TYPE": str(r["scope"]), "UPLOAD_DATE": r["uploadDate"]} for r in records]
    return {"data": json.dumps(rows, separators=(",", ":")), "restcode": restcode}
