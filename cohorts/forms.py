"""What is typed to join a cohort."""

from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    """The code on the blackboard."""

    code = forms.CharField(
        label=_("Cohort code"),
        help_text=_("Your trainer writes it on the board, such as MVK4P7."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
