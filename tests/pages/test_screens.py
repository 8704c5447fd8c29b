"""What editors meet on the way from the login to submitting: in Chinese, in order, with labels."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.accounts.setup import locale_of
from cms.pages.models import HomePage
from cms.pages.validation import clean_document_number
from tests.accounts.offices import Office


def screen(client: Client, name: str, *arguments: int) -> BeautifulSoup:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def editor(portal: Office) -> Client:
    client = Client()
    client.force_login(portal.editor)
    return client


def test_the_login_page_is_ours(db: None) -> None:
    page = screen(Client(), "wagtailadmin_login")
    assert page.title.string.split() == ["登录", "-", "苏木"]
    assert [label.get_text(strip=True).rstrip("*") for label in page.select("label")] == ["用户名", "密码"]
    assert page.select_one("svg.sumu-mark") and "Wagtail" not in page.body.get_text()


def test_the_dashboard_leads_to_the_columns_and_nowhere_outside(editor: Client, portal: Office) -> None:
    page = screen(editor, "wagtailadmin_home")
    home = portal.column.get_parent()
    assert page.select_one(f'a[href="{reverse("wagtailadmin_explore", args=[home.pk])}"]')
    assert not [link["href"] for link in page.select("a[href^=http]")]
    assert "wagtail.org" not in str(page)


def test_editions_stand_in_the_languages_order(editor: Client, portal: Office) -> None:
    chinese = portal.column.get_parent().specific
    container = chinese.get_parent()
    for language in ("kk-arab", "mn-mong"):
        home = HomePage(title=f"首页 {language}", slug=language, locale=locale_of(language), live=False)
        home.translation_key = chinese.translation_key
        container.add_child(instance=home)
        container.refresh_from_db()
        home.save_revision()
    page = screen(editor, "wagtailadmin_explore", container.pk)
    titles = [link.get_text(strip=True) for link in page.select("td.title .title-wrapper a")]
    assert titles == [chinese.title, "首页 mn-mong", "首页 kk-arab"]
    assert not page.select(".help-warning") and "site record" not in page.get_text()


def test_the_title_has_a_label_and_submitting_is_a_button(editor: Client, portal: Office) -> None:
    page = screen(editor, "wagtailadmin_pages:edit", portal.article().pk)
    assert page.select_one("label[for=id_title], #id_title-label").get_text(strip=True).startswith("标题")
    assert not page.select(".w-panel.title")
    buttons = [button.get_text(strip=True) for button in page.select(".sumu-actions > button")]
    assert buttons == ["保存草稿", "送审"]


def test_a_sites_container_can_be_neither_saved_nor_submitted(editor: Client, portal: Office) -> None:
    container = portal.column.get_parent().get_parent()
    assert not screen(editor, "wagtailadmin_pages:edit", container.pk).select(".sumu-actions")


def test_names_addresses_and_passwords_are_not_changed_on_the_account_page(editor: Client, portal: Office) -> None:
    page = screen(editor, "wagtailadmin_account")
    assert not page.select("input[name*=password], input[name*=email], input[name*=name]:not([type=hidden])")
    look = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    assert editor.post(reverse("wagtailadmin_account"), look).status_code == 302


def test_nonsense_is_no_document_number() -> None:
    assert clean_document_number(" 国务院令第 656 号") == "国务院令第656号"
    assert clean_document_number(" ") == ""
    with pytest.raises(ValidationError, match="这不像文号"):
        clean_document_number("无")
