"""A nation that answers nonsense."""
import json
import socket
import ssl
import threading
import time

from scenario import Scenario, expect, flows_again


def told(code, message="scripted"):
    return 200, json.dumps({"responseCode": code, "responseMessage": message}).encode()


ANSWERS = (
    told("E1001"), told("E1002"), told("E2001", "缺少 data"), told("E2002", "格式不合法"), told("E9999"),
    (200, b""), (200, b"\x00\xff\xfe garbage \x80"), (200, b"<!DOCTYPE html><html><body>502</body></html>"),
    (200, b'{"responseCode":'), (200, b"[]"), (200, b'{"responseCode":{"a":1}}'), (200, b"[" * 100_000),
    (500, b""), (503, b'{"responseCode":"0","responseMessage":"RECEIVE SUCCESS"}'), (404, b"<html>nginx</html>"),
    (302, b""), (204, b""),
)


class ScriptedNation:
    """Speaks TLS as the nation and answers the next of the list to whatever comes. Half of its answers end untidily."""

    def __init__(self, stage, chance):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(stage.cert("server_national"), stage.certs / "server_national.key")
        self.chance, self.given = chance, 0
        self.listener = socket.create_server(("127.0.0.1", stage.spare_ports[6]))
        self.port = stage.spare_ports[6]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(plain,), daemon=True).start()

    def answer(self, plain):
        try:
            plain.settimeout(5)
            with self.context.wrap_socket(plain, server_side=True) as peer:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = peer.recv(65536)
                    if not piece:
                        return
                    head += piece
                status, body = ANSWERS[self.given % len(ANSWERS)]
                self.given += 1
                length = len(body) + (100 if self.chance.random() < 0.15 else 0)  # and then never comes
                lines = [f"HTTP/1.1 {status} X", f"Content-Length: {length}", "Connection: close",
                         "Location: http://127.0.0.1:1/elsewhere" if status == 302 else "X-Nothing: here", "", ""]
                peer.sendall("\r\n".join(lines).encode() + body)
        except OSError:
            pass

    def close(self):
        self.listener.close()


class HostileNation(Scenario):
    """E1001, E2002, garbage, HTML, 200 with nothing, redirects, half answers: classified, kept, delivered afterwards."""
    name = "hostile_nation"

    def run(self, run):
        province = run.province
        nation = ScriptedNation(run.stage, run.chance)
        try:
            mark = province.count("SELECT COALESCE(MAX(delivery_id), 0) FROM delivery_attempt")
            run.relay.lead("province-national", f"127.0.0.1:{nation.port}")
            deadline = time.monotonic() + run.of(12, 25)
            while time.monotonic() < deadline and nation.given < 3 * len(ANSWERS):
                time.sleep(0.2)
        finally:
            run.relay.lead("province-national", run.stage.target_of("province-national"))
            nation.close()
        codes = {row[0] for row in province.sql(f"SELECT DISTINCT code FROM delivery_attempt WHERE delivery_id > {mark} - 2000")}
        run.injected(nation.given)
        expect(nation.given >= len(ANSWERS), f"only {nation.given} answers were fetched")
        expect(not province.hub_ended(), "the hub ended")
        return f"answers={nation.given} classified={len(codes)} flows_after_s={flows_again(run):.1f}"


ALL = (HostileNation,)
