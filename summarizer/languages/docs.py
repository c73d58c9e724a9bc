"""Make docs/languages.md of the files and the schema: ``python -m summarizer.languages.docs FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

from summarizer.languages import ANY, codes, known, knows, schema, words

_HEAD = """# Languages

Made from `summarizer/languages/` by `python -m summarizer.languages.docs docs/languages.md`; a test checks
that this page is up to date. A language is one file, `CODE.toml` by its ISO 639 code; `schema.json` says what
it may hold, and all of it may be left out: what is not known of a language is not looked for in its texts.
`und.toml` holds what belongs to no language. Stemmers, stop words and sentence models come from the packages
that have them, by the English name of the language.
"""


def page() -> str:
    """Return the page that tells what is known of which language."""
    named = ", ".join(f"{' '.join(words(code, 'language.name')).title()} (`{code}`)" for code in codes())
    parts = [_HEAD, f"There are files for {named}.\n"]
    for group, part in schema()["properties"].items():
        rows = [
            f"| `{key}` | {topic['description']} | {_where(f'{group}.{key}')} |"
            for key, topic in part["properties"].items()
        ]
        table = "\n".join(("| topic | what it is | known of |", "|---|---|---|", *rows))
        parts.append(f"## {group}\n\n{part['description']}\n\n{table}\n")
    return "\n".join(parts)


def _where(topic: str) -> str:
    found = (*known(topic), *([ANY] if knows(ANY, topic) else []))
    return "all" if set(codes()) <= set(found) else ", ".join(found) or "none"


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else "docs/languages.md"
    Path(target).write_text(page(), encoding="utf-8")
