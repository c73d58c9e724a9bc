"""The tools for other programs, as a client of the protocol's own SDK finds them, in a process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from builders import SEEDS

from summarizer.cli.fence import Fence
from summarizer.errors import OptionError, SourceError
from summarizer.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
SECRET = "The secret plan of Orrin is to sell the mill on Monday."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder that may be read, with links out of it, beside a file that may not."""
    folder = tmp_path / "desk"
    (folder / "pile").mkdir(parents=True)
    (folder / "pile" / "a.txt").write_text(
        "The mill of Orrin burned down on Monday. Nobody was hurt in the fire.\n"
    )
    (folder / "pile" / "100%20.txt").write_text("A fire destroyed the mill of Orrin, the mayor said.\n")
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "b.txt").write_text(SECRET)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "pile" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "secrets")
    (folder / "ring.txt").symlink_to("ring.txt")
    os.mkfifo(folder / "pipe.txt")
    return folder


def asked(*folders: Path, ask: Callable[[Any], Awaitable[Any]]) -> Any:
    """Start the server on ``folders`` and return what ``ask`` returns of its client."""
    anyio = pytest.importorskip("anyio")
    mcp = pytest.importorskip("mcp")
    started = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "summarizer", "mcp", *map(str, folders)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def talk() -> Any:
        async with mcp.Client(started, read_timeout_seconds=120) as client:
            return await ask(client)

    return anyio.run(talk)


@pytest.mark.slow
def test_a_client_briefs_the_samples_and_gets_a_false_sentence_named(tmp_path: Path) -> None:
    draft = "The war of the 1990s left 30,000 people dead. The president of Peru opened a gold mine in Lima."

    async def ask(client: Any) -> Any:
        tools = (await client.list_tools()).tools
        note = await client.call_tool("brief", {"sources": [str(SEEDS)], "words": 120})
        traced = await client.call_tool("trace", {"draft": draft, "sources": ["."]})
        (tmp_path / "note.json").write_text(json.dumps(note.structured_content))
        return tools, note, traced, await client.call_tool("verify", {"note": str(tmp_path / "note.json")})

    tools, note, traced, verified = asked(SEEDS, tmp_path, ask=ask)
    assert [tool.name for tool in tools] == ["brief", "trace", "verify", "read"]
    assert all(tool.output_schema and tool.annotations.read_only_hint for tool in tools)
    lines = note.structured_content["lines"]
    assert len(lines) >= 3
    paths = {source["id"]: source["path"] for source in note.structured_content["sources"]}
    for line in lines:
        for one in line["citations"]:
            text = Path(paths[one["source"]]).read_text("utf-8-sig")
            assert text[one["start"] : one["end"]] == one["quote"]
    assert lines[0]["text"][:30] in note.content[0].text.replace("\\", "")
    assert [line["verdict"] for line in traced.structured_content["lines"]] == ["supported", "unsupported"]
    assert "L2 unsupported: The president of Peru opened a gold mine in Lima." in traced.content[0].text
    assert verified.structured_content["intact"] is True


@pytest.mark.slow
def test_a_client_cannot_read_what_is_outside_the_folders(desk: Path) -> None:
    outside = [
        "../secret.txt", str(desk.parent / "secret.txt"), "link.txt", "linked", "linked/b.txt", "ring.txt",
        "pile/../../secret.txt", f"file://{desk.parent}/secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt",
        "/etc/passwd", "/dev/zero", "/proc/self/environ", "http://127.0.0.1/", "pipe.txt", "*.txt",
        "../*.txt", "", "..", "/", "-",
        "a\0b", "~/secret.txt", "....//secret.txt", "\ud800".encode("utf-8", "backslashreplace").decode(),
    ]  # fmt: skip

    async def ask(client: Any) -> Any:
        answers = []
        for path in outside:
            answers.append(await client.call_tool("read", {"sources": [path]}))
            answers.append(await client.call_tool("verify", {"note": path}))
            answers.append(await client.call_tool("trace", {"draft_file": path, "sources": ["pile"]}))
        answers += [
            await client.call_tool(
                "brief", {"sources": ["pile"], "rewrite": "openai:http://127.0.0.1:1/v1#m"}
            ),
            await client.call_tool("brief", {"sources": "pile"}),
            await client.call_tool("brief", {}),
            await client.call_tool("trace", {"sources": ["pile"]}),
            await client.call_tool("write", {}),
        ]
        return answers, await client.call_tool("read", {"sources": ["pile"]})

    answers, inside = asked(desk, ask=ask)
    for answer in answers:
        assert answer.is_error
        assert "Orrin is to sell" not in answer.content[0].text
        assert answer.content[0].text.isprintable()
    documents = inside.structured_content["documents"]
    assert [one["name"] for one in documents] == ["100%20.txt", "a.txt"]
    assert SECRET not in json.dumps(inside.structured_content)


@pytest.mark.slow
def test_a_note_leads_a_client_no_further_than_the_folders(desk: Path) -> None:
    """The paths of a note's sources come from whoever wrote it."""

    async def ask(client: Any) -> Any:
        note = (await client.call_tool("brief", {"sources": ["pile"]})).structured_content
        for path in ("../secret.txt", str(desk.parent / "secret.txt"), "link.txt", "pile/link.txt"):
            for source in note["sources"]:
                source["path"] = path
            (desk / "note.json").write_text(json.dumps(note))
            yield_ = await client.call_tool("verify", {"note": "note.json"})
            assert not yield_.structured_content["intact"]
            assert "sell" not in json.dumps(yield_.structured_content) + yield_.content[0].text

    asked(desk, ask=ask)


def test_the_fence_holds_what_is_inside_alone(desk: Path) -> None:
    fence = Fence([desk])
    assert fence.path("pile/a.txt") == (desk / "pile" / "a.txt").resolve()
    assert fence.path(str(desk / "pile")) == (desk / "pile").resolve()
    assert [Path(path).name for path in fence.files(["."])] == ["pipe.txt", "100%20.txt", "a.txt"]
    with pytest.raises(SourceError, match="is an address"):
        fence.path(f"file://{desk}/pile/a.txt")
    with pytest.raises(SourceError, match="there is no such file inside"):
        fence.path(f"{desk}2/x")
    with pytest.raises(OptionError, match="is no folder"):
        Fence([desk / "pile" / "a.txt"])
    with pytest.raises(OptionError, match="at least one folder"):
        Fence([])


def test_limits_hold_for_tools_too(desk: Path) -> None:
    from summarizer.cli.mcp_tools import answer

    values, said = answer("read", {"sources": ["pile/a.txt"]}, Fence([desk]), Limits(max_bytes=10))
    assert values is None
    assert "over the limit of 10" in said
