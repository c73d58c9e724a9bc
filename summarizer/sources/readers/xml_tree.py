"""XML that nobody vouches for, as a tree."""

from __future__ import annotations

import re
from typing import Any

from summarizer.errors import SourceError

_DAMAGED = "it is not sound XML ({}); save it anew."
_PROLOG = re.compile(rb"^(?:<\?xml[^<>]{0,300}\?>|<!DOCTYPE[^<>\[]{0,900}>|\s{1,99}){1,9}")


def parsed(content: bytes) -> tuple[Any, tuple[str, ...]]:
    """Parse XML; lxml bounds its depth (256) and the size of a text (10 MB).

    What a damaged file has is read as far as it can be, several roots all of them; the second value warns.
    """
    from lxml import etree

    content = content.lstrip(b" \t\r\n")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
        if any(entry.type_name == "ERR_DOCUMENT_END" for entry in parser.error_log):
            whole = etree.fromstring(b"<parts>" + _PROLOG.sub(b"", content) + b"</parts>", parser)
            root = root if whole is None else whole
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(_DAMAGED.format(" ".join(str(error).split())[:120])) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None:
        raise SourceError(_DAMAGED.format(fatal[0].message[:120] if fatal else "it is empty"))
    if fatal:
        told = f"it is damaged at line {fatal[0].line} and may be read in part; save it anew."
        return root, (told,)
    return root, ()


def name_of(element: Any) -> str:
    """Return the tag of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
