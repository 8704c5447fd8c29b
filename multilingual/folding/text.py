"""A whole text to the tokens that are indexed."""

from multilingual import document_number, registry

from . import chinese, kazakh, mongolian
from .characters import normalise
from .runs import Run, runs

NUMBER_PREFIX = "no_"
"""Marks the token of a document number: ``no_2017_47`` for 〔2017〕47号, whoever issued it."""


def index_text(text: str, code: str) -> str:
    """Return the tokens of ``text``, separated by spaces, as both engines index them.

    ``code`` is the language of the edition; what a run becomes is decided by its script. Raises
    ``registry.UnknownLanguage`` for an unknown code.
    """
    return " ".join(index_tokens(text, code))


def index_tokens(text: str, code: str) -> list[str]:
    """Return the tokens of ``text`` in order, then one for each document number in it."""
    registry.get(code)
    normalised = normalise(text)
    tokens: list[str] = []
    for run in runs(normalised):
        tokens += tokens_of_run(run)
    tokens += [number_token(found.value) for found in document_number.find(normalised)]
    return tokens


def tokens_of_run(run: Run) -> list[str]:
    """Return the tokens that one run is indexed under."""
    match run.script:
        case "han":
            return chinese.index_tokens(run.text)
        case "mongolian":
            return mongolian.index_tokens(run.text)
        case "arabic":
            return [key] if (key := kazakh.skeleton_of_arabic(run.text)) else []
        case "cyrillic":
            return [key] if (key := kazakh.skeleton_of_cyrillic(run.text)) else []
        case _:
            return [run.text]


def number_token(number: document_number.DocumentNumber) -> str:
    """Return the token of a document number."""
    return f"{NUMBER_PREFIX}{number.year}_{number.number}"
