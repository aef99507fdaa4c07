"""Places are brought in by staff, each below the one above it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Place
from exchange.models import Import
from tests.exchange.bringing import verdicts
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


PLACES = "Level,LGD code,Name,Level of the place above,LGD code of the place above,Name in Hindi\n"


@pytest.fixture
def keeper(client):
    """Staff who may change places."""
    client.force_login(UserFactory(is_staff=True, is_superuser=True), backend="people.auth.SharedPhoneBackend")
    return client


def test_places_are_brought_in_below_places_of_the_same_file(keeper, django_capture_on_commit_callbacks):
    rows = (
        "state,29,Karnataka,,,\nDistrict,9901,Nadi,state,29,नदी\nvillage,77,Lost,block,1,\n"
        "village,7x,,village,1,\ndistrict,09901,Nadi again,State,29,\n"
    )
    address = reverse("exchange:start", args=["places"])
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(address, {"file": SimpleUploadedFile("places.csv", (PLACES + rows).encode())})
    assert verdicts() == [
        ("new", ""),
        ("new", ""),
        ("refused", "parent_lgd_code"),
        ("refused", "lgd_code name parent_level"),
        ("refused", ""),
    ]
    assert not Place.objects.exists()
    brought = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(reverse("exchange:confirm", args=[brought.pk]))
    district = Place.objects.get(lgd_code=9901)
    assert (district.parent.name, district.local_names) == ("Karnataka", {"hi": "नदी"})


def test_the_way_to_places_stands_in_the_admin_for_who_may_change_them(keeper, client):
    page = keeper.get("/admin/snippets/people/organisation/").content.decode()
    assert reverse("exchange:start", args=["places"]) in page
