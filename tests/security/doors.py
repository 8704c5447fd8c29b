"""Going through the log-in page as a person does."""

from typing import Any

from django.test import Client
from django.urls import reverse

PASSWORD = "correct-horse-battery"


def log_in(name: str, password: str = PASSWORD, client: Client | None = None, **more: Any) -> tuple[Client, Any]:
    """Post the log-in form; return the client and the answer."""
    client = client or Client()
    data = {"username": name, "password": password, "next": "/admin/"}
    return client, client.post(reverse("wagtailadmin_login"), data, **more)


def is_in(client: Client) -> bool:
    """Return whether the dashboard answers."""
    return client.get("/admin/").status_code == 200
