"""The HTML that a browser gets first."""

from __future__ import annotations

import pytest

from ui.frame import PAGES, SCRIPTS, call, head, put_around


def test_the_scripts_stand_once_in_the_head_of_gradios_pages() -> None:
    routes = pytest.importorskip("gradio.routes")
    put_around()
    put_around()  # a second server of one process adds nothing
    for page in PAGES:
        source = routes.templates.env.loader.get_source(routes.templates.env, page)[0]
        assert source.count("window.tracebriefParts") == 1
        assert source.index("window.tracebriefParts") < source.index("</head>")
        routes.templates.env.get_template(page)


def test_each_component_calls_what_is_there() -> None:
    for name in SCRIPTS:
        assert f"\n{name}(" in f"\n{head()}".replace("{" + name, "\n" + name).replace("," + name, "\n" + name)
        assert call(name).startswith(f"tracebriefParts.{name}(")
    assert head().count("</script>") == 1
