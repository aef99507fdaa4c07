"""Every test of mentoring has a talk at hand."""

from tests.talks.talk import _fresh_layer, make_talk, talk

__all__ = ["_fresh_layer", "make_talk", "talk"]
