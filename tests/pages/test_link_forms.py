"""The four forms for a link inside a text: Chinese, and each leading to its own address."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

pytestmark = pytest.mark.django_db

TITLES = {"anchor": "添加页内链接", "email": "添加邮箱链接", "external": "添加外部链接", "phone": "添加电话链接"}


@pytest.mark.parametrize("kind", TITLES)
def test_each_form_says_what_it_adds_and_posts_to_itself(client, kind):
    client.force_login(get_user_model().objects.create_superuser("administrator", "", "not-used-here"))
    address = reverse(f"wagtailadmin_choose_page_{kind}_link")
    html = client.get(address).json()["html"]
    assert TITLES[kind] in html and f'action="{address}' in html
