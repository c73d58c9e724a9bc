"""What is around the page: the HTML that a browser gets first, with the scripts of the page's own components.

Gradio has each component carry its script with it, so that what several of them have in common would be sent,
read and compiled for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    "drop": ("upload", "delete", "empty"),
    "link": ("hello", "keep", "changed"),
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


def shown(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a browser needs of a page's description, less what is there for machines alone.

    That is half of it, and the page looks through all of it for each event while it opens.
    """
    machines = {one["id"] for one in config["components"] if one["type"] == "api"}
    parts = [one for one in config["components"] if one["id"] not in machines]
    events = [one for one in config["dependencies"] if machines.isdisjoint(one["outputs"])]
    layout = _without(config.get("layout", {}), machines)
    named = {"components": [one["id"] for one in parts], "dependencies": [one["id"] for one in events]}
    return {
        **config,
        "components": [{key: one[key] for key in one if key not in _FOR_MACHINES} for one in parts],
        "dependencies": events,
        "layout": layout,
        "page": {"": {"layout": layout, **named}},
    }


_FOR_MACHINES = {"api_info", "api_info_as_input", "api_info_as_output", "example_inputs"}


def _without(node: Mapping[str, Any], gone: set[int]) -> dict[str, Any]:
    children = [_without(one, gone) for one in node.get("children", ()) if one["id"] not in gone]
    return {**node, "children": children} if "children" in node else dict(node)


def put_around(style: str = "") -> None:
    """Have Gradio answer with its own page, our head in it, and the style sheet where it comes last."""
    from gradio.routes import templates
    from jinja2 import ChoiceLoader, DictLoader

    environment = templates.env
    known = environment.loader
    gradios = known.loaders[-1] if isinstance(known, ChoiceLoader) else known
    environment.filters["shown"] = shown

    def changed(html: str) -> str:
        html = html.replace("</head>", f"{{% raw %}}{head()}{{% endraw %}}</head>", 1)
        html = html.replace("<gradio-app", f"{{% raw %}}<style>{style}</style>{{% endraw %}}<gradio-app", 1)
        html = html.replace("{{ config | toorjson }}", "{{ config | shown | toorjson }}", 1)
        return html.replace("{{ gradio_api_info | toorjson }}", _NONE_FOR_MACHINES, 1)

    made = DictLoader({page: changed(gradios.get_source(environment, page)[0]) for page in PAGES})
    environment.loader = ChoiceLoader([made, gradios])
    if environment.cache is not None:
        environment.cache.clear()


_NONE_FOR_MACHINES = '{"named_endpoints":{},"unnamed_endpoints":{}}'
