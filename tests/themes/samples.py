"""Full sample contexts of every page in every language: every field filled, or every optional one left empty."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from multilingual import registry
from multilingual.registry import Language
from sites.build.context import Assets, Edition, Footer, Item, LanguageLink, Link, Page

CODES = registry.codes()
TEMPLATES = ["home", "column", "article", "policy", "service", "leader", "search", "not_found", "site_map"]
LISTS = ["news", "notices", "policies", "services", "leaders"]
ORIGIN = "http://www.example.gov.cn"
PICTURE_DIGEST = "ab" + "0" * 62
MOMENT = datetime(2025, 11, 8, 1, 30, tzinfo=timezone.utc)  # noqa: UP017

WORDS = {
    "zh-hans": {
        "site": "示例旗人民政府",
        "portal": "示例市人民政府",
        "organisation": "示例旗人民政府办公室",
        "contact": "0477-1234567（工作日 8:30-18:00）",
        "columns": ["政府信息公开", "新闻动态", "通知公告", "政策文件", "办事服务", "领导信息"],
        "titles": [
            "关于做好今冬明春草原防火工作的通知",
            "全旗乡村振兴现场推进会在巴音苏木召开，部署下一阶段重点工作",
            "关于公布2025年度行政规范性文件清理结果的公告",
            "示例旗城乡居民基本养老保险参保登记办事指南",
            "国务院办公厅关于推进政务公开工作的意见",
            "全旗牲畜防疫工作培训班开班",
        ],
        "name": "巴特尔",
        "post": "旗委副书记、旗人民政府旗长",
        "text": "为进一步做好今冬明春草原防火工作，保护人民群众生命财产安全，现就有关事项通知如下。"
        "各苏木乡镇要压实责任，值班电话0477-1234567，每日8:30-18:00有人值守。",
        "heading": "一、总体要求",
        "caption": "各苏木乡镇值班安排",
        "cells": ["苏木乡镇", "值班电话", "人数"],
    },
    "mn-mong": {
        "site": "ᠵᠢᠱᠢᠶ᠎ᠡ ᠬᠣᠰᠢᠭᠤᠨ\u202fᠤ ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠣᠷᠳᠣᠨ",
        "portal": "ᠬᠣᠲᠠ\u202fᠶᠢᠨ ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠣᠷᠳᠣᠨ",
        "organisation": "ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠣᠷᠳᠣᠨ\u202fᠤ ᠠᠯᠪᠠᠨ ᠭᠡᠷ",
        "contact": "0477-1234567",
        "columns": ["ᠮᠡᠳᠡᠭᠡ ᠵᠠᠩᠭᠢ", "ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠮᠡᠳᠡᠭᠡ", "ᠵᠠᠷᠯᠠᠯ", "ᠪᠣᠳᠣᠯᠭ᠎ᠠ", "ᠦᠢᠯᠡᠴᠢᠯᠡᠭᠡ", "ᠤᠳᠤᠷᠢᠳᠤᠭᠴᠢ"],
        "titles": [
            "ᠦᠪᠣᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠦᠪᠡᠷᠳᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠴᠠᠬᠢᠯᠭᠠᠨ ᠱᠠᠳᠣ\u202fᠶᠢᠨ ᠠᠮᠥᠷ ᠳᠦᠪᠰᠢᠨ\u202fᠤ ᠠᠷᠭ᠎ᠠ",
            "ᠬᠣᠰᠢᠭᠤᠨ\u202fᠤ ᠬᠦᠳᠡᠭᠡ\u202fᠶᠢ ᠮᠠᠨᠳᠤᠭᠤᠯᠬᠤ ᠬᠤᠷᠠᠯ",
            "2025 ᠣᠨ\u202fᠤ ᠵᠠᠷᠯᠠᠯ",
            "ᠦᠢᠯᠡᠴᠢᠯᠡᠭᠡᠨ\u202fᠦ ᠵᠢᠯᠣᠭᠣᠳᠤᠯᠭ᠎ᠠ",
            "ᠪᠦᠬᠦᠳᠡ ᠨᠠᠶᠢᠷᠠᠮᠳᠠᠬᠤ ᠳᠤᠮᠳᠠᠳᠤ ᠠᠷᠠᠳ ᠤᠯᠤᠰ\u202fᠤᠨ ᠬᠠᠤᠯᠢ",
            "ᠮᠠᠯ\u202fᠤᠨ ᠡᠪᠡᠳᠴᠢᠨ\u202fᠡᠴᠡ ᠰᠡᠷᠭᠡᠶᠢᠯᠡᠬᠦ ᠰᠤᠷᠭᠠᠯᠲᠠ",
        ],
        "name": "ᠪᠠᠭᠠᠲᠤᠷ",
        "post": "ᠬᠣᠰᠢᠭᠤᠨ\u202fᠤ ᠳᠠᠷᠤᠭ᠎ᠠ",
        "text": "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠤᠯ\u202fᠤᠨ ᠥᠪᠡᠷᠲᠡᠭᠡᠨ ᠵᠠᠰᠠᠬᠤ ᠣᠷᠣᠨ\u202fᠤ ᠠᠷᠠᠳ\u202fᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠣᠷᠳᠣᠨ\u202fᠤ ᠵᠠᠷᠯᠢᠭ 213 "
        "ᠳ᠋ᠤᠭᠠᠷ᠂ ᠤᠲᠠᠰᠤ 0477-1234567᠃ 国办发〔2017〕47号 ᠪᠢᠴᠢᠭ\u202fᠦᠨ ᠳᠠᠭᠠᠤ ᠨᠡᠶᠢᠲᠡᠯᠡᠭᠰᠡᠨ ᠪᠠᠶᠢᠨ᠎ᠠ᠃",
        "heading": "ᠨᠢᠭᠡ᠂ ᠶᠡᠷᠦᠩᠬᠡᠢ ᠱᠠᠭᠠᠷᠳᠠᠯᠭ᠎ᠠ",
        "caption": "ᠠᠵᠢᠯ\u202fᠤᠨ ᠬᠦᠰᠦᠨᠦᠭᠲᠦ",
        "cells": ["ᠰᠤᠮᠤ", "ᠤᠲᠠᠰᠤ", "ᠲᠣᠭ᠎ᠠ"],
    },
    "kk-arab": {
        "site": "ۇلگى اۋداندىق حالىق ۇكىمەتى",
        "portal": "ىلە قازاق اۆتونوميالى وبلىستىق حالىق ۇكىمەتى",
        "organisation": "ۇلگى اۋداندىق حالىق ۇكىمەتىنىڭ كەڭسەسى",
        "contact": "0999-1234567 (8:30-18:30)",
        "columns": ["ۇكىمەت حابارلارى", "جاڭالىقتار", "ۇقتىرۋلار", "ساياسات قۇجاتتارى", "قىزمەت كورسەتۋ", "باسشىلار"],
        "titles": [
            "ىلە قازاق اۆتونوميالى وبلىستىق حالىق قۇرىلتايى تۇراقتى كوميتەتىنىڭ ۇقتىرۋى",
            "اۋداندا اۋىل-قىستاقتاردى گۇلدەندىرۋ ٴماجىلىسى اشىلدى",
            "2025 - جىلعى قۇجاتتار تۋرالى حابارلاندىرۋ",
            "قالا-قىستاق تۇرعىندارىنىڭ زەينەت قامسىزداندىرۋى",
            "ۇكىمەت حابارىن اشىق جاريالاۋ ەرەجەسى",
            "مال اۋرۋىنىڭ الدىن الۋ كۋرسى",
        ],
        "name": "ەرلان",
        "post": "اۋدان باستىعى",
        "text": "وسى ەرەجە حالىقتىڭ ۇكىمەت حابارىن زاڭ بويىنشا الۋىنا كەپىلدىك ەتۋ ٴۇشىن بەلگىلەندى. "
        "تەلەفون 0999-1234567، جۇمىس ۋاقىتى 8:30-18:30، 国办发〔2017〕47号 قۇجاتى بويىنشا.",
        "heading": "ٴبىرىنشى، جالپى تالاپ",
        "caption": "كەزەكشىلىك كەستەسى",
        "cells": ["اۋىل", "تەلەفون", "سانى"],
    },
}


def picture(code: str) -> dict[str, Any]:
    return {
        "alt": WORDS[code]["titles"][1],
        "caption": WORDS[code]["titles"][1],
        "sizes": [
            {"digest": PICTURE_DIGEST, "extension": "png", "width": width, "height": width * 2 // 3}
            for width in (400, 800, 1200)
        ],
    }


def edition(code: str, *, base: str = "/", kind: str = "department") -> Edition:
    words = WORDS[code]
    root = base if code == registry.DEFAULT else f"{base}{code}/"
    return Edition(
        site_name=words["site"],
        site_kind=kind,
        language=registry.get(code),
        home_url=root,
        absolute_home_url=ORIGIN + root,
        search_url=f"{root}search/",
        feed_url=f"{root}feed.xml",
        navigation=[Link(text, f"{root}column{number}/", number == 1) for number, text in enumerate(words["columns"])],
        assets=Assets(f"{base}assets/site.css", f"{base}assets/site.js", f"{base}assets/vertical.js"),
        files_root=base,
        footer=Footer(
            organisation=words["organisation"],
            contact=words["contact"],
            site_code="1506000009",
            icp_number="蒙ICP备12345678号-1",
            police_number="蒙公网安备 15060002000001号",
            sitemap_url=f"{root}sitemap/",
        ),
        portal=Link(words["portal"], "/"),
        section=Link(words["columns"][1], f"{root}column1/", is_current=True),
    )


def language_links(code: str) -> list[LanguageLink]:
    def link(language: Language) -> LanguageLink:
        root = "/" if language.code == registry.DEFAULT else f"/{language.code}/"
        return LanguageLink(language, root, ORIGIN + root, language.code == code, True)

    return [link(language) for language in registry.all_languages()]


def payload(code: str, kind: str, number: int = 0) -> dict[str, Any]:
    """Return a full document payload as docs/developers/content.md describes it."""
    words = WORDS[code]
    rows = [words["cells"], [words["titles"][2], "0477-1234567", "12"], [words["titles"][5], "0477-7654321", "50-100"]]
    made: dict[str, Any] = {
        "title": words["name"] if kind == "leader" else words["titles"][number % 6],
        "summary": words["text"][:60],
        "keywords": words["columns"][:2],
        "source": words["organisation"],
        "author": words["name"],
        "document_number": "示政办发〔2025〕47号",
        "picture": picture(code) if kind in ("article", "leader") else None,
        "body": [
            {"type": "text", "html": f"<p>{words['text']}</p><p>{words['text'] * 3}</p>"},
            {"type": "heading", "text": words["heading"], "level": 2},
            {
                "type": "text",
                "html": f'<p>{words["text"]} <a href="/">{words["titles"][2]}</a></p><ul><li>{words["titles"][0]}</li>'
                f"<li>{words['titles'][3]}</li></ul><table><tbody><tr><th>{words['cells'][0]}</th>"
                f"<td>2025-01-02</td></tr></tbody></table>",
            },
            {"type": "picture", "picture": picture(code)},
            {"type": "heading", "text": words["heading"], "level": 3},
            {"type": "table", "caption": words["caption"], "header": True, "rows": rows},
            {"type": "table", "caption": "", "header": False, "rows": rows},
            {"type": "quote", "text": words["text"], "attribution": words["organisation"]},
        ],
        "attachments": [
            {"name": words["titles"][2], "digest": PICTURE_DIGEST, "extension": "pdf", "size": 1_234_567},
            {"name": words["caption"], "digest": PICTURE_DIGEST, "extension": "xlsx", "size": 34_500},
        ],
        "sample": True,
    }
    if kind == "policy":
        made["policy"] = {
            "index_number": "000014349/2025-00110",
            "issuer": words["organisation"],
            "subject": words["columns"][3],
            "date_written": "2025-11-03",
            "validity": "repealed" if number % 2 else "valid",
        }
    if kind == "service":
        texts = ("basis", "conditions", "process")
        made["service"] = dict.fromkeys(texts, f"{words['titles'][4]}\n{words['text']}") | {
            "place": words["organisation"],
            "hours": "8:30-12:00，14:30-18:00",
            "phone": "0477-1234567",
            "time_limit": "15",
            "fee": "0",
            "materials": words["titles"][:3],
        }
    if kind == "leader":
        made["leader"] = {"post": words["post"], "portfolio": words["text"], "position": 1}
    return made


KIND_OF_LIST = {"policies": "policy", "services": "service", "leaders": "leader"}


def items(code: str, lists: str, count: int = 6) -> list[Item]:
    kind = KIND_OF_LIST.get(lists, "article")
    made = []
    for number in range(count):
        content = payload(code, kind, number)
        shown = None if kind == "article" and number % 3 == 2 else content["picture"]
        date = MOMENT - timedelta(days=number * 3)
        made.append(Item(content["title"], f"/d/{number}.html", date, kind, content["summary"], content, shown))
    return made


def home_blocks(code: str) -> list[dict[str, Any]]:
    words = WORDS[code]
    links = [Link(text, f"/column{number}/") for number, text in enumerate(words["columns"])]
    lists: list[dict[str, Any]] = [
        {"type": "column_list", "column": links[number], "count": 6, "items": items(code, "notices")}
        for number in (1, 2, 3)
    ]
    lists.append({"type": "column_list", "column": links[4], "count": 6, "items": []})
    return [
        {
            "type": "pictures",
            "column": links[1],
            "items": [replace(item, picture=picture(code)) for item in items(code, "news", 3)],
        },
        *lists,
        {
            "type": "links",
            "title": words["columns"][4],
            "links": [{"text": text, "href": f"/link{number}/"} for number, text in enumerate(words["columns"])],
        },
        {
            "type": "introduction",
            "title": words["site"],
            "html": f"<p>{words['text']}</p><p>{words['text']}</p>",
            "picture": picture(code),
        },
    ]


def page(code: str, template: str, *, lists: str = "news") -> Page:
    """Return a page with every field filled."""
    words = WORDS[code]
    made = edition(code)
    crumbs = [
        Link(words["site"], made.home_url),
        Link(words["columns"][1], made.navigation[1].url, template == "column"),
    ]
    meta = [("SiteName", words["site"]), ("SiteDomain", "www.example.gov.cn"), ("SiteIDCode", "1506000009")]
    url = made.home_url if template == "home" else f"{made.home_url}{template}.html"
    base = Page(
        template=template,
        title=words["titles"][0],
        url=url,
        absolute_url=ORIGIN + url,
        edition=made,
        languages=language_links(code),
        breadcrumbs=crumbs,
        meta=meta,
    )
    if template == "home":
        return replace(base, title=words["site"], breadcrumbs=[], blocks=home_blocks(code))
    if template == "column":
        return replace(
            base,
            title=words["columns"][1],
            payload={
                "title": words["columns"][1],
                "summary": "",
                "description": words["text"][:50],
                "keywords": [],
                "column_type": "",
                "lists": lists,
                "in_navigation": True,
                "position": 1,
            },
            items=items(code, lists),
            blocks=home_blocks(code)[1:3] if lists == "notices" else [],
            column=made.navigation[1],
            number=3,
            older=Link("2", f"{made.home_url}column1/2.html"),
            newer=Link("4", f"{made.home_url}column1/4.html"),
            total=87,
        )
    if template == "site_map":
        blocks = [
            {"type": "columns", "column": link, "children": made.navigation[:number]}
            for number, link in enumerate(made.navigation)
        ]
        return replace(base, blocks=blocks)
    if template in ("article", "policy", "service", "leader"):
        content = payload(code, template)
        return replace(
            base,
            title=content["title"],
            breadcrumbs=[*crumbs, Link(content["title"], "", True)],
            payload=content,
            published_at=MOMENT,
            source=words["organisation"],
            column=made.navigation[1],
        )
    return base


def bare(full: Page) -> Page:
    """Return ``full`` with everything optional left empty, as a new site's first pages are."""
    content = {
        key: None if key == "picture" else _emptied(value) for key, value in full.payload.items() if key != "sample"
    }
    content |= {key: full.payload[key] for key in ("title", "lists") if key in full.payload}
    if "policy" in full.payload:
        content["policy"]["validity"] = "unknown"
    footer = Footer(full.edition.footer.organisation, "", "", "", "", "")
    return replace(
        full,
        edition=replace(full.edition, navigation=[], section=None, footer=footer, portal=None, memo={}, common={}),
        languages=[link for link in full.languages if link.is_current],
        breadcrumbs=[],
        meta=[],
        payload=content,
        items=[],
        blocks=[block | {"items": [], "picture": None} for block in full.blocks if full.template == "home"],
        published_at=None,
        source="",
        column=None,
        number=0,
        older=None,
        newer=None,
        total=0,
    )


