"""The command ``tracebrief mcp``: the tools for other programs, by the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.errors import MissingExtraError
from summarizer.limits import Limits
from summarizer.note.tool import __version__

from .terminal import limits_as_options

ABOUT = (
    "Tracebrief links every line to the exact characters of its sources. Cite what it gives you by file and "
    "offsets. Files are named by path inside the folders that it was started with; nothing else can be read, "
    "and nothing is written."
)


@limits_as_options
def mcp(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Folders whose files may be read; no other can be.", show_default=False),
    ],
    *,
    limits: Limits,
) -> None:
    """Offer brief, trace, verify and read to other programs (MCP, on standard input and output)."""
    import os

    from .fence import Fence

    fence = Fence(folders)
    try:
        import anyio
        import mcp
    except ImportError as error:
        raise MissingExtraError(
            "tracebrief mcp needs the SDK of the protocol; install it: pip install 'tracebrief[mcp]'"
        ) from error
    del mcp
    # Paths in a note count from the working folder: it must be one of those that may be read.
    os.chdir(fence.folders[0])
    anyio.run(_serve, fence, limits)


async def _serve(fence: Any, limits: Limits) -> None:
    from anyio.to_thread import run_sync
    from mcp.server import Server
    from mcp.server.stdio import stdio_server
    from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations

    from .mcp_tools import answer, tools

    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    listed = [
        Tool(
            name=tool.name,
            description=tool.about,
            input_schema=tool.takes,
            output_schema=tool.gives,
            annotations=reads,
        )
        for tool in tools()
    ]

    async def on_list(context: Any, params: Any) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def on_call(context: Any, params: Any) -> CallToolResult:
        # In a thread, so that the client is still answered while a pile is read.
        values, text = await run_sync(answer, params.name, params.arguments or {}, fence, limits)
        content = [TextContent(type="text", text=text)]
        return CallToolResult(content=content, structured_content=values, is_error=values is None)

    server: Server[Any] = Server(
        "tracebrief", version=__version__, instructions=ABOUT, on_list_tools=on_list, on_call_tool=on_call
    )
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())
