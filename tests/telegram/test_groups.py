"""In groups the bot speaks when spoken to, once, and where it was asked."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.botapi import BotApi, Channel, Group, Person
from tests.botapi.world import BOT_ID
from tests.telegram.running import RunningBot

pytestmark = pytest.mark.usefixtures("bot")

Json = dict[str, Any]
ME = "@SecPaTestBot"


@pytest.fixture
def leo(api: BotApi) -> Person:
    return Person(api, "Léo")


@pytest.fixture
def group(api: BotApi, ana: Person, leo: Person) -> Group:
    return Group(api, ana, leo)


def silent(group: Group, person: Person, act: Callable[[], Json]) -> bool:
    """Nothing answers `act`: the next thing the bot says answers what comes after it."""
    act()
    marker = person.says(f"{ME} la pétition ?", group)
    answer = group.next_from_bot(marker)
    before = [each for each in group.from_bot() if each["message_id"] < marker["message_id"]]
    return not before and answer["reply_to_message"]["message_id"] == marker["message_id"]


@pytest.mark.parametrize(
    "text",
    [
        f"{ME} que demandent les syndicats ?",
        f"{ME.lower()}, que demandent les syndicats ?",
        f"Dis-moi {ME.upper()} : que demandent les syndicats ?",
        f"Que demandent les syndicats, {ME} ?",
    ],
)
def test_a_mention_is_answered_as_a_reply(ana: Person, group: Group, text: str) -> None:
    """However it is written, wherever it stands."""
    question = ana.says(text, group)
    answer = group.next_from_bot(question)
    assert answer["reply_to_message"]["message_id"] == question["message_id"]
    assert len(group.from_bot()) == 1


def test_a_reply_to_the_bot_is_answered(ana: Person, leo: Person, group: Group) -> None:
    """Replying to its message is speaking to it."""
    answer = group.next_from_bot(ana.says(f"{ME} la pétition ?", group))
    more = leo.says("Et les députés ?", group, reply_to=answer)
    second = group.next_from_bot(more)
    assert second["reply_to_message"]["message_id"] == more["message_id"]


def test_a_bare_mention_answers_the_message_it_points_at(
    ana: Person, leo: Person, group: Group
) -> None:
    """«@bot» in reply to someone's question asks that question."""
    asked = ana.says("Que demandent les députés ?", group)
    pointed = leo.says(ME, group, reply_to=asked)
    answer = group.next_from_bot(pointed)
    assert any(each["type"].endswith("blockquote") for each in answer["entities"])


@pytest.mark.parametrize(
    "text",
    [
        "Que demandent les syndicats ?",
        "@SecPaTestBots que demandent les syndicats ?",
        "@AutreBot que demandent les syndicats ?",
        "contact@secpatestbot.fr pour le financement",
        "/aide@AutreBot",
        "/meteo",
    ],
)
def test_what_is_not_addressed_is_not_answered(ana: Person, group: Group, text: str) -> None:
    """Talk among people, to other bots, or to no one."""
    assert silent(group, ana, lambda: ana.says(text, group))


def test_bots_forwards_and_service_messages_are_not_answered(
    api: BotApi, ana: Person, leo: Person, group: Group
) -> None:
    """Neither another bot, nor a forward that mentions us, nor a newcomer."""
    robot = {"id": 99, "is_bot": True, "first_name": "Autre", "username": "AutreBot"}
    text = f"{ME} la pétition ?"
    mention = [{"type": "mention", "offset": 0, "length": len(ME)}]
    content = {"text": text, "entities": mention}

    def acts() -> Json:
        ana.sends(content, group, sender=robot)
        Person(api, "Zoé").joins(group)
        ana.sends({**content, "via_bot": api.world.bot}, group)
        return ana.forwards(leo.says("bonjour"), group)

    assert silent(group, ana, acts)


def test_comings_files_and_reactions_are_not_answered(
    api: BotApi, ana: Person, leo: Person, group: Group
) -> None:
    """Nor a post of a channel that the bot is in."""
    channel = Channel(api)

    def acts() -> Json:
        leo.leaves(group)
        leo.joins(group)
        ana.sends_album(2, group, caption="la pétition")
        ana.sends_file("x", b"x", kind="voice", room=group)
        ana.reacts(ana.says("bonjour", group), "👍")
        return channel.posts(f"{ME} la pétition ?")

    assert silent(group, ana, acts)
    assert not [each for each in channel.messages() if each.get("from")]


