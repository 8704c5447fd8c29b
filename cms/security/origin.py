"""From where a request comes: the client's address, through no proxy but those that are trusted."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address, or empty when it has none.

    ``X-Forwarded-For`` can be written by anybody, so it counts only as far as trusted proxies
    (``settings.SUMU_TRUSTED_PROXIES``, networks) vouch for it: the nearest address that is none of them is the client.
    """
    nearest = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while nearest and forwarded and _is_trusted(nearest):
        before = _address(forwarded.pop())
        if not before:
            break
        nearest = before
    return nearest


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""


def _is_trusted(address: str) -> bool:
    return any(ip_address(address) in ip_network(network) for network in settings.SUMU_TRUSTED_PROXIES)
