"""Every method of the stand-in by its name, and the small ones themselves."""

import re
from collections.abc import Callable
from typing import Any

from tests.botapi import shapes
from tests.botapi.media import Media
from tests.botapi.queries import Queries
from tests.botapi.refusal import RefusedError, bad_request
from tests.botapi.sending import Sending
from tests.botapi.updates import UpdateQueue
from tests.botapi.world import BOT_ID, World

Json = dict[str, Any]
Act = Callable[[Json], Any]

DOWNLOAD_LIMIT = 20 << 20
# Those of https://core.telegram.org/bots/api#reactiontypeemoji that people use most.
REACTIONS = frozenset(
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 💯 👀 ✍ 🤝 🫡".split()
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PROFILE_LIMITS = {"name": 64, "description": 512, "short_description": 120}


class Methods:
    """What a bot may call, but for `getUpdates`, which waits and so lives in the server."""

    def __init__(
        self,
        world: World,
        updates: UpdateQueue,
        sending: Sending,
        media: Media,
        queries: Queries,
    ) -> None:
        self.world = world
        self.updates = updates
        self.table: dict[str, Act] = {
            "getme": self._get_me,
            "getchat": self._get_chat,
            "getchatmember": self._get_chat_member,
            "getfile": self._get_file,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": lambda args: updates.webhook_info(),
            "setmycommands": self._set_commands,
            "getmycommands": lambda args: world.profile.get(_commands_key(args), []),
            "deletemycommands": self._delete_commands,
            "setmessagereaction": self._set_reaction,
            "sendmessage": sending.send_message,
            **media.table,
            "sendmediagroup": media.send_media_group,
            "sendlocation": media.send_location,
            "sendchataction": sending.send_chat_action,
            "copymessage": sending.copy_message,
            "forwardmessage": sending.forward_message,
            "deletemessage": sending.delete_message,
            "editmessagetext": sending.edit_message_text,
            "editmessagecaption": sending.edit_message_caption,
            "editmessagereplymarkup": sending.edit_message_reply_markup,
            "answercallbackquery": queries.answer_callback_query,
            "answerinlinequery": queries.answer_inline_query,
        }
        for part in _PROFILE_LIMITS:
            plain = part.replace("_", "")
            self.table[f"setmy{plain}"] = self._profile_setter(part)
            self.table[f"getmy{plain}"] = self._profile_getter(part)

    def act(self, method: str, args: Json) -> Any:
        act = self.table.get(method)
        if act is None:
            raise RefusedError(404, "Not Found: method not found")
        return shapes.reply(method, act(args))

    def _get_me(self, args: Json) -> Json:
        return {
            **self.world.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _get_chat(self, args: Json) -> Json:
        plain = {"accent_color_id": 0, "max_reaction_count": 11}
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
        accepted = {
            "accepted_gift_types": {**dict.fromkeys(gifts, True), "gifts_from_channels": True}
        }
        return {**self.world.chat(args["chat_id"]).as_json(), **plain, **accepted}

    def _get_chat_member(self, args: Json) -> Json:
        chat = self.world.chat(args["chat_id"])
        if args["user_id"] not in chat.members:
            raise bad_request("member not found")
        return {"status": "member", "user": self.world.people[args["user_id"]]}

    def _get_file(self, args: Json) -> Json:
        stored = self.world.files.get(str(args["file_id"]))
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        path = f"documents/{stored.id}"
        plain = {"file_id": stored.id, "file_unique_id": stored.id[-12:]}
        return {**plain, "file_size": stored.size, "file_path": path}

    def _set_webhook(self, args: Json) -> bool:
        self.updates.set_webhook(args)
        return True

    def _delete_webhook(self, args: Json) -> bool:
        dropped = {"drop_pending_updates": args.get("drop_pending_updates")}
        self.updates.set_webhook({"url": "", **dropped})
        return True

    def _set_commands(self, args: Json) -> bool:
        commands = args.get("commands") or []
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for each in commands:
            if not _COMMAND.fullmatch(each["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(each["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.world.profile[_commands_key(args)] = commands
        return True

    def _delete_commands(self, args: Json) -> bool:
        self.world.profile.pop(_commands_key(args), None)
        return True

    def _set_reaction(self, args: Json) -> bool:
        chat = self.world.chat(args["chat_id"])
        if (chat.id, args["message_id"]) not in self.world.messages:
            raise bad_request("message to react not found")
        reactions = args.get("reaction") or []
        if len(reactions) > 1:
            raise bad_request("REACTIONS_TOO_MANY")
        for each in reactions:
            if each["type"] != "emoji" or each["emoji"] not in REACTIONS:
                raise bad_request("REACTION_INVALID")
        self.world.reactions[chat.id, args["message_id"], BOT_ID] = reactions
        return True

    def _profile_setter(self, part: str) -> Act:
        def set_it(args: Json) -> bool:
            text = args.get(part) or ""
            if len(text) > _PROFILE_LIMITS[part]:
                raise bad_request(f"bot {part.replace('_', ' ')} is too long")
            self.world.profile[f"{part}/{args.get('language_code') or ''}"] = text
            return True

        return set_it

    def _profile_getter(self, part: str) -> Act:
        def get_it(args: Json) -> Json:
            key = f"{part}/{args.get('language_code') or ''}"
            return {part: self.world.profile.get(key, "")}

        return get_it


def _commands_key(args: Json) -> str:
    scope = args.get("scope") or {"type": "default"}
    where = "/".join(str(scope[name]) for name in ("type", "chat_id") if name in scope)
    return f"commands/{where}/{args.get('language_code') or ''}"
