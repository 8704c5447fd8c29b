"""The page types, one file each."""

from .article import ArticlePage
from .column import ColumnPage
from .home import HomePage
from .leader import LeaderPage
from .policy import PolicyPage
from .service import ServicePage
from .site import SitePage

__all__ = ["ArticlePage", "ColumnPage", "HomePage", "LeaderPage", "PolicyPage", "ServicePage", "SitePage"]
