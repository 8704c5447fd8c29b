"""Whether a query's groups are met by a text's tokens: the plain definition of what both engines do."""

from multilingual.folding import index_text, query_groups


def has_phrase(tokens: list[str], phrase: tuple[str, ...]) -> bool:
    def met(token: str, wanted: str) -> bool:
        return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted

    places = range(len(tokens) - len(phrase) + 1)
    return any(all(map(met, tokens[place:], phrase)) for place in places)


def finds(query: str, text: str, code: str) -> bool:
    tokens = index_text(text, code).split()
    groups = query_groups(query, code)
    return bool(groups) and all(any(has_phrase(tokens, way) for way in group.alternatives) for group in groups)
