"""Where a picture was taken: uploads are written anew without it; this tells when one had it, or has it still."""

from collections.abc import Iterator

from cms.media.locations import has_location
from cms.media.models import Picture
from sites.store import blobs

from ..finding import Finding, finding
from ..material import Material, ShownPicture
from ..models import PictureLocation
from ..rules import Rule

SOURCE = "《个人信息保护法》第二十八条（行踪轨迹属敏感个人信息）；《网络数据安全管理条例》"
STILL_THERE = Rule(
    code="picture-location",
    title="公开的图片带有拍摄地点",
    why="读者下载图片就能查到拍摄地点的经纬度。",
    source=SOURCE,
    certainty="law",
    what_to_do="请把图片重新上传一次，系统会去除拍摄信息。",
    is_serious=True,
)
IN_ORIGINAL = Rule(
    code="picture-location-original",
    title="原图带有拍摄地点",
    why="图片库里的原图带有拍摄地点；公开的图片是重新生成的，不含这些信息。",
    source=SOURCE,
    certainty="law",
    what_to_do="请把图片重新上传一次；不能让人知道拍摄地点的（如当事人住处），再看画面本身会不会透露。",
)
WAS_UPLOADED = Rule(
    code="picture-location-removed",
    title="上传的图片曾带有拍摄地点",
    why="上传的照片里有经纬度，系统已经去除，公开的图片不含这些信息。",
    source=SOURCE,
    certainty="law",
    what_to_do="画面本身若会透露不宜公开的地点（住址、涉密场所），请换图；否则由审核人确认。",
)


def check(material: Material) -> Iterator[Finding]:
    """Yield pictures whose public bytes, original or upload tells where they were taken."""
    marked = set(
        PictureLocation.objects.filter(digest__in=[one.original for one in material.pictures]).values_list(
            "digest", flat=True
        )
    )
    for picture in material.pictures:
        rule = _of(picture, marked)
        if rule is not None:
            yield finding(rule, picture.where, picture.alt, named=[picture.original or str(picture.sizes)])


def _of(picture: ShownPicture, marked: set[str]) -> Rule | None:
    if any(_blob_tells(size["digest"], size["extension"]) for size in picture.sizes[-1:]):
        return STILL_THERE
    if picture.original and _original_tells(picture.original):
        return IN_ORIGINAL
    return WAS_UPLOADED if picture.original in marked else None


def _blob_tells(digest: str, extension: str) -> bool:
    path = blobs.path_of(digest, extension)
    return path.exists() and has_location(path)


def _original_tells(digest: str) -> bool:
    picture = Picture.objects.filter(file__contains=digest).first()
    if picture is None:
        return False
    try:
        with picture.open_file() as stream:
            return has_location(stream)
    except OSError:
        return False
