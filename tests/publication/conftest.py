"""Each test releases into a state folder of its own, and a real web server shows what is in it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress

from cms.accounts.grant import grant
from sites.web.server import web_root_application
from tests.accounts.offices import Office, office, person
from tests.web.web_server import free_port


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    """Return the state folder of this test."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR


@pytest.fixture
def web(var: Path, settings) -> Iterator[int]:
    """Serve the web roots; return the port."""
    port = free_port()
    settings.SUMU_LIVE_CHECK = [f"127.0.0.1:{port}"]
    server = waitress.create_server(web_root_application(var, ""), host="127.0.0.1", port=port, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    yield port
    server.close()
    server.task_dispatcher.shutdown()


@pytest.fixture
def portal(db: None, web: int) -> Office:
    """Return the portal with an administrator, its home and its column public."""
    made = office("portal")
    made.admin = person("portal-admin", first_name="高", last_name="娃")
    grant(made.admin, made.site, "site_admin", by="test")
    return made
