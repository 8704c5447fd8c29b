"""Makes notices that wait for the signer; run inside a cluster's ``manage.py shell``."""

import json

from django.contrib.auth import get_user_model

from cms.pages.content import content_of
from cms.pages.models import ArticlePage, ColumnPage
from cms.review import actions
from cms.review.accepting import EVERY_FINDING


def make(count: int, site: str = "portal") -> None:
    """Print, as JSON, ``title``, ``page`` (its id) and ``digest`` (what the signer is shown) of ``count`` notices."""
    users = get_user_model().objects
    editor, reviewer = users.get(username=f"{site}-editor"), users.get(username=f"{site}-first")
    column = next(page for page in ColumnPage.objects.filter(slug="tzgg") if page.site.key == site)
    made = []
    for number in range(count):
        title = f"关于第{number + 1}次测量的通知"
        page = ArticlePage(
            title=title, body=json.dumps([{"type": "text", "value": "<p>为测量发布用时，特此通知。</p>"}])
        )
        page.locale = column.locale
        page.owner = editor
        page.live = False
        column.add_child(instance=page)
        page.save_revision(user=editor)
        actions.submit(page, editor)
        actions.approve(page, reviewer, decisions=EVERY_FINDING)
        made.append({"title": title, "page": page.pk, "digest": subject_digest(page)})
    print(json.dumps(made))


def subject_digest(page: ArticlePage) -> str:
    """Return the digest that the review page of ``page`` carries in its form."""
    return content_of(page.get_latest_revision_as_object()).digest()
