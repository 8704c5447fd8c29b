"""Attachments: which are taken, which are refused and in what words, what the public gets."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.media.attachments import attachment_payload
from cms.media.models import Attachment
from cms.media.names import clean_name, download_name
from cms.media.sniffing import demand_kind
from cms.media.unused import remove_unused
from sites.store import blobs

from . import samples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"


def ole(*streams: str) -> bytes:
    return OLE + b"".join(stream.encode("utf-16-le") + b"\0\0" for stream in streams)


ALLOWED = {
    "报告.PDF": PDF,
    "公文.ofd": samples.archive(OFD_dot_xml="<x/>"),
    "表.docx": samples.document(),
    "表.xlsx": samples.document("sheet"),
    "旧.doc": ole("WordDocument"),
    "旧.wps": ole("WordDocument"),
    "旧.et": ole("Workbook"),
    "旧.ppt": ole("PowerPoint Document"),
    "数据.csv": "名称,数量\n草场,3\n".encode("gb18030"),
    "说明.txt": "说明".encode(),
}
REFUSED = {
    "空.pdf": (b"", "空的"),
    "程序.pdf": (b"MZ\x90\0", "程序"),
    "脚本.txt": (b"#!/bin/sh\n", "程序"),
    "网页.txt": (b" \n<html>", "网页"),
    "图.csv": (b"\xef\xbb\xbf<svg/>", "SVG"),
    "隐.txt": (b"x\n<script>alert(1)</script>", "网页"),
    "照片.pdf": (samples.encoded(samples.corners(), "JPEG"), "图片库"),
    "包.zip": (samples.archive(a_dot_exe=b"MZ"), "压缩包"),
    "包.docx": (samples.archive(a_dot_txt=b"x"), "压缩包"),
    "包.rar": (b"Rar!\x1a\x07", "压缩包"),
    "宏.docx": (samples.document(word__vbaProject_dot_bin=b"x"), "宏"),
    "宏二.docx": (samples.document(**{"[Content_Types]_dot_xml": "macroEnabled.main+xml"}), "宏"),
    "宏.doc": (ole("WordDocument", "_VBA_PROJECT"), "宏"),
    "密.docx": (ole("EncryptedPackage"), "密码"),
    "安装.msi": (ole("SummaryInformation"), "不接受这种"),
    "坏.docx": (samples.document()[:60], "损坏"),
    "半.pdf": (PDF[:20], "不完整"),
    "脚.pdf": (PDF + b"/JavaScript", "脚本"),
    "假.pdf": (samples.document(), "后缀"),
    "假.docx": (PDF, "后缀"),
    "脚本.js": (b"alert(1)", "不接受这种"),
    "无名": (b"hello", "不接受这种"),
    "二进制.txt": (b"a\0b", "不接受这种"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed_kinds_are_known_by_their_content(name):
    assert demand_kind(name, ALLOWED[name]) == name.lower().rpartition(".")[2]


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused_in_words(name):
    data, word = REFUSED[name]
    with pytest.raises(ValidationError, match=word):
        demand_kind(name, data)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(ALLOWED)), st.integers(0, 60))
def test_no_content_raises_anything_but_a_refusal(data, name, kept):
    for content in (data, ALLOWED[name][:kept] + data):
        try:
            assert demand_kind(name, content) == name.lower().rpartition(".")[2]
        except ValidationError as refusal:
            assert refusal.messages[0].endswith("。")


@pytest.mark.django_db
def test_payload_names_the_bytes_and_originals_are_never_lost():
    document = Attachment.objects.create(
        title="../附件1：申请\u202e表.DOCX", file=ContentFile(ALLOWED["表.docx"], "表.docx")
    )
    payload = attachment_payload(document)
    assert payload == {
        "name": "附件1：申请表",
        "digest": document.digest,
        "extension": "docx",
        "size": len(ALLOWED["表.docx"]),
    }
    assert blobs.read(payload["digest"], "docx") == ALLOWED["表.docx"]
    assert document.filename == "附件1：申请表.docx"
    document.file.storage.delete(document.file.name)
    again = Attachment.objects.create(title="同一份", file=ContentFile(ALLOWED["表.docx"], "另名.docx"))
    assert again.file.name == document.file.name
    assert Path(document.file.path).read_bytes() == ALLOWED["表.docx"]
    assert attachment_payload(again) == payload | {"name": "同一份"}


@pytest.mark.django_db
def test_an_altered_original_makes_no_payload():
    document = Attachment.objects.create(title="表", file=ContentFile(b"altered later", "a.txt"))
    Path(document.file.path).write_bytes(b"other bytes")
    with pytest.raises(blobs.BlobMissing):
        attachment_payload(document)


@pytest.mark.django_db
def test_only_what_no_row_names_is_removed():
    kept = Attachment.objects.create(title="留", file=ContentFile(b"kept", "a.txt"))
    gone = Attachment.objects.create(title="去", file=ContentFile(b"gone", "a.txt"))
    gone.delete()
    assert gone.file.name not in remove_unused()
    removed = remove_unused(older_than=-10)
    assert gone.file.name in removed and kept.file.name not in removed
    assert Path(kept.file.path).exists() and not Path(gone.file.path).exists()


@given(st.text(max_size=300))
def test_names_are_safe_and_stable(text):
    name = clean_name(text, "pdf")
    assert name and len(name) <= 120 and not set(name) & set('\\/:*?"<>|\n\r\t\0')
    assert clean_name(name) == name
    assert download_name(text, "pdf") == f"{name}.pdf"


def test_every_real_attachment_is_taken():
    for row in samples.rows("attachments", "index.jsonl"):
        data = samples.shared_data("attachments", row["file"]).read_bytes()
        assert f".{demand_kind(row['original_name'], data)}" == row["ext"]
        with pytest.raises(ValidationError):
            demand_kind(row["original_name"] + ".exe", data)
