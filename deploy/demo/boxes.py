"""End devices as they are in the field, written from the field notes alone: each sends its bytes as its original does, and
fails where its original would fail. Standard library only, no code of the hub."""
import http.client
import json
import socket
import ssl
import urllib.parse

import sm4

TIMEOUT = 10  # seconds; the shortest read time-out of those clients
# Without any one of these the registration of the Java client throws.
JAVA_NEEDS = ("responseCode", "responseMessage", "deviceId", "loadConfigURL", "loadDicVersionURL", "centerInfoURL",
              "centerDataURL", "centerInfoDownloadURL", "centerDataDownloadURL", "uploadTime")


class Lexeme(str):
    """A number as the client writes it: 123.450000, 1.0E-7."""


def written(value):
    """Compact JSON with members in the order given; nothing is tidied."""
    if isinstance(value, Lexeme):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def like_gson(value):
    """Nulls are left out and five characters escaped."""
    if isinstance(value, dict):
        value = {name: each for name, each in value.items() if each is not None}
        text = "{" + ",".join(f"{json.dumps(name)}:{like_gson(each)}" for name, each in value.items()) + "}"
    elif isinstance(value, list):
        text = "[" + ",".join(map(like_gson, value)) + "]"
    else:
        text = written(value)
    for character in "<>&='":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def hash_map(members):
    """In the order in which java.util.HashMap hands them out."""
    def bucket(name):
        code = 0
        for character in name:
            code = (31 * code + ord(character)) & 0xFFFFFFFF
        return (code ^ code >> 16) & 15
    return dict(sorted(members.items(), key=lambda item: bucket(item[0])))


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:400].decode(errors='replace')}"


class Box:
    """One box of one enterprise. Every request is a new connection, as with all of them."""
    lines = ("Content-Type: application/json",)
    expects = False

    def __init__(self, platform, context, enterprise, region="", source="127.0.0.1"):
        self.platform, self.context, self.source = platform, context, source
        self.enterprise, self.region = enterprise, region
        self.device_id = self.secret_key = None

    def post(self, path_or_url, body, lines=None, pieces=None):
        """`pieces` sends the body chunked, so many bytes each."""
        body = body if isinstance(body, bytes) else body.encode()
        url = path_or_url if "://" in path_or_url else self.platform + path_or_url
        parts = urllib.parse.urlsplit(url)
        length = "Transfer-Encoding: chunked" if pieces else f"Content-Length: {len(body)}"
        head = [f"POST {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", length,
                *(self.lines if lines is None else lines), *(["Expect: 100-continue"] if self.expects else []), "", ""]
        with self.connected(parts) as connection:
            connection.sendall("\r\n".join(head).encode())
            if self.expects:
                self.wait_for_100(connection)
            if pieces:
                for at in range(0, len(body), pieces):
                    piece = body[at:at + pieces]
                    connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
                connection.sendall(b"0\r\n\r\n")
            else:
                connection.sendall(body)
            response = http.client.HTTPResponse(connection, method="POST")
            response.begin()
            return Answer(response)

    def connected(self, parts):
        plain = socket.create_connection((parts.hostname, parts.port), TIMEOUT, source_address=(self.source, 0))
        try:
            return self.context.wrap_socket(plain, server_hostname=parts.hostname)
        except BaseException:
            plain.close()
            raise

    @staticmethod
    def wait_for_100(connection):
        seen = b""
        while not seen.endswith(b"\r\n\r\n"):
            seen += connection.recv(1)
        if not seen.startswith(b"HTTP/1.1 100"):
            raise OSError(f"instead of 100 Continue: {seen[:100]!r}")

    def register(self):
        answer = self.post("/register", written({"enterpriseCode": self.enterprise, "region": self.region}))
        return self.registered(answer)

    def registered(self, answer):
        reply = answer.json
        if answer.status == 200 and reply.get("responseCode") == "0":
            self.device_id, self.secret_key = reply["deviceId"], reply.get("secretKey")
            self.urls = reply
        return answer


