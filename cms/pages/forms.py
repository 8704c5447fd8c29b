"""The edit form: every text field carries the language and direction of its page."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from multilingual import registry as languages


class LanguagePageForm(WagtailAdminPageForm):
    """Marks text fields with ``lang`` and ``dir``, so that fonts, spelling and direction are right."""

    show_schedule_publishing_toggle = False
    """Wagtail's side panel would offer a dialog of its own; the hours stand among the other fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.locale_id is None:
            return
        language = languages.get(self.instance.locale.language_code)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.update({"lang": language.html_lang, "dir": language.direction})
