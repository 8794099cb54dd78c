"""Methods that put messages into chats, and change or delete them."""

import copy
from typing import Any

from tests.botapi import keyboards, richtext
from tests.botapi.faults import Limits
from tests.botapi.refusal import bad_request
from tests.botapi.world import BOT_ID, Chat, World

Json = dict[str, Any]

QUOTE_LIMIT = 1024
CAPTIONED = ("document", "photo", "video", "audio", "voice")
MEDIA = (*CAPTIONED, "sticker")
_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note"),
}


def _mode_and_entities(args: Json, field: str = "entities") -> tuple[str | None, list[Json] | None]:
    return args.get("parse_mode"), args.get(field)


class Sending:
    """`sendMessage` and its kin."""

    def __init__(self, world: World, limits: Limits) -> None:
        self.world = world
        self.limits = limits

    def send_message(self, args: Json) -> Json:
        chat = self.world.chat(args["chat_id"])
        text, entities = richtext.message_text(args["text"], *_mode_and_entities(args))
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        preview = args.get("link_preview_options")
        if preview and any(each["type"] in ("url", "text_link") for each in entities):
            content["link_preview_options"] = preview
        return self.post(chat, args, content)

    def send_chat_action(self, args: Json) -> bool:
        chat = self.world.chat(args["chat_id"])
        if args["action"] not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        self.limits.count(chat.id)
        return True

    def copy_message(self, args: Json) -> Json:
        chat = self.world.chat(args["chat_id"])
        source = self.world.messages.get((args["from_chat_id"], args["message_id"]))
        if source is None:
            raise bad_request("message to copy not found")
        kept = ("text", "entities", "caption", "caption_entities", "location", *MEDIA)
        content = {key: source[key] for key in kept if key in source}
        return {"message_id": self.post(chat, args, content)["message_id"]}

    def forward_message(self, args: Json) -> Json:
        chat = self.world.chat(args["chat_id"])
        source = self.world.messages.get((args["from_chat_id"], args["message_id"]))
        if source is None:
            raise bad_request("message to forward not found")
        return self.post(chat, args, forwarded(source))

    def delete_message(self, args: Json) -> bool:
        key = (args["chat_id"], args["message_id"])
        message = self.world.messages.get(key)
        if message is None:
            raise bad_request("message to delete not found")
        if message.get("from", {}).get("id") != BOT_ID and message["chat"]["type"] != "private":
            raise bad_request("message can't be deleted")
        del self.world.messages[key]
        return True

    def edit_message_text(self, args: Json) -> Json | bool:
        message = self._to_edit(args)
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        text, entities = richtext.message_text(args["text"], *_mode_and_entities(args))
        markup = keyboards.check_inline(args.get("reply_markup"))
        content = {"text": text, "entities": entities or None, "reply_markup": markup}
        return self._edited(args, message, content)

    def edit_message_caption(self, args: Json) -> Json | bool:
        message = self._to_edit(args)
        if not any(kind in message for kind in CAPTIONED):
            raise bad_request("there is no caption in the message to edit")
        given = _mode_and_entities(args, "caption_entities")
        caption, entities = richtext.caption_text(args.get("caption"), *given)
        markup = keyboards.check_inline(args.get("reply_markup"))
        content = {
            "caption": caption or None,
            "caption_entities": entities or None,
            "reply_markup": markup,
        }
        return self._edited(args, message, content)

    def edit_message_reply_markup(self, args: Json) -> Json | bool:
        message = self._to_edit(args)
        markup = keyboards.check_inline(args.get("reply_markup"))
        return self._edited(args, message, {"reply_markup": markup})

    def _edited(self, args: Json, message: Json, content: Json) -> Json | bool:
        self.limits.count(message["chat"]["id"])
        changed = self.world.change(message, content)
        return True if args.get("inline_message_id") else changed

    def _to_edit(self, args: Json) -> Json:
        inline_id = args.get("inline_message_id")
        if inline_id:
            key = self.world.inline_messages.get(inline_id)
        else:
            key = (self.world.chat(args.get("chat_id")).id, int(args.get("message_id") or 0))
        message = self.world.messages.get(key) if key else None
        if message is None:
            raise bad_request("message to edit not found")
        if message.get("from", {}).get("id") != BOT_ID and not inline_id:
            raise bad_request("message can't be edited")
        return message

    def post(self, chat: Chat, args: Json, content: Json) -> Json:
        """Put a message of the bot into `chat`, with the reply and keyboard that `args` ask for."""
        thread = self.world.thread_of(chat, args.get("message_thread_id"))
        markup = keyboards.check_inline(args.get("reply_markup"))
        if markup is not None:
            content["reply_markup"] = markup
        content.update(self._reply(chat, args))
        self.limits.count(chat.id)
        return self.world.post(chat, self.world.bot, content, thread)

    def _reply(self, chat: Chat, args: Json) -> Json:
        wanted = args.get("reply_parameters")
        if not wanted:
            return {}
        target = self.world.messages.get((wanted.get("chat_id", chat.id), wanted["message_id"]))
        if target is None:
            if wanted.get("allow_sending_without_reply"):
                return {}
            raise bad_request("message to be replied not found")
        shown = copy.deepcopy(target)
        shown.pop("reply_to_message", None)
        reply: Json = {"reply_to_message": shown}
        quote = wanted.get("quote")
        if quote is not None:
            text, _ = richtext.read(quote, wanted.get("quote_parse_mode"), None)
            whole = target.get("text") or target.get("caption") or ""
            if not text or richtext.units(text) > QUOTE_LIMIT or text not in whole:
                raise bad_request("QUOTE_TEXT_INVALID")
            before = whole[: whole.index(text)]
            reply["quote"] = {"text": text, "position": richtext.units(before), "is_manual": True}
        return reply


def forwarded(source: Json) -> Json:
    """The content of `source` as a forward of it."""
    envelope = ("message_id", "date", "chat", "from", "reply_to_message", "reply_markup")
    skipped = (*envelope, "edit_date", "message_thread_id", "is_topic_message", "via_bot")
    content = {key: value for key, value in source.items() if key not in skipped}
    origin = {"type": "user", "date": source["date"], "sender_user": source["from"]}
    return {**copy.deepcopy(content), "forward_origin": origin}
