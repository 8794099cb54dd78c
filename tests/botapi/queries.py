"""Answers to button clicks and inline queries."""

import re
from typing import Any

from tests.botapi import keyboards, richtext
from tests.botapi.refusal import bad_request
from tests.botapi.world import World

Json = dict[str, Any]

RESULT_LIMIT = 50
RESULT_ID_LIMIT = 64  # bytes
TOAST_LIMIT = 200  # characters
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Queries:
    """`answerCallbackQuery` and `answerInlineQuery`; each query takes one answer, in time."""

    def __init__(self, world: World, life: float = 30.0) -> None:
        self.world = world
        self.life = life  # seconds

    def answer_callback_query(self, args: Json) -> bool:
        query = self.world.take_query(
            self.world.callbacks, args.get("callback_query_id"), self.life
        )
        if len(args.get("text") or "") > TOAST_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        query.answer = args
        return True

    def answer_inline_query(self, args: Json) -> bool:
        query = self.world.take_query(
            self.world.inline_queries, args.get("inline_query_id"), self.life
        )
        results = args.get("results") or []
        if len(results) > RESULT_LIMIT:
            raise bad_request("RESULTS_TOO_MUCH")
        ids = [str(each.get("id", "")) for each in results]
        if any(not 1 <= len(each.encode()) <= RESULT_ID_LIMIT for each in ids):
            raise bad_request("RESULT_ID_INVALID")
        if len(set(ids)) < len(ids):
            raise bad_request("RESULT_ID_DUPLICATE")
        for result in results:
            self._check_result(result)
        button = args.get("button") or {}
        start = button.get("start_parameter")
        if start is not None and not _START_PARAMETER.fullmatch(start):
            raise bad_request("START_PARAM_INVALID")
        query.answer = {**args, "results": results}
        return True

    def _check_result(self, result: Json) -> None:
        if result.get("type") != "article":
            raise bad_request("unallowed result type")
        if not result.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        content = result.get("input_message_content") or {}
        text, entities = richtext.message_text(
            content.get("message_text"), content.get("parse_mode"), content.get("entities")
        )
        result["input_message_content"] = {**content, "message_text": text, "entities": entities}
        result["reply_markup"] = keyboards.check_inline(result.get("reply_markup"))
