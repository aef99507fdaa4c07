"""A long job runs outside of a transaction, says how far it is, and its result is its owner's alone."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext

from core.errors import Refusal
from exchange.errors import FileIsPdf
from jobs.enums import Lane
from jobs.errors import JobIsTaken
from jobs.models import Job, LongJob
from jobs.services import JobResult, Progress, purge_done_jobs, run_due_jobs, start_long_job
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(db):
    return PersonFactory().user


@pytest.fixture
def start(asha, register, monkeypatch):
    """Ask for a long job that does what ``handler`` does."""
    monkeypatch.setattr("jobs.services.running.PROGRESS_EVERY", 0)

    def _start(handler, by=asha):
        register("import", handler, Lane.LONG)
        return start_long_job("import", by=by, title="Places of Nagpur", payload={"file": 7})

    return _start


def fresh(long):
    return LongJob.objects.select_related("job").get(pk=long.pk)


def make_list(payload, progress):
    progress(1, 2, "half")
    progress(2, 2, "whole")
    return JobResult(words="2 rows were written", file_name="refused rows.csv", content=b"a,b\n", link="/places/")


@pytest.mark.django_db(transaction=True)
def test_it_runs_outside_of_a_transaction_so_that_others_write_meanwhile(start):
    seen = []

    def look(payload, progress):
        seen.append(connection.in_atomic_block)
        progress(1, 2, "")
        seen.append(connection.in_atomic_block)

    start(look)
    assert seen == [False, False]


def test_how_far_it_is_is_written_down_while_it_runs(start):
    seen = []

    def half(payload, progress):
        seen.append(fresh(long).state)
        progress(1, 2, "Nagpur")
        row = fresh(long)
        seen.append((row.state, row.done, row.of, row.words))

    long = start(half)
    assert fresh(long).state == "waiting"
    run_due_jobs()
    assert seen == ["running", ("running", 1, 2, "Nagpur")]
    assert fresh(long).state == "done"


def test_progress_is_written_at_most_once_a_second_and_at_the_end(start, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("jobs.services.running.PROGRESS_EVERY", 3600)
    long = start(make_list)
    Job.objects.update(attempts=1)
    progress = Progress(Job.objects.get())
    for done in range(100):
        progress(done, 100)
    assert fresh(long).done == 0
    progress(100, 100)
    assert fresh(long).done == 100


def test_who_says_progress_keeps_the_job_and_who_lost_it_stops(start):
    long = start(make_list)
    Job.objects.update(attempts=1)
    progress = Progress(Job.objects.get())
    progress(1, 9)
    assert Job.objects.get().run_after > timezone.now()
    Job.objects.update(attempts=2)
    with pytest.raises(JobIsTaken):
        progress(2, 9)
    assert fresh(long).done == 1


def test_it_speaks_the_language_of_who_asked(start):
    said = []
    with translation.override("hi"):
        start(lambda payload, progress: said.append(gettext("Sign out")))
        expected = gettext("Sign out")
    run_due_jobs()
    assert said == [expected]


def test_a_refusal_ends_it_with_its_sentence(start):
    def refuse(payload, progress):
        raise Refusal("The file has no column for the name.")

    long = start(refuse)
    run_due_jobs()
    row = fresh(long)
    assert (row.state, row.words) == ("refused", "The file has no column for the name.")
    assert run_due_jobs() == 0


def test_why_it_was_refused_is_said_in_the_language_of_whoever_reads_it(start, sign_in, asha):
    def refuse(payload, progress):
        raise FileIsPdf

    long = start(refuse)
    run_due_jobs()
    client = sign_in(asha)
    for language in ("en", "hi"):
        client.cookies["django_language"] = language
        with translation.override(language):
            assert str(FileIsPdf.message) in client.get(long.get_absolute_url()).text


def test_its_page_shows_the_bar_and_looks_again_without_javascript(start, sign_in, asha):
    long = start(make_list)
    Job.objects.update(attempts=1)
    LongJob.objects.update(done=1200, of=150000)
    page = sign_in(asha).get(long.get_absolute_url()).content.decode()
    assert '<progress id="job-progress" value="1200" max="150000">' in page
    assert "1,200 of 1,50,000" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    part = sign_in(asha).get(f"{long.get_absolute_url()}progress/").content.decode()
    assert 'data-over="no"' in part
    assert "<html" not in part


def test_when_it_is_over_the_page_rests_and_offers_what_came_of_it(start, sign_in, asha):
    long = start(make_list)
    run_due_jobs()
    client = sign_in(asha)
    page = client.get(long.get_absolute_url()).content.decode()
    assert "2 rows were written" in page
    assert "http-equiv" not in page
    assert 'href="/places/"' in page
    answer = client.get(f"{long.get_absolute_url()}result/")
    assert b"".join(answer.streaming_content) == b"a,b\n"
    assert answer["Content-Disposition"] == 'attachment; filename="refused rows.csv"'


def test_a_result_is_kept_where_no_address_of_an_upload_leads(start, settings):
    long = start(make_list)
    run_due_jobs()
    assert storages["private"].exists(fresh(long).result.name)
    assert not (settings.MEDIA_ROOT / fresh(long).result.name).exists()


def test_she_finds_it_again_and_nobody_else_finds_it_at_all(start, sign_in, asha):
    long = start(make_list)
    run_due_jobs()
    addresses = [long.get_absolute_url() + rest for rest in ("", "progress/", "result/")]
    assert long.get_absolute_url() in sign_in(asha).get("/jobs/").content.decode()
    client = sign_in(UserFactory())
    assert long.title not in client.get("/jobs/").content.decode()
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.logout()
    assert [client.get(address).status_code for address in addresses] == [302, 302, 302]


def test_without_a_result_there_is_nothing_to_fetch(start, sign_in, asha):
    long = start(lambda payload, progress: None)
    run_due_jobs()
    assert sign_in(asha).get(f"{long.get_absolute_url()}result/").status_code == 404


def test_what_was_done_long_ago_is_cleared_away_with_its_file(start, django_capture_on_commit_callbacks):
    old, new = start(make_list), start(make_list)
    run_due_jobs()
    name = fresh(old).result.name
    Job.objects.filter(pk=old.pk).update(done_at=timezone.now() - timedelta(days=46))
    with django_capture_on_commit_callbacks(execute=True):
        purge_done_jobs({})
    assert not storages["private"].exists(name)
    assert list(Job.objects.filter(kind="import").values_list("pk", flat=True)) == [new.pk]


def test_a_file_of_a_job_that_somebody_else_took_meanwhile_does_not_stay(start):
    def lose(payload, progress):
        Job.objects.update(attempts=7)
        return JobResult(file_name="list.csv", content=b"a,b\n")

    long = start(lose)
    run_due_jobs()
    assert not fresh(long).result
    storage = storages["private"]
    assert not storage.exists(f"jobs/{long.pk}") or storage.listdir(f"jobs/{long.pk}") == ([], [])


def test_in_her_list_what_was_refused_does_not_look_done(start, sign_in, asha):
    def refuse(payload, progress):
        raise Refusal("The file has no column for the name.")

    long = start(refuse)
    run_due_jobs()
    page = sign_in(asha).get("/jobs/").text
    assert long.get_absolute_url() in page
    assert "lesson-row--done" not in page
