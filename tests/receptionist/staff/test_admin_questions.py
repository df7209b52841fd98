from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_base import selectors
from knowledge_base.answers import keeping
from knowledge_base.learning import arranging, drafting
from knowledge_base.models import FAQ, AnswerDraft, LateAnswer, QuestionGroup, UnansweredQuestion
from receptionist.models import Conversation
from tests.receptionist.staff.conftest import Reception
from tests.receptionist.staff.pages import page

pytestmark = pytest.mark.django_db
#: What is told of a saved FAQ is found out after the commit, before the answer goes out.
COMMITTED = pytest.mark.django_db(transaction=True)

LIST = "knowledge_base_questiongroup_changelist"
GROUP = "knowledge_base_questiongroup_change"
ACTS = ["dismiss", "reopen", "wordings", "draft", "tell"]
CHANGE = "knowledge_base.change_unansweredquestion"
VIEW = "knowledge_base.view_unansweredquestion"


class Desk:
    """A list of questions, and what is pressed on it."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception

    def ask(self, *texts: str, conversation: Conversation | None = None) -> QuestionGroup:
        """Keep questions of a customer, and return the group of the last one."""
        conversation = conversation or self.reception.conversation()
        for text in texts:
            key = f"k{UnansweredQuestion.objects.count()}"
            keeping.keep(self.reception.business.pk, text, conversation.pk, key)
        arranging.arrange(self.reception.business.pk)
        group = UnansweredQuestion.objects.latest("pk").group
        assert group is not None
        return group

    def faq(self, question: str = "Which body art do you offer?", answer: str = "Only piercings.") -> FAQ:
        return FAQ.objects.create(business=self.reception.business, question=question, answer=answer)


@pytest.fixture
def desk(reception: Reception) -> Desk:
    return Desk(reception)


def press(client: Client, act: str, group: QuestionGroup, **data: object) -> str:
    url = reverse(f"admin:knowledge_base_questiongroup_{act}", args=[group.pk])
    return client.post(url, data, follow=True).content.decode()


def new_faq(desk: Desk, **fields: object) -> dict[str, object]:
    form = {"business": desk.reception.business.pk, "wordings": "", "tags": "", "language": "", "active": "on"}
    return {**form, "question": "Do you do tattoos?", "answer": "No, only hair.", **fields}


def test_questions_that_ask_the_same_are_one_line_with_how_often_and_by_how_many(desk: Desk, admin_client: Client):
    desk.ask("Do you do tattoos?", "do you do tattoos")
    desk.ask("do you do tattoos??", conversation=desk.reception.conversation(channel="whatsapp"))
    desk.ask("Can I park my bicycle?")
    html = page(admin_client, LIST)
    assert html.count("Do you do tattoos?") == 1
    for told in ("and 2 more", "3 times by 2 people", "WhatsApp", "Text message", "Can I park my bicycle?", "once"):
        assert told in html


def test_a_group_shows_each_question_and_leads_to_its_conversation(desk: Desk, admin_client: Client):
    conversation = desk.reception.conversation(name="Bea Stone")
    group = desk.ask("hi, do you do tattoos?", conversation=conversation)
    html = page(admin_client, GROUP, group.pk)
    assert "hi, do you do tattoos?" in html
    assert "Bea Stone" in html
    assert reverse("admin:receptionist_conversation_change", args=[conversation.pk]) in html


def test_customers_are_shown_to_those_only_who_may_see_conversations(
    desk: Desk, staff_with: Callable[..., Client], admin_client: Client
):
    group = desk.ask("Do you do tattoos?", conversation=desk.reception.conversation(name="Bea Stone"))
    press(admin_client, "wordings", group, faq=desk.faq().pk)
    html = page(staff_with(VIEW), GROUP, group.pk)
    assert "Do you do tattoos?" in html
    assert "Bea Stone" not in html


def test_a_badly_received_answer_is_told_with_its_faq(desk: Desk, admin_client: Client):
    faq = desk.faq()
    kept = keeping.keep(desk.reception.business.pk, "Tattoos?", desk.reception.conversation().pk, "k", said=faq.pk)
    arranging.arrange(desk.reception.business.pk)
    kept.refresh_from_db()
    assert "Answered badly" in page(admin_client, LIST)
    assert "Answered badly" in page(admin_client, LIST, wrong="badly")
    assert "Tattoos?" not in page(admin_client, LIST, wrong="not")
    assert faq.question in page(admin_client, GROUP, kept.group_id)


def test_questions_are_searched_by_what_was_asked(desk: Desk, admin_client: Client):
    desk.ask("Do you do tattoos?", "Tattoos, do you do them?")
    desk.ask("Can I park my bicycle?")
    html = page(admin_client, LIST, q="do them")
    assert "2 times" in html
    assert "bicycle" not in html


def test_an_unanswered_question_becomes_an_faq_and_leaves_the_list(desk: Desk, admin_client: Client):
    group = desk.ask("hi, do you do tattoos pls?", "Tattoos, do you do them?")
    html = page(admin_client, GROUP, group.pk)
    first = group.questions.latest("asked_at")
    url = f"{reverse('admin:knowledge_base_faq_add')}?from_question={first.pk}"
    assert url in html
    form = admin_client.get(url).content.decode()
    assert 'value="Do you do tattoos?"' in form
    assert "Tattoos, do you do them?" in form
    told = admin_client.post(url, new_faq(desk), follow=True).content.decode()
    assert "Sara knows the answer now" in told
    faq = FAQ.objects.get()
    group.refresh_from_db()
    assert (group.faq, group.resolved_by) == (faq, "admin")
    assert not UnansweredQuestion.objects.filter(resolved_at=None).exists()
    assert "do you do tattoos" not in page(admin_client, LIST).lower()
    assert "Now in the FAQs" in page(admin_client, LIST, state="answered")
    # A second form that was open meanwhile makes an FAQ, and takes nothing off the list that is off it.
    assert "Sara knows the answer now" not in admin_client.post(url, new_faq(desk), follow=True).content.decode()


def test_a_wording_is_added_to_an_faq_at_a_click(desk: Desk, admin_client: Client):
    faq, group = desk.faq(), desk.ask("Body art: do you do it?", "Do you do body art like tattoos?")
    html = page(admin_client, GROUP, group.pk)
    assert faq.question in html
    ids = list(group.questions.values_list("pk", flat=True))
    assert "Sara knows now" in press(admin_client, "wordings", group, faq=faq.pk, question=ids)
    faq.refresh_from_db()
    assert "Do you do body art like tattoos?" in faq.wordings
    assert "Somebody was faster" in press(admin_client, "wordings", group, faq=faq.pk, question=ids)


def test_what_is_dismissed_leaves_the_list_and_can_be_put_back(desk: Desk, admin_client: Client):
    group = desk.ask("Asdf?")
    assert "Dismissed." in press(admin_client, "dismiss", group)
    assert "Asdf?" not in page(admin_client, LIST)
    assert "Dismissed by admin" in page(admin_client, LIST, state="dismissed")
    assert "Somebody was faster" in press(admin_client, "dismiss", group)
    assert "Back on the list" in press(admin_client, "reopen", group)
    assert "Asdf?" in page(admin_client, LIST)
    assert "on the list already" in press(admin_client, "reopen", group)


def test_who_asked_is_told_at_a_click_and_once(desk: Desk, admin_client: Client):
    conversation = desk.reception.conversation(name="Bea Stone")
    group = desk.ask("Do you do tattoos?", conversation=conversation)
    press(admin_client, "wordings", group, faq=desk.faq().pk)
    html = page(admin_client, GROUP, group.pk)
    assert "Who asked this?" in html
    assert "Bea Stone" in html
    assert "1 customer is told" in press(admin_client, "tell", group, contact=conversation.contact_id)
    assert LateAnswer.objects.get().sent_by == "admin"
    assert "Nobody new was told" in press(admin_client, "tell", group, contact=conversation.contact_id)
    assert "Send them the answer" not in page(admin_client, GROUP, group.pk)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_a_post_by_one_who_may(desk: Desk, staff_with: Callable[..., Client], act: str):
    group = desk.ask("Do you do tattoos?")
    url = reverse(f"admin:knowledge_base_questiongroup_{act}", args=[group.pk])
    client = staff_with(VIEW, "receptionist.view_conversation", "knowledge_base.change_faq")
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 403
    assert Client().post(url).status_code == 302
    group.refresh_from_db()
    assert group.resolved_at is None


@pytest.mark.parametrize("act", ["wordings", "tell"])
def test_who_may_change_questions_only_changes_no_faq_and_writes_to_nobody(
    desk: Desk, staff_with: Callable[..., Client], act: str
):
    group = desk.ask("Do you do tattoos?")
    url = reverse(f"admin:knowledge_base_questiongroup_{act}", args=[group.pk])
    assert staff_with(VIEW, CHANGE).post(url, {"faq": desk.faq().pk}).status_code == 403


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("value", ["", "x", "-1", "1e9", "9" * 30, "１２", "0"])
def test_nonsense_in_a_form_changes_nothing(desk: Desk, admin_client: Client, act: str, value: str):
    group = desk.ask("Do you do tattoos?")
    for pk in (group.pk, 10**12):
        url = reverse(f"admin:knowledge_base_questiongroup_{act}", args=[pk])
        data = {"faq": value, "question": value, "contact": value}
        assert admin_client.post(url, data).status_code in {302, 404}
    assert not FAQ.objects.exists()
    assert not LateAnswer.objects.exists()


@pytest.mark.parametrize("key", ["x", "0", "999999999999999999999", "-1"])
def test_a_page_that_is_not_there_is_not_found(desk: Desk, admin_client: Client, key: str):
    for model in ("questiongroup", "unansweredquestion"):
        assert admin_client.get(f"/admin/knowledge_base/{model}/{key}/change/").status_code == 404
    assert admin_client.get(f"{reverse('admin:knowledge_base_faq_add')}?from_question={key}").status_code == 200


def test_old_links_lead_to_the_group(desk: Desk, admin_client: Client):
    group = desk.ask("Do you do tattoos?")
    question = group.questions.get()
    old = QuestionGroup.objects.create(business=desk.reception.business, merged_into=group)
    here = reverse(f"admin:{GROUP}", args=[group.pk])
    for name, pk in (("unansweredquestion", question.pk), ("questiongroup", old.pk)):
        response = admin_client.get(reverse(f"admin:knowledge_base_{name}_change", args=[pk]))
        assert response["Location"] == here
    assert admin_client.get(reverse("admin:knowledge_base_unansweredquestion_changelist"))["Location"] == reverse(
        f"admin:{LIST}"
    )


def test_a_draft_is_marked_as_one_with_where_it_comes_from_and_only_fills_the_form(desk: Desk, admin_client: Client):
    faq, group = desk.faq(), desk.ask("Do you do body art like tattoos?")
    press(admin_client, "draft", group)
    assert "A draft is being made" in page(admin_client, GROUP, group.pk)
    assert 'http-equiv="refresh"' in page(admin_client, GROUP, group.pk)
    drafting.make(group.pk)
    html = page(admin_client, GROUP, group.pk)
    assert "what similar FAQs say" in html
    assert 'http-equiv="refresh"' not in html
    assert faq.answer in html
    url = f"{reverse('admin:knowledge_base_faq_add')}?from_question={group.questions.get().pk}&draft=1"
    form = admin_client.get(url).content.decode()
    assert "is a draft" in form
    assert faq.answer in form
    assert FAQ.objects.get() == faq


def test_a_draft_that_never_came_can_be_asked_for_again(desk: Desk, admin_client: Client):
    group = desk.ask("Do you do tattoos?")
    AnswerDraft.objects.create(group=group, asked_at=timezone.now() - 2 * drafting.LONGEST)
    html = page(admin_client, GROUP, group.pk)
    assert "Ask for it again" in html
    assert "Draft it again" in html


@COMMITTED
def test_a_saved_faq_offers_to_take_other_questions_off_the_list_that_it_answers(desk: Desk, admin_client: Client):
    tattoos = desk.ask("Do you do tattoos?")
    bicycles = desk.ask("Can I park my bicycle?")
    saved = admin_client.post(reverse("admin:knowledge_base_faq_add"), new_faq(desk), follow=True).content.decode()
    assert "This FAQ also answers one open question" in saved
    faq = FAQ.objects.get()
    url = reverse("admin:knowledge_base_questiongroup_answered_by", args=[faq.pk])
    html = admin_client.get(url).content.decode()
    assert "Do you do tattoos?" in html
    assert "bicycle" not in html
    # What it does not answer stays, whoever asks for it.
    told = admin_client.post(url, {"group": [tattoos.pk, bicycles.pk, "x"]}, follow=True).content.decode()
    assert "1 off the list" in told
    bicycles.refresh_from_db()
    assert bicycles.resolved_at is None
    assert "Somebody was faster" in admin_client.post(url, {"group": [tattoos.pk]}, follow=True).content.decode()


@COMMITTED
def test_a_question_whose_answer_was_turned_down_is_not_offered_as_answered(desk: Desk, admin_client: Client):
    faq = desk.faq("Do you do tattoos?", "No.")
    keeping.keep(desk.reception.business.pk, "Do you do tattoos?", None, "k", said=faq.pk)
    arranging.arrange(desk.reception.business.pk)
    url = reverse("admin:knowledge_base_faq_change", args=[faq.pk])
    saved = admin_client.post(url, new_faq(desk), follow=True).content.decode()
    assert "also answers" not in saved


def test_what_an_faq_answers_is_shown_to_those_only_who_may_change_questions(
    desk: Desk, staff_with: Callable[..., Client]
):
    url = reverse("admin:knowledge_base_questiongroup_answered_by", args=[desk.faq().pk])
    assert staff_with(VIEW).get(url).status_code == 403


def test_the_sidebar_leads_to_the_groups_and_counts_them(desk: Desk, admin_client: Client):
    desk.ask("Do you do tattoos?", "do you do tattoos", "Can I park my bicycle?")
    assert selectors.open_groups().count() == 2
    html = page(admin_client, "knowledge_base_faq_changelist")
    assert f'href="{reverse(f"admin:{LIST}")}"' in html


def test_a_page_of_many_questions_costs_as_many_queries_as_one_of_few(
    desk: Desk, admin_client: Client, django_assert_max_num_queries
):
    conversations = [desk.reception.conversation(name=f"Customer {number}") for number in range(12)]
    group = [desk.ask("Do you do tattoos?", conversation=conversation) for conversation in conversations][-1]
    press(admin_client, "wordings", group, faq=desk.faq().pk)
    with django_assert_max_num_queries(24):
        page(admin_client, GROUP, group.pk)
