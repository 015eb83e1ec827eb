"""A client written from the documents alone: standard library, no code of the hub."""
import http.client
import json
import ssl
import urllib.parse


class Client:
    """One TLS identity. Every call is one request on a new connection."""

    def __init__(self, ca, cert=None, key=None):
        self.context = ssl.create_default_context(cafile=str(ca))
        if cert:
            self.context.load_cert_chain(str(cert), str(key))

    def post_bytes(self, url, body, headers=None, timeout=120):
        """-> (HTTP status, body bytes). Raises OSError when the connection is refused or cut."""
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=self.context, timeout=timeout)
        try:
            connection.request("POST", parts.path or "/", body,
                               {"Content-Type": "application/json; charset=UTF-8", **(headers or {})})
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()

    def post(self, url, message, **options):
        """-> (HTTP status, decoded reply)"""
        status, body = self.post_bytes(url, json.dumps(message, ensure_ascii=False).encode(), **options)
        return status, json.loads(body)


def refused(call):
    """True when TLS or the edge turns the client away before any answer of the hub."""
    try:
        status, body = call()
        return status in (400, 403, 495, 496) and b'"responseCode":"0"' not in body
    except (OSError, http.client.HTTPException):
        return True
