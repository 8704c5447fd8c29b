"""A person's browser without pictures: logs in, follows addresses, sends forms, keeps cookies."""

import http.cookiejar
import re
import urllib.parse
import urllib.request


class Session:
    """One person's session on the editing side."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({})
        )

    def get(self, path: str) -> str:
        """Return the page at ``path``."""
        with self.opener.open(self.base + path, timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, form: dict[str, str], page: str | None = None) -> str:
        """Send ``form`` to ``path`` with the CSRF token of ``page`` (of ``path`` itself by default)."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page or self.get(path))
        assert token, f"no form at {path}"
        data = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token[1]}).encode()
        request = urllib.request.Request(self.base + path, data, headers={"Referer": self.base + path})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()

    def log_in(self, username: str, password: str) -> "Session":
        """Log in on Wagtail's own login page."""
        self.post("/admin/login/", {"username": username, "password": password})
        return self
