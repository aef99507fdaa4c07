"""Without Redis, messages are files: who looks at any moment finds them whole or not at all."""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from portal import broker


@pytest.fixture
def channel(tmp_path):
    folders = {name: tmp_path / name for name in ("messages", "control", "read")}
    for folder in folders.values():
        folder.mkdir()
    options = {
        "data_folder_in": str(folders["messages"]),
        "data_folder_out": str(folders["messages"]),
        "control_folder": str(folders["control"]),
        "processed_folder": str(folders["read"]),
    }
    with Connection("filesystem://", transport="portal.broker:Transport", transport_options=options) as connection:
        yield connection.channel()


def test_a_message_comes_once(channel):
    channel._put("work", {"body": "चाय"})
    assert channel._get("work") == {"body": "चाय"}
    with pytest.raises(Empty):
        channel._get("work")


def test_who_looks_while_a_message_is_written_finds_none(channel, monkeypatch):
    looked = []
    name_it = Path.replace

    def look_before_it_is_named(file, target):
        with pytest.raises(Empty):
            channel._get("work")
        looked.append(file)
        return name_it(file, target)

    monkeypatch.setattr(Path, "replace", look_before_it_is_named)
    channel._put("work", {"body": 1})
    assert looked
    assert channel._get("work") == {"body": 1}


def test_two_queues_of_an_exchange_are_both_bound(channel):
    channel._queue_bind("all", "", "", "first")
    channel._queue_bind("all", "", "", "second")
    channel._queue_bind("all", "", "", "second")
    assert sorted(queue for _key, _pattern, queue in channel.get_table("all")) == ["first", "second"]


def test_a_list_of_queues_left_half_written_is_written_anew(channel):
    (channel.control_folder / "all.exchange").write_text("", encoding="utf-8")
    assert channel.get_table("all") == []
    channel._queue_bind("all", "", "", "first")
    assert [queue for _key, _pattern, queue in channel.get_table("all")] == ["first"]


def test_the_settings_name_it_where_there_is_no_redis(settings):
    if not settings.REDIS_URL:
        assert settings.CELERY_BROKER_TRANSPORT == "portal.broker:Transport"
    assert broker.Transport.Channel is broker.Channel
