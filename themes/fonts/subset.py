"""Making the theme's font subsets: ``python -m themes.fonts.subset``.

Each script gets one file with all its layout features: Mongolian is shaped by them, and by the invisible
U+180B–180F, U+200C–200D and U+202F, which must be in the same file as the letters.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .npm import NpmFailed, install

HERE = Path(__file__).parent
TARGET = HERE.parent / "assets" / "fonts"
RECORD = "inputs.sha256"

MONGOLIAN = (
    "U+0020-007E,U+1800-1842,U+180A-180F,U+1810-1819,U+200C-200D,U+202F,U+2048-2049,"
    "U+2013-2014,U+201C-201D,U+3001-3002,U+3008-3011"
)
KAZAKH = (
    "U+060C,U+061B,U+061F,U+0621,U+0627,U+0628,U+062A,U+062C,U+062D,U+062F,U+0631-0634,U+0639,U+0641-0646,"
    "U+0648-064A,U+0654,U+066A-066C,U+0674-0678,U+067E,U+0686,U+06AD,U+06AF,U+06BE,U+06C6,U+06C7,U+06CB,U+06D5,"
    "U+06F0-06F9,U+00AB,U+00BB,U+200C-200F"
)


@dataclass(frozen=True)
class Font:
    """One file to make: its name, the package and file it comes from, the characters it keeps."""

    name: str
    package: str
    source: str
    unicodes: str


FONTS = (
    Font("noto-sans-mongolian", "noto-sans-mongolian", "noto-sans-mongolian-mongolian-400-normal", MONGOLIAN),
    Font("noto-naskh-arabic", "noto-naskh-arabic", "noto-naskh-arabic-arabic-400-normal", KAZAKH),
    Font("noto-naskh-arabic-bold", "noto-naskh-arabic", "noto-naskh-arabic-arabic-700-normal", KAZAKH),
)


def outputs() -> list[str]:
    """Return the names of the files that ``make`` leaves in the target folder."""
    licences = sorted({f"{font.package}.OFL.txt" for font in FONTS})
    return [*(f"{font.name}.woff2" for font in FONTS), *licences]


def is_current(target: Path) -> bool:
    """Return whether ``target`` holds all the files, made from the inputs as they are now."""
    record = target / RECORD
    return (
        all((target / name).is_file() for name in outputs())
        and record.is_file()
        and record.read_text(encoding="ascii") == _inputs_digest()
    )


def make(target: Path) -> None:
    """Make all files anew and put them into ``target``, the record last.

    A run that is cut short leaves the record of the run before, or none, and is simply made again.
    Raises ``NpmFailed`` when the packages cannot be had.
    """
    with tempfile.TemporaryDirectory(prefix="sumu-fonts-") as name:
        work = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / file, work / file)
        install(work)
        packages = work / "node_modules" / "@fontsource"
        made = work / "made"
        made.mkdir()
        for font in FONTS:
            _subset(packages / font.package / "files" / f"{font.source}.woff2", made / f"{font.name}.woff2", font)
            shutil.copyfile(packages / font.package / "LICENSE", made / f"{font.package}.OFL.txt")
        (made / RECORD).write_text(_inputs_digest(), encoding="ascii")
        target.mkdir(parents=True, exist_ok=True)
        (target / RECORD).unlink(missing_ok=True)
        for file in [*outputs(), RECORD]:
            _move(made / file, target / file)


def main() -> int:
    """Make the subsets unless they are there already; return the exit code."""
    if is_current(TARGET):
        return 0
    try:
        make(TARGET)
    except (NpmFailed, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _subset(source: Path, destination: Path, font: Font) -> None:
    from fontTools import subset  # a fifth of a second that a run with nothing to do can spare

    options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
    loaded = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(font.unicodes))
    subsetter.subset(loaded)
    subset.save_font(loaded, str(destination), options)


def _inputs_digest() -> str:
    """Return the digest of what decides the files: the lock and this module with its character lists."""
    return hashlib.sha256((HERE / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _move(source: Path, destination: Path) -> None:
    """Put ``source`` in the place of ``destination`` in one step, also from another file system."""
    temporary = destination.with_name(f".{destination.name}.{os.getpid()}")
    shutil.copyfile(source, temporary)
    temporary.replace(destination)


if __name__ == "__main__":
    sys.exit(main())
