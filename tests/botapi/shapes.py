"""Shapes: requests and replies held against aiogram's models of the Bot API."""

import json
import re
from functools import cache
from typing import Any

import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.botapi.refusal import RefusedError, bad_request

Json = dict[str, Any]

_NUMBER = re.compile(r"-?\d+")


class WrongShapeError(AssertionError):
    """The stand-in itself, or a test, made something that the Bot API never sends."""


@cache
def _methods() -> dict[str, type[BaseModel]]:
    return {
        name.lower(): model
        for name in aiogram.methods.__all__
        if isinstance(model := getattr(aiogram.methods, name), type)
        and issubclass(model, BaseModel)
    }


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    kind: Any = model.model_fields[name].annotation
    return TypeAdapter(kind, config={"arbitrary_types_allowed": True})


def _extras(value: object, path: str) -> list[str]:
    """Fields that no Bot API object has, anywhere below `value`."""
    if isinstance(value, BaseModel):
        found = [f"{path}.{name}" for name in value.model_extra or {}]
        for name in type(value).model_fields:
            found += _extras(getattr(value, name, None), f"{path}.{name}")
        return found
    if isinstance(value, (list, tuple)):
        return [extra for each in value for extra in _extras(each, path)]
    return []


def check(kind: str, value: Json) -> Json:
    """`value`, known to be an aiogram `kind` («Update», «Message») with no stray field."""
    model: type[BaseModel] = getattr(aiogram.types, kind)
    try:
        built = model.model_validate(value)
    except ValidationError as error:
        raise WrongShapeError(f"not a {kind}: {error}") from error
    extras = _extras(built, kind)
    if extras:
        raise WrongShapeError(f"unknown fields: {', '.join(extras)}")
    return value


def reply(method: str, result: Any) -> Any:
    """`result`, known to be what `method` gives, with no stray field."""
    model = _methods().get(method)
    if model is None:
        return result
    kind: Any = model.__returning__  # type: ignore[attr-defined]
    try:
        built = TypeAdapter(kind).validate_python(result)
    except ValidationError as error:
        raise WrongShapeError(f"no reply to {method}: {error}") from error
    extras = _extras(built, method)
    if extras:
        raise WrongShapeError(f"unknown fields: {', '.join(extras)}")
    return result


def _decoded(value: str, text_expected: bool) -> Any:
    if text_expected:
        return value
    if _NUMBER.fullmatch(value):
        return int(value)
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value[:1] in "[{":
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_request("can't parse JSON object") from None
    return value


def arguments(method: str, given: dict[str, Any]) -> Json:
    """A request's parameters, decoded and of the right types, or RefusedError."""
    model = _methods().get(method.lower())
    if model is None:
        raise RefusedError(404, "Not Found: method not found")
    decoded: Json = {}
    for name, value in given.items():
        field = model.model_fields.get(name)
        if field is None:
            raise bad_request(f'parameter "{name}" is not one of {method}')
        if isinstance(value, str):
            value = _decoded(value, field.annotation in (str, str | None))
        try:
            read = _adapter(model, name).validate_python(value)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise bad_request(f'can\'t parse "{name}": {where}: wrong type') from None
        extras = _extras(read, name)
        if extras:
            raise bad_request(f'can\'t parse "{name}": unknown {", ".join(extras)}')
        decoded[name] = value
    for name, field in model.model_fields.items():
        if field.is_required() and name not in decoded and not isinstance(field.default, Default):
            decoded.setdefault(name, None)
    return decoded