class JavaBox(Box):
    """Apache HttpClient, Gson and org.json: HashMap order, beans with everything in them, its own clock in statDate. After an
    upload it posts the same bytes to the version check."""
    lines = ("Content-Type: application/json;charset=UTF-8", "Accept: application/json", "Connection: Keep-Alive",
             "User-Agent: Apache-HttpClient/4.5.5 (Java/1.8.0_181)")

    def register(self):
        answer = self.post("/", written(hash_map({"enterpriseCode": self.enterprise, "region": self.region})))
        self.registered(answer)
        if self.device_id:
            {name: self.urls[name] for name in JAVA_NEEDS}  # JSONObject.get throws for a missing one
        return answer

    def body(self, rows):
        return like_gson(hash_map({"deviceId": self.device_id, "enterpriseCode": self.enterprise,
                                   "data": [self.bean(i, row) for i, row in enumerate(rows)]}))

    def bean(self, i, row):
        """The eight members of table 8 between everything else that its database has."""
        return {"id": 1000 + i, "itemId": f"{i % 7}", "dataName": "1#主变 <电量> a=b & 'c'", "dataCode": row["dataCode"],
                "dataValue": row["dataValue"], "status": 3, "recordType": 0, "inputType": row.get("inputType", 4),
                "statType": row.get("statType", 0), "unit": "kWh", "statDate": row["statDate"],
                "uploadDate": row["uploadDate"], "scope": row.get("scope", 1), "valid": row.get("valid"),
                "insertDate": "Jul 20, 2021 4:30:00 PM", "updateDate": None, "registerDate": None, "remark": "",
                "deviceId": self.device_id, "enterpriseCode": self.enterprise, "page": 1, "limit": 10, "sort": None,
                "order": "", "factory": "一分厂", "meter": {"no": "A1", "rate": 1}, "phases": ["A", "B"], "again": False}

    def upload(self, rows):
        """-> (answer of the upload, answer of the version check)"""
        body = self.body(rows)
        return self.post(self.urls["centerDataURL"], body), self.post(self.urls["loadDicVersionURL"], body)


class SharpBox(Box):
    """HttpWebRequest and Newtonsoft.Json: `deviceid`, no charset, waits for 100 Continue, sends its whole table each time.
    It does not register: somebody has typed the number in."""
    lines = ("Content-Type: application/json", "Accept: application/json")
    expects = True

    def __init__(self, *arguments, device_id, **options):
        super().__init__(*arguments, **options)
        self.device_id = device_id

    def upload(self, table):
        return self.post("/uploadEnergyData", written({"deviceid": self.device_id, "enterpriseCode": self.enterprise,
                                                       "data": table}))


class ApacheBox(Box):
    """The old Apache client: whole numbers only, and nothing counts but the words RECEIVE SUCCESS."""
    lines = ("Content-Type: application/json", "Connection: close")

    def upload(self, rows):
        answer = self.post(self.urls["centerDataURL"], written({"data": rows, "enterpriseCode": self.enterprise,
                                                                "deviceId": self.device_id}))
        return answer, answer.status == 200 and answer.json["responseMessage"] == "RECEIVE SUCCESS"


class SpringBox(Box):
    """RestTemplate with Jackson: every value a text, each value of a record encrypted when it was given a key, one record a
    request, registered once. A reply that does not say it is JSON is no reply."""
    lines = ("Content-Type: application/json; charset=UTF-8", "Accept: application/json, application/*+json",
             "User-Agent: Java/1.8.0_202", "Connection: keep-alive")

    def post(self, *arguments, **options):
        answer = super().post(*arguments, **options)
        if answer.headers.get_content_type() != "application/json":
            raise ValueError("no suitable HttpMessageConverter found for response type")
        return answer

    def body(self, row):
        texts = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in row.items()}
        if self.secret_key:
            texts = {name: sm4.encrypted(text, self.secret_key) for name, text in texts.items()}
        return written({"deviceId": self.device_id, "enterpriseCode": self.enterprise, "data": [texts]})

    def upload(self, rows):
        return [self.post("/uploadEnergyData", self.body(row)) for row in rows]


def careless_context(cert=None, key=None):
    """TLS as those clients do it: whoever answers is believed. With a certificate for the one that has a key store."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if cert:
        context.load_cert_chain(str(cert), str(key))
    return context
