"""What is around the page: the HTML that a browser gets first, with the scripts of the page's own components.

Gradio has each component carry its script with it, so that what several of them have in common would be sent,
read and compiled for each.
"""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"
SCRIPTS = {
    "ask": ("ask",),
    "drop": ("drop",),
    "link": ("link",),
    "note": tuple(f"note/{one}" for one in ("core", "passages", "lines", "write", "views", "save")),
    "save": ("save",),
}
"""The scripts of the components, each of files that are one together."""
EVENTS = {
    "ask": ("yes", "no"),
    "drop": ("upload", "delete"),
    "link": ("hello", "keep"),
    "note": ("open",),
    "save": ("save",),
}
"""What each of them tells the server."""
PAGES = ("frontend/index.html", "frontend/share.html")
"""Gradio's templates of the page."""
_GIVEN = "element, trigger, props, server, upload, watch"
"""What Gradio gives to the script of a component."""


def call(name: str) -> str:
    """Return the script of a component: it runs what stands in the head of the page.

    Gradio looks in it for the names of events, in quotes.
    """
    events = " ".join(f"'{event}'" for event in EVENTS[name])
    return f"tracebriefParts.{name}({_GIVEN}); /* {events} */"


def head() -> str:
    """Return what stands in the head of the page: what shows until it is there, and the scripts."""
    parts = ",".join(f"{name}({_GIVEN}) {{\n{_script(name)}\n}}" for name in SCRIPTS)
    style = (STATIC / "opening.css").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>window.tracebriefParts = {{{parts}}};</script>"


def _script(name: str) -> str:
    return "\n".join((STATIC / f"{file}.js").read_text(encoding="utf-8") for file in SCRIPTS[name])


def put_around() -> None:
    """Have Gradio answer with its own page and our head in it."""
    from gradio.routes import templates
    from jinja2 import ChoiceLoader, DictLoader

    environment = templates.env
    known = environment.loader
    gradios = known.loaders[-1] if isinstance(known, ChoiceLoader) else known
    ours = f"{{% raw %}}{head()}{{% endraw %}}"
    pages = {page: gradios.get_source(environment, page)[0] for page in PAGES}
    made = DictLoader({page: html.replace("</head>", f"{ours}</head>", 1) for page, html in pages.items()})
    environment.loader = ChoiceLoader([made, gradios])
    if environment.cache is not None:
        environment.cache.clear()
