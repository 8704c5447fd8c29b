"""The public side knows no admin address, and cannot write what the editing side keeps."""

import subprocess
import sys

from tests.cluster import ROOT

HOST = "www.sarentala.localhost"


def under_public_settings(cluster, code: str) -> subprocess.CompletedProcess[str]:
    environment = cluster.environment | {"DJANGO_SETTINGS_MODULE": "cms.settings.public"}
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_no_admin_address_answers(cluster):
    for path in ("/admin/", "/admin/login/", "/django-admin/", "/search/../admin/login/", "/documents/1/x.pdf"):
        assert cluster.status(HOST, path) == 404, path


def test_no_account_no_session_no_wagtail_is_installed(cluster):
    result = under_public_settings(cluster, "from django.conf import settings; print(*settings.INSTALLED_APPS)")
    assert "search" in result.stdout.split()
    assert not {"wagtail", "django.contrib.auth", "django.contrib.sessions", "cms.pages"} & set(result.stdout.split())


def test_the_main_database_is_read_only(cluster):
    code = "from sites.registry.models import Site; print(Site.objects.count()); Site.objects.update(name='x')"
    result = under_public_settings(cluster, code)
    assert result.stdout.strip() == "5"
    assert "readonly database" in result.stderr


def test_a_posted_search_and_a_foreign_host_are_refused(cluster):
    assert cluster.status(HOST, "/search/?q=%E9%80%9A%E7%9F%A5&page=x") == 400
    assert cluster.status("evil.example", "/nothing-here/") == 404