def test_it_lives_on_when_it_is_put_out_of_a_group(
    api: BotApi, ana: Person, bot: RunningBot
) -> None:
    """What it can say nowhere is dropped; it answers elsewhere, and there when it is back."""
    group = Group(api, ana)
    question = ana.says(f"{ME} la pétition ?", group)
    group.removes_bot(ana)
    assert ana.next_from_bot(ana.says("/aide"))
    group.adds_bot(ana)
    again = ana.says(f"{ME} la pétition ?", group)
    assert group.next_from_bot(again)
    assert "Traceback" not in bot.log()
    assert question["message_id"] < again["message_id"]


def test_a_reply_to_the_bot_that_calls_someone_else_is_not_answered(
    ana: Person, leo: Person, group: Group
) -> None:
    """When it is not sure, it stays silent."""
    answer = group.next_from_bot(ana.says(f"{ME} la pétition ?", group))
    leo.says("@marie_37 tu as vu ?", group, reply_to=answer)
    marker = leo.says(f"{ME} la pétition ?", group)
    second = group.next_from_bot(marker)
    assert second["reply_to_message"]["message_id"] == marker["message_id"]
    assert len(group.from_bot()) == 2


def test_it_answers_in_the_topic_it_was_asked_in(api: BotApi, ana: Person) -> None:
    """A forum's topics are kept apart, commands included."""
    forum = Group(api, ana, topics=(7, 8))
    for text in (f"{ME} la pétition ?", "/aide"):
        question = ana.says(text, forum, thread=8)
        assert forum.next_from_bot(question)["message_thread_id"] == 8


def test_a_chain_of_replies_is_no_topic(api: BotApi, ana: Person, group: Group) -> None:
    """Telegram numbers it like one, but takes no message for it."""
    first = ana.says("bonjour", group)
    chain = {"message_thread_id": first["message_id"]}
    mention = [{"type": "mention", "offset": 0, "length": len(ME)}]
    text = f"{ME} la pétition ?"
    asked = ana.sends({"text": text, "entities": mention, **chain}, group, reply_to=first)
    answer = group.next_from_bot(asked)
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]


def test_a_file_is_sent_in_reply_and_in_the_topic(api: BotApi, ana: Person) -> None:
    """What a tap asks for comes where the button was tapped."""
    forum = Group(api, ana, topics=(7, 8))
    answer = forum.next_from_bot(ana.says(f"{ME} la pétition ?", forum, thread=8))
    ana.clicks(answer, "Document")
    sent = forum.next_from_bot(answer)
    assert sent["message_thread_id"] == 8
    assert sent["reply_to_message"]["message_id"] == answer["message_id"]


def test_commands_work_in_groups(ana: Person, group: Group) -> None:
    """With and without the bot's name."""
    for text in ("/sources", f"/aide{ME}"):
        question = ana.says(text, group)
        answer = group.next_from_bot(question)
        assert answer["reply_to_message"]["message_id"] == question["message_id"]


def test_a_small_group_works_too(api: BotApi, ana: Person) -> None:
    """Not every group is a supergroup."""
    small = Group(api, ana, supergroup=False)
    assert small.next_from_bot(ana.says(f"{ME} la pétition ?", small))


def test_an_edited_group_question_gets_its_answer_edited(ana: Person, group: Group) -> None:
    """And talk edited into a mention does not wake it up."""
    question = ana.says(f"{ME} que demandent les députés ?", group)
    answer = group.next_from_bot(question)
    ana.edits(question, f"{ME} que disent les syndicats de la pétition ?")
    assert group.edited(answer)["message_id"] == answer["message_id"]
    talk = ana.says("bonjour", group)
    assert silent_edit(group, ana, talk)


def silent_edit(group: Group, person: Person, message: Json) -> bool:
    count = len(group.from_bot())
    person.edits(message, f"{ME} la pétition ?")
    marker = person.says(f"{ME} la pétition ?", group)
    group.next_from_bot(marker)
    senders = [each["from"]["id"] for each in group.messages()]
    return senders.count(BOT_ID) == count + 1
