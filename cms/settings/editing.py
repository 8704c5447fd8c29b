"""The editing side (intranet): Wagtail's admin, review, preview, accounts."""

import os

from multilingual.registry import all_languages

from .base import *  # noqa: F403  (a settings module extends the base by taking all of it)
from .base import BASE_DIR, SHARED_APPS, SUMU_VAR
from .secret import secret_key

SECRET_KEY = secret_key(SUMU_VAR)
ALLOWED_HOSTS = os.environ.get("SUMU_EDITING_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    *SHARED_APPS,
    "sites.build",
    "sites.release",
    "sites.mirrors",
    "cms.pages",
    "cms.media",
    "cms.review",
    "cms.accounts",
    "cms.checks",
    "cms.inbox",
    "cms.changes",
    "cms.emergency",
    "cms.theming",
    "cms.ledger",
    "cms.security",
    "cms.importing",
    "cms.sample",
    "cms.publication",
    "cms.releases",
    "cms.verifying",
    "cms.storage",
    "cms.tampering",
    "cms.operation",
    "wagtail.contrib.table_block",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "cms.security.middleware.Origin",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.security.middleware.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.review.middleware.ExplainRefusals",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["cms.security.lockout.Backend", "django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "cms.urls.editing"
WSGI_APPLICATION = "cms.wsgi.editing.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
MEDIA_ROOT = SUMU_VAR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = SUMU_VAR / "static"
STATIC_URL = "/static/"
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"

WAGTAIL_SITE_NAME = "苏木"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = os.environ.get("SUMU_EDITING_URL", "http://localhost:8000")
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "中文"), ("mn-mong", "蒙古文"), ("kk-arab", "哈萨克文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_AUTOSAVE_INTERVAL = 0
"""Off: a new page that saves itself while its editor presses 送审 becomes two pages."""
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None


WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.AttachmentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "heif", "bmp", "tif", "tiff"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.review.finish.finish"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
LANGUAGES_BIDI = [language.code for language in all_languages() if language.direction == "rtl"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "cms.security.passwords.Length"},
    {"NAME": "cms.security.passwords.Classes"},
    {"NAME": "cms.security.passwords.History"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
"""Passwords are changed on the screens of ``cms.security``, which know first passwords and their codes."""

SUMU_TRUSTED_PROXIES = [each for each in os.environ.get("SUMU_TRUSTED_PROXIES", "").split(",") if each]
"""Networks of the proxies in front of the editing side, whose X-Forwarded-For is believed; none by default."""

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = WAGTAILADMIN_BASE_URL.startswith("https:")
OTP_TOTP_ISSUER = "苏木"
AXES_HANDLER = "cms.security.lockout.Handler"
AXES_FAILURE_LIMIT = 1
"""The handler answers 1 for what is locked by the limits in the table, else 0."""
AXES_COOLOFF_TIME = "cms.security.lockout.cool_off"
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_CALLABLE = "cms.security.lockout.answer"
AXES_CLIENT_IP_CALLABLE = "cms.security.lockout.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
"""Log-ins stand in the audit trail."""
AXES_VERBOSE = False

SUMU_RETENTION_DAYS = int(os.environ.get("SUMU_RETENTION_DAYS", "400"))
"""Days for which logs are kept; less than 400 is refused. The ledger is kept for ever."""
