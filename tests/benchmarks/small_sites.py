"""Makes synthetic sites for measurements; run inside a cluster's ``manage.py shell``."""

from tests.store.factories import make_column, make_content, make_site, publish


def make(count: int) -> None:
    """Make ``count`` townships, each with a host of its own, a home, a column and three documents, all public."""
    for number in range(count):
        site = make_site(f"small-{number}", host=f"small-{number}.example.localhost", kind="township")
        column = make_column(site)
        for _document in range(3):
            publish(make_content(site, column=column.key))
