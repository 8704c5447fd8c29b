"""The index document, as both engines and as Elasticsearch's client see it."""

import pytest

from search.documents import WEIGHTS, IndexDocument, index_document

from . import factories


def test_the_mapping_names_every_field_that_is_searched() -> None:
    properties = IndexDocument._doc_type.mapping.to_dict()["properties"]
    for name in (*WEIGHTS, "exact_keys"):
        assert properties[name] == {"type": "text", "analyzer": "whitespace"}
    assert properties["site"] == properties["language"] == {"type": "keyword"}


@pytest.mark.django_db
def test_a_document_serialises_with_its_folded_keys() -> None:
    shown = factories.document(
        factories.site("portal"), "內蒙古通知", "正文", payload={"document_number": "内政发〔2025〕1号"}
    )
    sent = index_document(shown).to_dict()
    assert sent["title"] == "內蒙古通知"
    assert sent["title_keys"] == "内蒙 蒙古 古通 通知 知"
    assert "no_2025_1" in sent["number_keys"]
    assert sent["date"] == shown.published_at