def _emptied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _emptied(inner) for key, inner in value.items()}
    return {str: "", list: [], int: 0, bool: False}.get(type(value))


@dataclass(frozen=True)
class SearchItem:
    """A hit, shaped as ``search.context.SearchItem``; this room must not import that one."""

    title: str
    url: str
    snippet: str
    date: datetime
    site_name: str
    column_name: str


@dataclass(frozen=True)
class SearchPage:
    """What the search fragment receives, shaped as ``search.context.SearchPage``."""

    query: str
    language: Language
    action_url: str
    scope: str
    scopes: list[tuple[str, str, bool]]
    total: int
    items: list[SearchItem]
    page: int
    pages: int
    previous_url: str
    next_url: str
    error: str


def search_page(code: str, *, with_results: bool = True, error: str = "") -> SearchPage:
    """Return a search for a word of the sample text, with or without hits."""
    words = WORDS[code]
    hits = [
        SearchItem(
            f"<mark>{title[:3]}</mark>{title[3:]}", f"/d/{number}.html", words["text"], MOMENT, words["site"], ""
        )
        for number, title in enumerate(words["titles"])
    ]
    root = edition(code).search_url
    return SearchPage(
        query=words["titles"][0][:3],
        language=registry.get(code),
        action_url=root,
        scope="site",
        scopes=[("all", words["portal"], False), ("site", words["site"], True), ("languages", words["name"], False)],
        total=26 if with_results else 0,
        items=hits if with_results else [],
        page=2,
        pages=5 if with_results else 0,
        previous_url=f"{root}?q=1&page=1",
        next_url=f"{root}?q=1&page=3",
        error=error,
    )
