"""What is said to the channel layer of what waits."""

import asyncio

from talks import hints


class Layer:
    """A layer that takes its time."""

    def __init__(self):
        self.said = []

    async def group_send(self, group, event):
        self.said.append((group, event))
        await asyncio.sleep(0.01)


async def test_of_hints_that_wait_and_differ_in_their_number_the_highest_is_said(monkeypatch):
    layer = Layer()
    monkeypatch.setattr(hints, "get_channel_layer", lambda: layer)
    post = hints.Post(asyncio.get_running_loop())
    for number in (4, 6, 5):
        post.put("talks", {"thread": "a", "what": "messages", "last": str(number)})
    post.put("talks", {"thread": "b", "what": "messages", "last": "2"})
    post.put("talks", {"person": "c"})
    post.put("talks", {"person": "c"})
    await asyncio.sleep(0)
    await post.empty()
    assert [event.get("last") for _, event in layer.said] == ["6", "2", None]
    assert [event.get("thread", event.get("person")) for _, event in layer.said] == ["a", "b", "c"]
