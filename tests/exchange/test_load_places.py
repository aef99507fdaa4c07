"""Places are loaded by whoever looks after the portal, from a file beside it."""

import pytest
from django.core.management import CommandError, call_command

from core.models import Place
from tests.exchange.test_reading import workbook_of

pytestmark = pytest.mark.django_db
TABLE = """level,lgd_code,name,parent_level,parent_lgd_code
district,9901,Nadi,state,29
block,5501,Nadipura,district,9901
village,x,Kere,block,5501
"""


@pytest.fixture
def table(tmp_path):
    return tmp_path / "places.csv"


def test_it_says_how_many_are_new_and_which_line_was_left_out_for_which_reason(table, capsys):
    Place.objects.create(level="state", lgd_code=29, name="Karnataka")
    table.write_text(TABLE, encoding="utf-8")
    call_command("load_places", table)
    said = capsys.readouterr().out
    assert "places: 2 new, 1 rows left out" in said
    assert "4" in said.splitlines()[1]
    assert Place.objects.get(level="block").parent.name == "Nadi"


def test_a_file_that_is_no_table_of_places_is_refused_in_a_sentence(table):
    table.write_text("colour,number\nblue,7\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_places", table)


def test_a_cell_whose_formula_has_no_result_stops_the_command_before_anything_is_loaded(tmp_path):
    file = tmp_path / "places.xlsx"
    file.write_bytes(workbook_of(["level", "lgd_code", "name"], ["state", 29, "=A1"]))
    with pytest.raises(CommandError, match="row 2 holds a formula"):
        call_command("load_places", file)
    assert not Place.objects.filter(lgd_code=29).exists()
