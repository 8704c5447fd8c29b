"""The Word documents that sample documents carry."""

from cms.media.sniffing import demand_kind
from cms.sample import catalogue, papers


def test_a_paper_is_a_word_document_and_always_the_same() -> None:
    held = [paper for document in catalogue.documents() for paper in document.data.get("attachments", [])]
    assert len(held) >= 4
    for paper in held:
        data = papers.docx(paper["title"], paper["lines"])
        assert data == papers.docx(paper["title"], paper["lines"])
        assert demand_kind(f"{paper['title']}.docx", data) == "docx"
