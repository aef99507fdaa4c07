"""What is posted to a thread when there is no socket."""

from django import forms

from core.forms import PlainLinesField


class MessageForm(forms.Form):
    """A message; what it may hold is the service's to say."""

    body = PlainLinesField(required=False, strip=False)


class ReceiptsForm(forms.Form):
    """How far the device has received and the person has seen."""

    delivered = forms.IntegerField(min_value=0, max_value=2_147_483_647)
    read = forms.IntegerField(min_value=0, max_value=2_147_483_647)
