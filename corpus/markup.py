"""Markup that is not text: Markdown emphasis, link brackets, superscripts, heading marks."""

import re

_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^\s{0,3}>\s?")


def strip_inline(text: str) -> str:
    """Remove inline markup of one block and keep every letter and digit, in order.

    A link's target stays, in brackets, when it holds a letter or digit: «[texte](url)» becomes
    «texte (url)», «[texte](#)» becomes «texte».
    """
    text = _LINK.sub(_link, text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _SUPERSCRIPT.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    return _EMPHASIS.sub(r"\1", text)


def _link(match: re.Match[str]) -> str:
    label, target = match.groups()
    return f"{label} ({target})" if re.search(r"\w", target) else label


def heading(line: str) -> str | None:
    """The text of a Markdown heading line; None for another line, or one of marks alone."""
    match = _HEADING.match(line)
    return (match.group(2) or None) if match else None


def unquote(line: str) -> str:
    """A line without its Markdown quotation mark («> »)."""
    return _QUOTE.sub("", line)
