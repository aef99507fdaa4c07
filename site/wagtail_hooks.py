"""The admin in the colours of the portal."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    """Its variables for colours, and the numbers of its first page."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))
