"""The admin's pages of users: whoever is made there may be marked as staff, who edit and read everything."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class StaffCreationForm(UserCreationForm):
    """Wagtail's, and whether she is staff."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"is_staff"}


class StaffEditForm(UserEditForm):
    """Wagtail's, and whether she is staff."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"is_staff"}


class PortalUserViewSet(UserViewSet):
    """Wagtail's own pages with these forms."""

    create_template_name = "portal_users/create.html"
    edit_template_name = "portal_users/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return StaffEditForm if for_update else StaffCreationForm
