"""The sign-in pages: these and no others. There is no password to forget, and nobody signs up alone.

The names are those by which allauth finds its own pages. A code asked for in another browser, used up or out of date
leads to « nouveau-code », which says so; too many tries in a row are answered by 429.html.
"""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("o/compte/entrer", views.login, name="account_login"),
    path("o/compte/code", views.confirm_login_code, name="account_confirm_login_code"),
    path("o/compte/nouveau-code", views.request_login_code, name="account_request_login_code"),
    path("o/compte/ferme", views.account_inactive, name="account_inactive"),
    path("o/compte/sortir", views.logout, name="account_logout"),
]
