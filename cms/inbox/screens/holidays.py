"""节假日: the table of days off and days worked, one year at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sites.store import clock

from ..delegation import today
from ..forms.holiday import HolidayForm
from ..holidays import missing_years
from ..keeping_holidays import BadDay, remove_holiday, set_holiday
from ..models import Holiday
from .keeping import for_keepers, say_saved


@for_keepers
@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show a year's table and take new days."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            moved = set_holiday(
                data["first"],
                data["last"],
                name=data["name"],
                is_working_day=data["worked"] == "yes",
                source=data["source"],
                certainty=data["certainty"],
                by=request.user.get_username(),
            )
        except BadDay as reason:
            form.add_error(None, str(reason))
        else:
            say_saved(request, moved)
            return _to_year(data["first"].year)
    year = _year(request)
    context = {
        "form": form,
        "year": year,
        "years": sorted({year - 1, year, year + 1}),
        "days": Holiday.objects.filter(date__year=year),
        "missing": missing_years(clock.now()),
    }
    return render(request, "cms/inbox/holidays.html", context)


@for_keepers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day out of the table."""
    holiday = get_object_or_404(Holiday, pk=pk)
    year = holiday.date.year
    remove_holiday(holiday, by=request.user.get_username())
    messages.success(request, _("已删除。"))
    return _to_year(year)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else today().year


def _to_year(year: int) -> HttpResponse:
    response = redirect("cms_inbox:holidays")
    response["Location"] += f"?year={year}"
    return response
