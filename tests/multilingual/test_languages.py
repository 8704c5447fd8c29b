"""What Django is told about the languages."""

from django.utils.translation import get_language_info


def test_django_knows_the_languages_as_they_are() -> None:
    kazakh = get_language_info("kk-arab")
    assert (kazakh["code"], kazakh["bidi"]) == ("kk-arab", True)
    assert get_language_info("mn-mong")["name_local"] == "ᠮᠣᠩᠭᠣᠯ"
