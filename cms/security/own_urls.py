"""Addresses of one's own log-in. They stand outside Wagtail's, because whoever may not yet enter has to reach them."""

from django.urls import path

from . import own_views

app_name = "cms_login"
urlpatterns = [
    path("", own_views.overview, name="overview"),
    path("password/", own_views.password, name="password"),
    path("verify/", own_views.verify, name="verify"),
    path("enrol/", own_views.enrol, name="enrol"),
    path("enrol/code.svg", own_views.qr_code, name="qr_code"),
    path("codes/", own_views.new_codes, name="codes"),
    path("sessions/end/", own_views.end_others, name="end_others"),
]
