"""The content files: complete, consistent, in the right script, marked by their invented names."""

import csv
import gzip
import re
from collections import Counter

import pytest

from cms.sample import catalogue, markup, pictures
from cms.sample.catalogue import SampleDocument, SampleEdition
from cms.sample.drafts import page_type
from multilingual import document_number, registry
from tests.shared import shared_data

SERVICE_ELEMENTS = ("basis", "conditions", "materials", "process", "place", "hours", "phone", "time_limit", "fee")
POLICY_ITEMS = ("index_number", "issuer", "subject", "date_written", "validity")
DOCUMENTS = catalogue.documents()
EDITIONS = [edition for site in catalogue.sites() for edition in site.editions]
HAN = re.compile(r"[\u4e00-\u9fff]")
SCRIPTS = {"zh-hans": HAN, "mn-mong": re.compile(r"[\u1820-\u1842]"), "kk-arab": re.compile(r"[\u0620-\u06ff]")}
FOREIGN = {
    "zh-hans": re.compile(r"[\u1820-\u1842\u0600-\u06ff\u0400-\u04ff]"),
    "mn-mong": re.compile(r"[\u0600-\u06ff\u0400-\u04ffA-Za-z]"),
    "kk-arab": re.compile(r"[\u1820-\u1842\u0400-\u04ffA-Za-z]"),
}


def name(document: SampleDocument) -> str:
    return f"{document.path}-{document.language}"


def text_of(document: SampleDocument) -> str:
    data = document.data
    own = [*data.get("service", {}).values(), *data.get("leader", {}).values()]
    words = [str(value) for value in own if isinstance(value, str)] + data.get("service", {}).get("materials", [])
    body = re.sub(r"\]\(document:[^)]+\)|!\[[a-z0-9-]+\]", "", data["body"])
    return "\n".join([data["title"], data["summary"], *data["keywords"], body, *words])


def shown_pictures(document: SampleDocument) -> list[dict[str, str]]:
    inside = [value for kind, value in markup.blocks(document.data["body"], lambda _: "<a>") if kind == "picture"]
    return [*inside, *([document.data["picture"]] if "picture" in document.data else [])]


def test_there_are_enough_documents_of_every_kind() -> None:
    assert len(DOCUMENTS) >= 100
    kinds = Counter(page_type(document.column).kind for document in DOCUMENTS)
    assert min(kinds[kind] for kind in ("article", "policy", "service", "leader")) >= 10
    sizes = Counter((document.site, document.language) for document in DOCUMENTS)
    assert sizes["portal", "zh-hans"] >= 30
    assert min(sizes["portal", "mn-mong"], sizes["portal", "kk-arab"]) >= 6
    assert all(sizes[site.key, "zh-hans"] >= 10 for site in catalogue.sites())


def test_portal_and_one_township_have_all_languages() -> None:
    languages = {site.key: [edition.language for edition in site.editions] for site in catalogue.sites()}
    assert languages.pop("portal") == languages.pop("tybl") == registry.codes()
    assert set(map(tuple, languages.values())) == {("zh-hans",)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_document_is_complete(document: SampleDocument) -> None:
    data = document.data
    assert data["title"].strip() and len(data["title"]) <= 255
    assert data["summary"].strip() and len(data["summary"]) <= 100
    assert data["keywords"] and len("、".join(data["keywords"])) <= 200
    number = data.get("document_number", "")
    if number:
        assert document_number.parse(number) is not None and document_number.canonical(number) == number
    for picture in shown_pictures(document):
        assert picture["name"] in pictures.names()
        assert 0 < len(picture["alt"]) <= 200
    kind = page_type(document.column).kind
    if kind == "policy":
        assert number and all(data["policy"][item] for item in POLICY_ITEMS)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["policy"]["date_written"])
    if kind == "service":
        assert all(data["service"][element] for element in SERVICE_ELEMENTS)
    if kind == "leader":
        assert data["leader"]["post"] and data["leader"]["portfolio"] and data["leader"]["position"]
        assert document.language != "zh-hans" or re.search("示例|样例|样本", data["title"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_text_is_in_the_script_of_its_language(document: SampleDocument) -> None:
    text = text_of(document)
    letters = SCRIPTS[document.language].findall(text)
    assert len(letters) > 40
    assert not FOREIGN[document.language].search(text)
    if document.language != "zh-hans":
        assert not HAN.search(text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_language_version_has_a_chinese_one_of_the_same_number(document: SampleDocument) -> None:
    chinese = next(other for other in DOCUMENTS if other.path == document.path and other.language == registry.DEFAULT)
    assert chinese.data.get("document_number") == document.data.get("document_number")
    assert chinese.translation_key == document.translation_key


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: f"{edition.site}-{edition.language}")
def test_edition_names_only_what_is_there(edition: SampleEdition) -> None:
    held = {document.path for document in edition.documents}
    blank = [code for code in edition.columns if not any(path.split("/")[1] == code for path in held)]
    assert not blank, "不得开设空白栏目"
    assert 3 <= len(edition.columns) <= 8
    named = [block["column"] for block in edition.home if "column" in block]
    assert set(named) | set(edition.not_in_navigation) <= set(edition.columns)
    files = catalogue.FOLDER / edition.site / edition.language
    assert {path.parent.name for path in files.glob("*/*.toml")} == set(edition.columns)
    texts = [document.data["body"] for document in edition.documents] + [b.get("text", "") for b in edition.home]
    every = {document.path for document in DOCUMENTS if document.language == edition.language}
    assert {path for text in texts for path in markup.links(text)} <= every


def test_no_two_documents_share_a_number() -> None:
    numbers = Counter(d.data.get("document_number") for d in DOCUMENTS if d.language == registry.DEFAULT)
    numbers.pop(None)
    assert set(numbers.values()) == {1}


def test_standard_columns_speak_every_language() -> None:
    for column in catalogue.standard_columns().values():
        for field in ("name", "description"):
            assert list(column[field]) == registry.codes()
            for language, text in column[field].items():
                assert SCRIPTS[language].search(text)


def test_files_say_that_no_native_editor_read_them() -> None:
    for path in catalogue.FOLDER.rglob("*.toml"):
        text = path.read_text()
        if SCRIPTS["mn-mong"].search(text) or SCRIPTS["kk-arab"].search(text):
            assert "No native editor has read" in text.splitlines()[1], path


def test_places_exist_nowhere() -> None:
    folder = shared_data("divisions")
    counties = (folder / "counties.csv").read_text()
    with gzip.open(folder / "townships.csv.gz", "rt") as stream:
        places = [row["name"] for row in csv.DictReader(counties.splitlines())] + [
            row["name"] for row in csv.DictReader(stream)
        ]
    for invented in ("萨仁塔拉", "托雅", "云杉沟", "红石滩镇", "样例", "示例"):
        assert not [place for place in places if invented in place]
