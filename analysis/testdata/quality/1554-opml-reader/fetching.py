"""Fetching feeds whose address was typed in by a user."""
import ipaddress
import socket
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

MAX_FEED = 2 * 1024 * 1024


class FeedRefused(Exception):
    pass


class PinnedAdapter(HTTPAdapter):
    """Connects to the address that was checked, while TLS still verifies the host name."""

    def __init__(self, host, **kwargs):
        self._host = host
        super().__init__(**kwargs)

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, server_hostname=self._host, assert_hostname=self._host, **kwargs)


def public_address(host):
    try:
        infos = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise FeedRefused("unknown host") from None
    addresses = [ipaddress.ip_address(info[4][0]) for info in infos]
    if not addresses or not all(a.is_global and not a.is_multicast for a in addresses):
        raise FeedRefused("not a public address")
    return addresses[0]


def fetch_feed(url):
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.port not in (None, 443) or parts.username:
        raise FeedRefused("only plain https addresses")
    address = public_address(parts.hostname)
    host = f"[{address}]" if address.version == 6 else str(address)
    pinned = parts._replace(netloc=host).geturl()
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", PinnedAdapter(parts.hostname))
        try:
            with session.get(pinned, headers={"Host": parts.hostname}, timeout=(3, 10), stream=True,
                             allow_redirects=False) as response:
                if response.status_code != 200:
                    raise FeedRefused("the server did not answer with a feed")
                body = bytearray()
                for chunk in response.iter_content(32 * 1024):
                    body += chunk
                    if len(body) > MAX_FEED:
                        raise FeedRefused("the feed is too large")
        except requests.RequestException as exc:
            raise FeedRefused("the server is not reachable") from exc
    return bytes(body)
