"""A command is run without a shell, within its time, and knows nothing of ours."""

import sys
import time

import pytest

from media.ffmpeg import RunFailed, TookTooLong, run

pytestmark = pytest.mark.anywhere


def python(code: str) -> list[str]:
    """In the place of ffmpeg."""
    return [sys.executable, "-c", code]


def test_each_line_is_told_as_it_comes():
    said = []
    run(python("print('one'); print('two; echo three')"), said.append, 30)
    assert said == ["one\n", "two; echo three\n"]


def test_a_command_that_fails_is_told_from_one_that_had_its_time():
    with pytest.raises(RunFailed) as failed:
        run(python("raise SystemExit(1)"), lambda line: None, 30)
    assert not isinstance(failed.value, TookTooLong)
    with pytest.raises(TookTooLong):
        run(python("import time; time.sleep(60)"), lambda line: None, 1)


def test_what_is_raised_by_who_is_told_ends_the_command():
    class IsTaken(Exception):
        pass

    def tell(line: str) -> None:
        raise IsTaken

    begun = time.monotonic()
    with pytest.raises(IsTaken):
        run(python("import time; print('one', flush=True); time.sleep(60)"), tell, 60)
    assert time.monotonic() - begun < 50


def test_nothing_that_this_process_knows_is_handed_on(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for others")
    said = []
    run(python("import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))"), said.append, 30)
    assert said == ["[]\n"]
