"""Invented Chinese of government websites, as much of it as is asked for, the same each time."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
BODIES: list[str] = _WORDS["bodies"]
THINGS: list[str] = _WORDS["things"]
POOL = 4000


@cache
def sentences() -> tuple[str, ...]:
    """Return some thousands of sentences of about forty characters each, the same in every process."""
    chance = Random(20261121)
    made = []
    for _number in range(POOL):
        first, second = chance.choice(THINGS), chance.choice(THINGS)
        made.append(
            f"{chance.choice(_WORDS['adverbs'])}，{chance.choice(BODIES)}{chance.choice(_WORDS['verbs'])}"
            f"{first}和{second}工作，"
            f"涉及{chance.randint(2, 980)}户{chance.randint(3, 4000)}人，{chance.choice(_WORDS['endings'])}。"
        )
    return tuple(made)


def title(chance: Random, number: int) -> str:
    """Return a title that no other ``number`` has."""
    return f"{chance.choice(BODIES)}关于{chance.choice(THINGS)}的{chance.choice(_WORDS['forms'])}（第{number}号）"


@cache
def _paragraphs() -> tuple[str, ...]:
    chance = Random(1500)
    return tuple("".join(chance.choices(sentences(), k=4)) for _number in range(POOL))


def paragraphs(chance: Random, characters: int) -> list[str]:
    """Return paragraphs of four sentences, together about ``characters`` characters; at least one."""
    pool, made, held = _paragraphs(), list[str](), 0
    while held < characters - 100 or not made:
        text = pool[int(chance.random() * POOL)]
        made.append(text)
        held += len(text)
    return made
