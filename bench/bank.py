"""``python -m bench --bank 20000``: a question bank of so many questions, listed, searched and narrowed by an editor.

Runs inside the measured configuration, as :mod:`bench.data` does.
"""

import json
import statistics
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.enums import QuestionKind, QuestionState
from assessments.models import Question
from courses.models import Lesson
from people.models import User

TIMES = 5
AT_ONCE = 500
GOODS = ("tea", "rice", "pickle", "soap", "cloth", "milk", "honey", "baskets", "bricks", "fish", "spices", "masks")
PLACES = ("market", "village", "hostel", "school", "fair", "station", "hotel", "bank", "mill", "well", "camp", "road")
ASKED = {
    "en": "On day {day} {people} of the {place} buy {goods} for ₹{price}. What is left?",
    "hi": "दिन {day}: {place} के {people} लोग ₹{price} में {goods} ख़रीदते हैं। क्या बचता है?",
    "kn": "ದಿನ {day}: {place} ಇಂದ {people} ಜನ ₹{price} ಗೆ {goods} ಕೊಳ್ಳುತ್ತಾರೆ. ಏನು ಉಳಿಯುತ್ತದೆ?",
    "ml": "ദിവസം {day}: {place} ലെ {people} പേർ ₹{price} ന് {goods} വാങ്ങുന്നു. എന്ത് ബാക്കി?",
}
# What an editor asks of the list: its name, and what stands in the address.
LISTS = {
    "first page": {},
    "page 500": {"p": "500"},
    "by lesson": {"ordering": "lesson"},
    "by times answered": {"ordering": "-times_asked"},
    "in review": {"state": QuestionState.IN_REVIEW},
    "hard ones not yet in Hindi": {"difficulty": "3", "language": "-hi"},
    "search, many hits": {"q": "pickle"},
    "search, Hindi, old letters": {"q": "खरीदते बचता"},
    "search, two words, few hits": {"q": "honey 11999"},
    "search, no hit": {"q": "elephant"},
    "search and three filters": {"q": "മടി tea", "kind": "numeric", "state": "in_use", "difficulty": "1"},
}


def bank(result: str, many: int) -> None:
    """Fill the bank up to ``many`` questions; what each list cost is written to ``result``."""
    began = time.perf_counter()
    lessons = list(Lesson.objects.order_by("pk").values_list("pk", flat=True))
    fresh = _questions(lessons, many - Question.objects.count())
    while batch := list(islice(fresh, AT_ONCE)):
        Question.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assessments_question")
    filled = time.perf_counter() - began
    client = Client()
    client.force_login(User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("bench"))
    lists = {name: _cost(client, asked) for name, asked in LISTS.items()}
    said = {"questions": Question.objects.count(), "filled": filled, "lists": lists}
    Path(result).write_text(json.dumps(said), encoding="utf-8")


def _cost(client: Client, asked: dict[str, str]) -> dict[str, float]:
    """Found rows and queries of a list, and the median of its seconds: in all, and in the database."""
    address = reverse("wagtailsnippets_assessments_question:list")
    seconds, in_database = [], []
    for _time in range(TIMES):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address, asked, HTTP_HOST="localhost", secure=True)
        seconds.append(time.perf_counter() - began)
        in_database.append(sum(float(query["time"]) for query in captured.captured_queries))
        if response.status_code != 200:
            raise LookupError(f"{asked} answered {response.status_code}")
    found = response.context_data["page_obj"].paginator.count
    return {
        "found": found,
        "queries": len(captured),
        "seconds": statistics.median(seconds),
        "database": statistics.median(in_database),
    }


def _questions(lessons: list[UUID], many: int) -> Iterator[Question]:
    kinds = (QuestionKind.CHOICE, QuestionKind.NUMERIC, QuestionKind.MULTIPLE)
    states = [*[QuestionState.IN_USE] * 8, QuestionState.IN_REVIEW, QuestionState.DRAFT]
    for number, (price, goods, place) in zip(range(many), product(range(10_000), GOODS, PLACES), strict=False):
        words = {"day": number, "people": number % 90 + 3, "place": place, "goods": goods, "price": price + 5}
        languages = list(ASKED)[: 1 + number % 4]
        kind = kinds[number % 3]
        options = {} if kind == QuestionKind.NUMERIC else {key: f"₹{number + step}" for step, key in enumerate("abcd")}
        text = {"explanation": "Sales less cost.", "options": options, "targets": {}, "unit": ""}
        answers = {QuestionKind.CHOICE: "b", QuestionKind.MULTIPLE: ["a", "c"]}
        yield Question(
            lesson_id=lessons[number % len(lessons)],
            kind=kind,
            difficulty=number % 7 % 3 + 1,
            state=states[number % 10],
            texts={code: {"prompt": ASKED[code].format(**words), **text} for code in languages},
            answer=answers.get(kind, {"value": str(number), "tolerance_percent": 1}),
        )
