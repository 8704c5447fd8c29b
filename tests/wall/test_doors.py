"""Every way that content can change in the installed Wagtail is known, is tried, and changes nothing in public."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
import wagtail.actions
from django.apps import apps
from django.core.management import get_commands
from django.test import TestCase
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.wall import judge, sweep
from tests.wall.doors import api, reads, signals
from tests.wall.scene import TRIES, Scene, Try
from tests.wall.town import Town
from tests.wall.walk import addresses

for _file in sorted((Path(__file__).parent / "doors").glob("[a-z]*.py")):
    importlib.import_module(f"tests.wall.doors.{_file.stem}")

EDITING = addresses("cms.urls.editing")
KNOWN = {name for one in TRIES for name in one.doors} | reads.names()
HOW = "say in tests/wall/doors/ how it is tried, or in reads.py why it cannot change anything in public"


def test_every_address_is_known() -> None:
    unknown = sorted({f"{one.name} ({one.view})" for one in EDITING if one.name not in KNOWN})
    assert unknown == [], HOW


def test_no_table_names_an_address_that_is_gone() -> None:
    walked = {one.name for one in EDITING}
    kinds = ("bulk", "command", "signal", "action", "model", "api", "storage")
    assert sorted(name for name in KNOWN - walked if name.split(":")[0] not in kinds) == []


def test_every_bulk_action_is_known() -> None:
    bulk_action_registry._scan_for_bulk_actions()
    held = {
        f"bulk:{app}.{model}.{action}"
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    }
    assert sorted(held - KNOWN) == [], HOW


def test_every_command_is_known() -> None:
    assert sorted({f"command:{name}" for name in get_commands()} - KNOWN) == [], HOW


def test_every_signal_is_known() -> None:
    assert sorted({f"signal:{name}" for name in signals.NAMES} - KNOWN) == [], HOW


def test_every_action_of_wagtail_is_known() -> None:
    found = set()
    for module in pkgutil.iter_modules(wagtail.actions.__path__):
        held = importlib.import_module(f"wagtail.actions.{module.name}")
        found |= {
            name for name, value in inspect.getmembers(held, inspect.isclass) if value.__module__ == held.__name__
        }
    actions = {f"action:{name}" for name in found if name.endswith("Action")}
    assert sorted(actions - KNOWN) == [], HOW


def test_every_action_of_the_admin_api_is_known() -> None:
    assert sorted({f"api:{name}" for name in api.actions()} - KNOWN) == [], HOW


def test_no_other_way_of_writing_is_mounted() -> None:
    """Wagtail's public APIs, Django's own admin and the contributed applications would each need tries of their own."""
    installed = {config.name for config in apps.get_app_configs()}
    assert not installed & {"django.contrib.admin", "wagtail.api.v2", "wagtail.api.v3", "ninja", "wagtail_localize"}
    assert {name for name in installed if name.startswith("wagtail.contrib.")} == {"wagtail.contrib.table_block"}
    assert not [one for one in EDITING if one.view.startswith(("wagtail.api", "ninja", "django.contrib.admin"))]
    assert not [one for one in addresses("cms.urls.public") if not one.view.startswith(("search.", "cms.operation."))]


@pytest.mark.parametrize("one", TRIES, ids=lambda one: one.name)
def test_nothing_becomes_public_by(one: Try, town: Town) -> None:
    before = judge.standing()
    for number, who in enumerate(one.who):
        with judge.undone():
            scene = Scene(town, who)
            with TestCase.captureOnCommitCallbacks(execute=True):
                proof = one.act(scene)
            said = f"{who}: {scene.summary}"
            assert not scene.failed, said
            assert proof or number, f"the try itself was not well made: {said}"
            assert judge.unlawful(before, may_publish=one.may_publish) == [], said


@pytest.mark.parametrize("who", ["root", "editor", "first"])
@pytest.mark.parametrize("area", sweep.areas(EDITING))
def test_asking_for_an_address_changes_nothing(area: str, who: str, town: Town) -> None:
    """Each address is opened and sent an empty form, whatever the tables say about it.

    Some of Wagtail's own views answer an empty form with an error of the program; ours must not.
    """
    before = judge.standing()
    for address in sweep.of_area(EDITING, area):
        scene = Scene(town, who)
        for ask in (scene.client.get, scene.client.post):
            with judge.undone():
                answer = ask(sweep.path(address, town.here))
                failed = getattr(answer, "exc_info", None)
                assert answer.status_code < 500 or address.view.startswith("wagtail."), f"{address.name} {failed}"
                assert judge.unlawful(before) == [], address.name
