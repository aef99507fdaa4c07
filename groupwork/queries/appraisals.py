"""What was counted in a survey, on all phones together, and what market that makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from core.asked import Line
from core.money import shown
from core.numbers import grouped
from core.records import Chain
from groupwork.appraisal import Answers, Market, answered_too_often, market_of
from groupwork.enums import Question
from groupwork.models import Count, Survey
from groupwork.permissions import with_names
from groupwork.queries.before import Before, before_of, survey_in_words
from groupwork.symbols import SYMBOLS, Symbol
from groupwork.tallying import Handed, standing, total


@dataclass(frozen=True)
class CounterLine:
    """One phone's part: who counted, how many households, and when it said so last."""

    record: UUID
    name: str
    asked: int
    received_at: datetime


@dataclass(frozen=True)
class Tallied:
    """A survey as it stands. ``questions`` holds for each question its (symbol, how often).

    It is counted at the address of ``key``, so that a phone goes on with its count when the survey is corrected.
    """

    chain: Chain[Survey]
    counts: Mapping[str, int]
    questions: list[tuple[Question, list[tuple[Symbol, int]]]]
    counters: list[CounterLine]
    market: Market | None

    @property
    def survey(self) -> Survey:
        """As it stands."""
        return self.chain.now

    @property
    def key(self) -> UUID:
        """Of the survey as it was begun."""
        return self.chain.first

    @property
    def before(self) -> list[Before]:
        """How it stood before it was corrected."""
        return before_of(self.chain, survey_in_words)

    @property
    def asked(self) -> int:
        """Households that were asked."""
        return self.counts.get("buys-yes", 0) + self.counts.get("buys-no", 0)

    @property
    def buys(self) -> int:
        """Households that buy."""
        return self.counts.get("buys-yes", 0)

    def most_said(self, question: Question) -> Symbol | None:
        """What was pointed at most; None where nothing was, or two alike."""
        said = [(symbol, number) for each, symbols in self.questions if each == question for symbol, number in symbols]
        most = max((number for _symbol, number in said), default=0)
        first = [symbol for symbol, number in said if number == most and most]
        return first[0] if len(first) == 1 else None

    @property
    def figures(self) -> list[Line]:
        """The market in words; nothing while it cannot be worked out."""
        return _figures(self.survey, self.market) + _most(self)

    @property
    def doubts(self) -> list[str]:
        """Where counts contradict each other, to be looked at again; what was counted stays."""
        others = {each: sum(number for _symbol, number in symbols) for each, symbols in self.questions}
        all_asked = {str(each): others[each] for each in (Question.FACTOR, Question.COMPLAINT)}
        words = _("“%(question)s”: %(number)s answers, and %(whole)s could answer. Was it counted right?")
        found = [
            words % {"question": Question(name).label, "number": grouped(number), "whole": grouped(whole)}
            for name, number, whole in answered_too_often(answers_of(self.survey, self.counts), all_asked)
        ]
        if self.asked > self.survey.households:
            found.append(_("More households were asked than there are. Was it counted right?"))
        return found

    @property
    def factor(self) -> Symbol | None:
        """What counts most."""
        return self.most_said(Question.FACTOR)

    @property
    def complaint(self) -> Symbol | None:
        """What is complained about most."""
        return self.most_said(Question.COMPLAINT)


def tallied(surveys: Iterable[Chain[Survey]]) -> list[Tallied]:
    """What was counted in each, before and after it was corrected; in one query."""
    found = list(surveys)
    handed: dict[UUID, list[Count]] = {key: [] for survey in found for key in survey.keys}
    counts = with_names(Count.objects.filter(survey__in=list(handed), withdrawn_at=None))
    for count in counts:
        handed[count.survey_id].append(count)
    return [_tallied(survey, [count for key in survey.keys for count in handed[key]]) for survey in found]


def _tallied(chain: Chain[Survey], counts: list[Count]) -> Tallied:
    survey = chain.now
    records = {count.pk: count for count in counts}
    all_handed = [Handed((each.recorded_by_id, each.counter), each.presses, each.counts, each.pk) for each in counts]
    counted = total(all_handed)
    questions = [
        (each, [(symbol, counted.get(symbol.key, 0)) for symbol in SYMBOLS if symbol.question == each])
        for each in Question
    ]
    lines = [_line(records[each.record]) for each in standing(all_handed) if any(each.counts.values())]
    return Tallied(
        chain=chain,
        counts=counted,
        questions=questions,
        counters=sorted(lines, key=lambda line: (line.name, line.received_at)),
        market=market_of(
            answers_of(survey, counted),
            households=survey.households,
            hoped_percent=survey.hoped_percent,
            leaves=survey.leaves,
        ),
    )


def _figures(survey: Survey, market: Market | None) -> list[Line]:
    if market is None:
        return []
    buyers = _("%(share)s %% of %(households)s, give or take %(margin)s points: %(low)s to %(high)s households")
    said = {
        "share": _short(market.share),
        "households": grouped(survey.households),
        "margin": _short(market.margin),
        "low": grouped(market.low),
        "high": grouped(market.high),
    }
    made_of = f"{grouped(market.buyers)} × {_short(market.times)}"
    lines = [
        Line(_("Who buys"), buyers % said),
        Line(_("Sold in a month"), f"{grouped(market.units)} ({made_of})"),
        Line(_("Worth in a month"), f"{shown(market.value)} ({grouped(market.units)} × {shown(market.price)})"),
        Line(_("Our share of %(percent)s %%") % {"percent": survey.hoped_percent}, grouped(market.ours)),
    ]
    return lines if market.earns is None else [*lines, Line(_("That leaves us in a month"), shown(market.earns))]


def _short(number: Decimal) -> str:
    """Without a nothing behind the point: 45, but 12.6."""
    return grouped(number if number % 1 else int(number))


def _most(tallied: Tallied) -> list[Line]:
    said = ((_("Counts most"), tallied.factor), (_("Complained of most"), tallied.complaint))
    return [Line(label, str(symbol.label)) for label, symbol in said if symbol]


def answers_of(survey: Survey, counted: Mapping[str, int]) -> Answers:
    """What the symbols say, in figures."""
    prices = {"price-low": survey.price_low, "price-middle": survey.price_middle, "price-high": survey.price_high}
    yes = counted.get("buys-yes", 0)
    return Answers(
        buys=yes,
        asked=yes + counted.get("buys-no", 0),
        often={symbol.times: counted.get(symbol.key, 0) for symbol in SYMBOLS if symbol.times is not None},
        paid={price: counted.get(key, 0) for key, price in prices.items()},
    )


def _line(count: Count) -> CounterLine:
    asked = count.counts.get("buys-yes", 0) + count.counts.get("buys-no", 0)
    return CounterLine(count.pk, count.noted_by, asked, count.received_at)
