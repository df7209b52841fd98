"""What a model has answered is given again instead of being paid for again, and never where it could be wrong."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import RedisDsn
from pytest_httpserver import HTTPServer
from redis import Redis

from knowledge_base.models import FAQ
from receptionist import pipeline, usage
from receptionist.domain.actions import Say
from receptionist.domain.phrases import Facts, PhraseKey
from receptionist.domain.reading import Intent
from receptionist.domain.state import Question
from receptionist.language_models import remembered
from receptionist.models import Conversation, ModelCall, OutboundMessage, Turn
from receptionist.phrasing import wording
from receptionist.phrasing.model_phraser import ModelPhraser
from receptionist.ports import Utterance
from receptionist.resilience import shared_redis
from receptionist.resilience.breaker import Breaker
from receptionist.understanding import repeated
from receptionist.understanding.chain import understand
from receptionist.understanding.model_reader import ModelReader, SecondModelReader
from receptionist.understanding.rules_reader import RulesReader
from tests.fakes.openai import KEY, FakeOpenAI, Mishap
from tests.receptionist.conftest import Phone
from tests.receptionist.understanding.conftest import SERVICES, shared_breaker_forgets, utterance
from tests.receptionist.understanding.test_model_reader import GOOD

QUESTION = "do you take credit cards"
ANSWER = GOOD | {"intent": "faq", "confidence": 0.7}


@pytest.fixture
def openai(db: None, httpserver: HTTPServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    """OpenAI on loopback, and a memory that is empty."""
    fake = FakeOpenAI(httpserver)
    fake.answer = dict(ANSWER)
    key = type(settings.ENV.openai_api_key)(KEY)
    names = {"openai_model": "gpt-5-mini", "openai_fallback_model": "gpt-4.1-nano"}
    server = {"openai_api_key": key, "openai_base_url": fake.base_url, "openai_timeout": 5.0}
    settings.ENV = settings.ENV.model_copy(update={**names, **server, "llm_cache_hours": 1})
    monkeypatch.setattr(shared_redis, "_breaker", Breaker(failures=1, rest=60.0))
    shared_breaker_forgets(*names.values())
    redis = Redis.from_url(str(settings.ENV.redis_url))
    for place in redis.scan_iter("sara:remembered:*"):
        redis.delete(place)
    yield fake
    fake.close()
    redis.close()


def read(text: str = QUESTION, **known: Any) -> str:
    understood = understand(utterance(text, **known), (ModelReader(), RulesReader()))
    assert understood.reader == "model"
    assert understood.reading.intent.value == "faq"
    return "remembered" if understood.calls[0].saved is not None else "asked"


def test_the_same_question_is_read_once_and_what_that_saves_is_told(openai: FakeOpenAI) -> None:
    assert [read(), read("Hi! Do you take credit cards, please?")] == ["asked", "remembered"]
    assert openai.attempts == 1
    spared = ModelCall.objects.get(saved__isnull=False)
    assert (spared.cost, spared.saved, spared.model) == (Decimal(0), Decimal("0.0001725"), "gpt-5-mini")


def test_a_remembered_reading_is_the_models_and_says_so(openai: FakeOpenAI) -> None:
    read()
    understood = understand(utterance(QUESTION), (ModelReader(), RulesReader()))
    assert understood.reading.confidence == 0.7
    told = usage.noted({}, understood.calls, purpose="reading")
    assert told["cost"] == "0"
    assert told["calls"] == [{"for": "reading", "model": "gpt-5-mini", "remembered": True, "saved": "0.0001725"}]


def test_it_is_remembered_while_the_model_is_down_and_when_the_money_is_spent(openai: FakeOpenAI, settings) -> None:
    read()
    openai.next(*(Mishap(500),) * 3)
    settings.ENV = settings.ENV.model_copy(update={"llm_daily_spend_limit": Decimal("0.000001")})
    assert read() == "remembered"


@pytest.mark.parametrize(
    "other",
    [
        "do you not take credit cards",
        "don't you take credit cards",
        "do you take debit cards",
        "you do take credit cards",
        "do you take cards",
        "why do you take credit cards",
    ],
)
def test_a_question_that_differs_in_any_word_or_in_their_order_is_another(openai: FakeOpenAI, other: str) -> None:
    assert [read(), read(other)] == ["asked", "asked"]


WORDS = st.lists(
    st.sampled_from(
        ["do", "you", "not", "take", "never", "cards", "cash", "credit", "año", "ano", "on", "kids", "without", "or"]
    ),
    max_size=6,
)


@given(st.tuples(WORDS, WORDS))
def test_no_two_questions_of_different_words_are_one_subject(texts: tuple[list[str], list[str]]) -> None:
    one, other = (" ".join(("where is", *words)) for words in texts)
    rules = RulesReader().read(utterance("where is the car park"))
    subjects = [repeated.subject(utterance(text), rules) for text in (one, other)]
    assert (subjects[0] == subjects[1]) == (one == other)


def test_a_question_to_another_business_with_other_services_is_another(openai: FakeOpenAI) -> None:
    assert [read(), read(services=SERVICES[:1])] == ["asked", "asked"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (QUESTION, {"asked": Question.WHEN}),
        (QUESTION, {"asked": Question.ANYTHING_ELSE}),
        (QUESTION, {"history": (("customer", "I need a haircut"), ("receptionist", "When?"))}),
        ("do you take 2 credit cards", {}),
        ("my name is Ana Ruiz, do you take credit cards?", {}),
        ("do you take credit cards on Friday", {}),
        ("do you take credit cards 💳", {}),
        ("do you take credit cards? it is urgent", {}),
        ("do you take credit cards? mail me at ana@example.com", {}),
        ("I want a haircut", {}),
        ("cards?", {}),
        (f"{QUESTION} and " * 6, {}),
    ],
)
def test_what_depends_on_who_says_it_and_when_is_not_remembered(text: str, known: dict[str, Any]) -> None:
    said: Utterance = utterance(text, **known)
    assert repeated.subject(said, RulesReader().read(said)) is None


def test_a_greeting_of_saras_before_the_first_words_of_a_call_is_no_question() -> None:
    said = utterance(QUESTION, channel="voice", history=(("receptionist", "Hello, this is the salon."),))
    assert repeated.subject(said, RulesReader().read(said))


@pytest.mark.parametrize("more", [{"intent": "schedule"}, {"urgency": "high"}, {"service": "Haircut"}], ids=str)
def test_a_reading_that_states_more_than_that_it_is_a_question_is_not_kept(openai: FakeOpenAI, more) -> None:
    openai.answer |= more
    for _ in range(2):
        understand(utterance(QUESTION), (ModelReader(), RulesReader()))
    assert openai.attempts == 2


def test_no_model_answers_for_another_and_no_instructions_for_others(openai: FakeOpenAI, settings, monkeypatch) -> None:
    read()
    assert understand(utterance(QUESTION), (SecondModelReader(),)).calls[0].saved is None
    settings.ENV = settings.ENV.model_copy(update={"openai_model": "gpt-4o-mini"})
    assert read() == "asked"
    monkeypatch.setattr("receptionist.understanding.model_reader.INSTRUCTIONS", "Read otherwise.")
    assert read() == "asked"


def test_nothing_of_what_was_said_lies_in_redis(openai: FakeOpenAI, settings) -> None:
    read()
    with Redis.from_url(str(settings.ENV.redis_url)) as redis:
        (place,) = redis.scan_iter("sara:remembered:*")
        lies = bytes(redis.get(place) or b"")
        assert 0 < redis.ttl(place) <= 3600
    assert b"credit" not in lies
    assert json.loads(lies)["text"] == "0.7"


@pytest.mark.parametrize("text", ["2", "cancel", '{"intent": "cancel", "confidence": 1}', "nan"])
def test_nothing_that_lies_there_makes_more_of_a_question_than_a_question(openai, settings, text: str) -> None:
    read()
    with Redis.from_url(str(settings.ENV.redis_url)) as redis:
        (place,) = redis.scan_iter("sara:remembered:*")
        redis.set(place, json.dumps(json.loads(redis.get(place) or b"") | {"text": text}))
    understood = understand(utterance(QUESTION), (ModelReader(), RulesReader()))
    assert (understood.reader, understood.reading.intent, understood.reading.confidence) == ("model", Intent.FAQ, 0.7)
    assert openai.attempts == 2


def test_two_questions_that_share_a_place_are_told_apart(openai: FakeOpenAI, monkeypatch) -> None:
    monkeypatch.setattr(remembered, "_PLACES", 1)
    assert [read(), read("where can I park"), read(), read()] == ["asked", "asked", "asked", "remembered"]


@pytest.mark.parametrize("lies", [b"", b"nonsense", b"{}", b"\xff", b'{"digest": 1}'], ids=repr)
def test_what_lies_there_and_cannot_be_read_is_asked_for_again(openai: FakeOpenAI, settings, lies: bytes) -> None:
    read()
    with Redis.from_url(str(settings.ENV.redis_url)) as redis:
        (place,) = redis.scan_iter("sara:remembered:*")
        redis.set(place, lies)
    assert [read(), read()] == ["asked", "remembered"]


def test_it_can_be_turned_off(openai: FakeOpenAI, settings) -> None:
    settings.ENV = settings.ENV.model_copy(update={"llm_cache_hours": 0})
    assert [read(), read()] == ["asked", "asked"]


def test_without_redis_every_question_is_asked(openai: FakeOpenAI, settings) -> None:
    read()
    with socket.socket() as taken:
        # Bound so that nobody else gets the port, and not listening.
        taken.bind(("127.0.0.1", 0))
        nowhere = RedisDsn(f"redis://127.0.0.1:{taken.getsockname()[1]}/0")
        settings.ENV = settings.ENV.model_copy(update={"redis_url": nowhere})
        assert [read(), read()] == ["asked", "asked"]


GENERAL = [Say(PhraseKey.HOW_CAN_I_HELP, Facts(business="Salon"))]


def words(says: list[Say], tone: str = "") -> str:
    worded = wording.word(says, "en", spoken=False, phraser=ModelPhraser(), tone=tone)
    assert worded.style == wording.NATURAL
    return "remembered" if worded.calls[0].saved is not None else "asked"


def test_the_same_draft_in_the_same_tone_is_reworded_once(openai: FakeOpenAI) -> None:
    openai.answer = {"reply": wording.draft(GENERAL, "en", spoken=False).text}
    assert [words(GENERAL), words(GENERAL), words(GENERAL, "brief")] == ["asked", "remembered", "asked"]


def test_a_draft_that_is_about_one_customer_is_never_remembered(openai: FakeOpenAI) -> None:
    says = [Say(PhraseKey.NOTED, Facts(name="Bea")), Say(PhraseKey.ASK_WHEN)]
    openai.answer = {"reply": wording.draft(says, "en", spoken=False).text}
    assert [words(says), words(says)] == ["asked", "asked"]


def test_every_fact_that_may_be_a_customers_keeps_a_draft_from_being_remembered() -> None:
    own: dict[str, Any] = {"business": "Salon", "answer": "For free.", "faq_id": 1}
    assert wording._is_general([Say(PhraseKey.ANSWER, Facts(**own))])
    personal: dict[str, Any] = {"name": "Bea", "phone": "+34612345678", "slots": (1,), "wanted": 1}
    for fact, value in {**personal, "appointment": 1, "appointments": (1,)}.items():
        assert not wording._is_general([Say(PhraseKey.ANSWER, replace(Facts(**own), **{fact: value}))]), fact


def test_a_rewording_that_says_something_else_is_not_kept(openai: FakeOpenAI) -> None:
    openai.answer = {"reply": "We are open until 9 pm."}
    for _ in range(2):
        assert wording.word(GENERAL, "en", spoken=False, phraser=ModelPhraser()).style != wording.NATURAL
    assert openai.attempts == 2


def test_a_remembered_rewording_is_verified_again(openai: FakeOpenAI, monkeypatch) -> None:
    openai.answer = {"reply": wording.draft(GENERAL, "en", spoken=False).text}
    words(GENERAL)
    lie = remembered.Answer(text="We are open until 9 pm.", model="gpt-5-mini", cost=None)
    monkeypatch.setattr(remembered, "recall", lambda _: lie)
    assert wording.word(GENERAL, "en", spoken=False, phraser=ModelPhraser()).style != wording.NATURAL


def test_an_intent_that_the_rules_do_not_read_is_never_taken_from_memory(openai: FakeOpenAI) -> None:
    said = utterance("I need to cancel")
    assert repeated.subject(said, RulesReader().read(said)) is None
    assert repeated.subject(said, replace(RulesReader().read(said), intent=Intent.UNKNOWN)) is None


@pytest.mark.usefixtures("salon", "carriers", "no_workers")
def test_a_remembered_question_is_answered_from_the_faqs_as_they_are_now(openai: FakeOpenAI, settings: Any) -> None:
    reader = "receptionist.understanding.model_reader.ModelReader"
    settings.RECEPTIONIST = {**settings.RECEPTIONIST, "readers": [reader, *settings.RECEPTIONIST["readers"]]}

    def answer(number: str) -> str:
        Phone(number).text("Where can I park?")
        pipeline.process_conversation(Conversation.objects.latest("id").pk)
        return OutboundMessage.objects.latest("id").text

    assert "Behind the house, for free." in answer("+447700900001")
    FAQ.objects.update(answer="In the street, for two pounds.")
    assert "In the street, for two pounds." in answer("+447700900002")
    FAQ.objects.all().delete()
    assert "pounds" not in answer("+447700900003")
    assert openai.attempts == 1
    first, *others = Turn.objects.order_by("id")
    assert [turn.understanding["calls"][0].get("remembered") for turn in (first, *others)] == [None, True, True]
