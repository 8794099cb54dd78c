"""👍 and 👎 under an answer: one tap counts, without saying whose."""

from telegram import Message, Update

from bot.store.counts import Kind
from bot.telegram.context import Context, words_for
from bot.telegram.following import claim_at
from bot.telegram.keyboards import Action
from bot.telegram.lookup import place_of
from bot.telegram.references import Reference
from bot.telegram.taps import let_go

PATTERN = f"^[{Action.LIKE}{Action.DISLIKE}]"


async def on_thumb(update: Update, context: Context) -> None:
    """Count the first thumb that a message is given; the claim is counted, not the person."""
    query = update.callback_query
    if query is None:
        return
    words, services = words_for(context, query.from_user), context.bot_data
    message, data = query.message, query.data or ""
    reference = Reference.read(data[1:])
    if reference is None or not isinstance(message, Message):
        await let_go(query, words.text("stale_button"), alert=True)
        return
    first = await services.blocking(
        services.memory.ratings.first, message.chat.id, message.message_id
    )
    if first:
        place = await place_of(services, reference)
        claim = claim_at(place, services) if place else None
        kind = Kind.LIKED if data.startswith(Action.LIKE) else Kind.DISLIKED
        services.memory.counts.add(kind, claim.id if claim else "")
    await let_go(query, words.text("rated" if first else "rated_already"))
