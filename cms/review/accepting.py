"""Letting every finding stand at once: for the sample and for tests, where nobody sits before a screen."""

from collections.abc import Iterator, Mapping

from cms.checks.decisions import ACCEPT, NOTE


class EveryFinding(Mapping[str, str]):
    """Stands for a form in which each finding was ticked and none got a note; serious ones stop all the same."""

    def __getitem__(self, name: str) -> str:
        if name.startswith(ACCEPT) and not name.startswith(NOTE):
            return "1"
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


EVERY_FINDING = EveryFinding()
