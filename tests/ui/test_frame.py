"""The HTML that a browser gets first."""

from __future__ import annotations

import pytest

from ui.frame import PAGES, SCRIPTS, call, head, put_around, shown


def test_the_scripts_stand_once_in_the_head_of_gradios_pages() -> None:
    routes = pytest.importorskip("gradio.routes")
    put_around()
    put_around()  # a second server of one process adds nothing
    for page in PAGES:
        source = routes.templates.env.loader.get_source(routes.templates.env, page)[0]
        assert source.count("window.tracebriefParts") == 1
        assert source.index("window.tracebriefParts") < source.index("</head>")
        assert source.count("config | shown | toorjson") == 1
        assert "gradio_api_info | toorjson" not in source
        routes.templates.env.get_template(page)


def test_each_component_calls_what_is_there() -> None:
    for name in SCRIPTS:
        assert f"\n{name}(" in f"\n{head()}".replace("{" + name, "\n" + name).replace("," + name, "\n" + name)
        assert call(name).startswith(f"tracebriefParts.{name}(")
    assert head().count("</script>") == 1


def test_a_browser_is_told_nothing_that_is_for_machines() -> None:
    config = {
        "title": "T",
        "components": [
            {"id": 1, "type": "api", "props": {}},
            {"id": 2, "type": "row", "props": {}},
            {"id": 3, "type": "html", "props": {"value": ""}, "example_inputs": "<p>", "api_info": {}},
        ],
        "dependencies": [{"id": 0, "outputs": [1]}, {"id": 1, "outputs": [3]}, {"id": 2, "outputs": []}],
        "layout": {"id": 0, "children": [{"id": 1}, {"id": 2, "children": [{"id": 3}]}]},
    }
    told = shown(config)
    assert told["title"] == "T"
    assert told["components"] == [
        {"id": 2, "type": "row", "props": {}},
        {"id": 3, "type": "html", "props": {"value": ""}},
    ]
    assert [one["id"] for one in told["dependencies"]] == [1, 2]
    assert told["layout"] == {"id": 0, "children": [{"id": 2, "children": [{"id": 3}]}]}
    assert told["page"][""] == {"layout": told["layout"], "components": [2, 3], "dependencies": [1, 2]}
    assert shown({"components": [], "dependencies": [], "auth_required": True})["layout"] == {}
