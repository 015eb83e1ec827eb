"""A double of a platform: a real node behind a proxy that changes its answers by one seeded fault. Mutual TLS on both
sides; the addresses that registration gives lead back to the double."""
import http.client
import http.server
import json
import ssl
import threading


class Answer:
    def __init__(self, status, content_type, body):
        self.status, self.content_type, self.body = status, content_type, body


def number_code(path, request, answer):
    answer.body = answer.body.replace(b'"responseCode":"0"', b'"responseCode":0')


def page_for_bad_json(path, request, answer):
    try:
        json.loads(request)
    except ValueError:
        answer.status, answer.content_type, answer.body = 500, "text/html", b"<html><body>Internal Server Error</body></html>"


def forgets_valid(path, request, answer):
    if path == "/downloadEnergyData":
        answer.body = answer.body.replace(b'"valid":false', b'"valid":true')


def success_without_scope(path, request, answer):
    if path == "/uploadEnergyData" and b"scope" in answer.body:
        answer.body = b'{"responseCode":"0","responseMessage":"RECEIVE SUCCESS"}'


# Fault -> what it does and the check that must find it.
FAULTS = {
    "none": (lambda path, request, answer: None, None),
    "number_code": (number_code, "N-8.5/success"),
    "page_for_bad_json": (page_for_bad_json, "N-6/not-json"),
    "forgets_valid": (forgets_valid, "N-8.8/stored-suspicion"),
    "success_without_scope": (success_without_scope, "N-8.8/missing"),
}


class Double:
    """`with Double(node, client, certs, name, fault) as double:` serves at double.url until left."""

    def __init__(self, base, client, certs, name, fault):
        self.base, self.client, self.change = base, client, FAULTS[fault][0]
        double = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer = double.forward(self.command, self.path, body)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a stranger that is turned away is no news
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certs / f"server_{name}.crt", certs / f"server_{name}.key")
        context.load_verify_locations(certs / "ca.crt")
        context.verify_mode = ssl.CERT_REQUIRED
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://127.0.0.1:{self.server.server_address[1]}"
        self.connection, self.lock = None, threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        if self.connection:
            self.connection.close()

    def forward(self, method, path, body):
        with self.lock:
            reply = self._ask(method, path, body)
            text = reply.read().replace(self.base.encode(), self.url.encode())
        answer = Answer(reply.status, reply.headers.get("Content-Type", ""), text)
        self.change(path, body, answer)
        return answer

    def _ask(self, method, path, body):
        for _ in range(2):
            try:
                if not self.connection:
                    port = int(self.base.rsplit(":", 1)[1])
                    self.connection = http.client.HTTPSConnection("127.0.0.1", port, context=self.client.context, timeout=30)
                self.connection.request(method, path, body, {"Content-Type": "application/json; charset=UTF-8"})
                return self.connection.getresponse()
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
        raise ConnectionError("the node does not answer")
