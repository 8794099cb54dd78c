"""`/moderateur`: the deployment's moderators name others, and remove them."""

from telegram import Update

from bot.phrases import moderators_wording
from bot.telegram.context import Context, Services, send
from bot.telegram.formatted import plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.menu import publish_menu, remove_menu
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import who
from bot.telegram.screens import Screen

_LONGEST = 15  # digits of a Telegram number


async def name(update: Update, context: Context) -> None:
    """`/moderateur NUMBER` names a person, `/moderateur` shows who may."""
    message, person = update.effective_message, update.effective_user
    if message is None or person is None:
        return
    services, words = context.bot_data, moderators_wording()
    if not context.args:
        await send(message, _listed(services, person.id))
        return
    number = context.args[0]
    if person.id not in services.desk.appointed:
        said = words.text("name_not_yours")
    elif not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST):
        said = words.text("name_how")
    elif await services.blocking(services.desk.name, int(number), who(person)):
        await publish_menu(context.bot, int(number))
        said = words.text("named", person=number)
    else:
        said = words.text("named_already", person=number)
    await send(message, Screen(plain(said)))


def _listed(services: Services, person: int) -> Screen:
    words, desk = moderators_wording(), services.desk
    lines = [words.text("moderators")]
    lines += [f"• {each}" for each in desk.everyone]
    if person not in desk.appointed:
        return Screen(plain("\n".join(lines)))
    lines.append(words.text("name_how"))
    rows = [
        [keyboards.button(words.text("button_remove", person=each), Tap.REMOVE, str(each))]
        for each in desk.named
    ]
    return Screen(plain("\n".join(lines)), keyboards.keyboard(*rows) if rows else None)


async def _remove(tap: Tapped) -> None:
    services, desk = tap.services, tap.services.desk
    if tap.person.id not in desk.appointed or not tap.rest.isdecimal():
        await tap.say(Screen(plain(tap.words.text("name_not_yours"))))
        return
    await services.blocking(desk.remove, int(tap.rest), who(tap.person))
    await remove_menu(tap.context.bot, int(tap.rest))
    await tap.say(_listed(services, tap.person.id))


ACTS: dict[Tap, Act] = {Tap.REMOVE: _remove}
