"""``tracebrief brief``: exit codes, messages, where the note goes, what is imported."""

from __future__ import annotations

import html
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import builders
import pytest
import typer

from summarizer.cli import main as cli
from summarizer.note import brief_json
from summarizer.renderers import RENDERERS

SEEDS = str(builders.SEEDS)
ROOT = builders.SEEDS.parent
TEXT = (
    "The council of Brno voted to close the old bridge. Engineers found cracks in its pillars. "
    "A new bridge will cost the city 40 million crowns.\n"
)
HEAVY = (
    "numpy scipy sklearn gradio torch nltk trafilatura matplotlib pypdfium2 docx dateparser jinja2 lxml"
).split()


class Run(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Run]:
    """Run the command in this process; standard output is that of the file descriptor."""

    def call(*arguments: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["tracebrief", *map(str, arguments)])
        capfdbinary.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return call


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def refused(result: Run, *words: str) -> None:
    """One sentence on standard error, nothing on standard output, exit code 2."""
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err


# --- Where the note goes ----------------------------------------------------------------------------------


def test_without_output_the_note_is_markdown_on_standard_output(run: Callable[..., Run]) -> None:
    result = run("brief", SEEDS)
    assert result.code == 0
    assert result.out.startswith("# Briefing note: Azerbaijan, Nagorno-Karabakh, Armenia: ceasefire\n")
    assert result.err == ""


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_standard_output_holds_the_note_in_each_format_and_nothing_else(
    name: str,
    run: Callable[..., Run],
    source: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
) -> None:
    if name == "docx":  # not text: compared as bytes by way of a file
        assert run("brief", source, "-o", tmp_path / "note.docx").code == 0
        assert (tmp_path / "note.docx").read_bytes().startswith(b"PK")
        return
    result = run("brief", source, "--format", name)
    assert result.code == 0
    assert result.err == ""
    path = tmp_path / f"note.{name}"
    assert run("brief", source, "-o", path, "--quiet").code == 0
    assert path.read_bytes().decode() == result.out


def test_json_on_standard_output_is_a_note(run: Callable[..., Run], source: Path) -> None:
    result = run("brief", source, "--json")
    note = brief_json.loads(result.out)
    text = source.read_text(encoding="utf-8")
    assert note.lines
    assert all(text[c.start : c.end] == c.quote for c in note.citations())


def test_several_outputs_are_written_and_told_on_standard_error(
    run: Callable[..., Run], source: Path, tmp_path: Path
) -> None:
    targets = [tmp_path / f"note.{suffix}" for suffix in ("md", "html", "json", "txt", "docx", "jsonld")]
    result = run("brief", source, *(part for path in targets for part in ("-o", path)))
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [f"{path}: 3 lines, 26 words" for path in targets]
    assert all(path.stat().st_size for path in targets)
    assert {path.name for path in tmp_path.iterdir()} == {source.name, *(path.name for path in targets)}


def test_quiet_says_nothing(run: Callable[..., Run], source: Path, tmp_path: Path) -> None:
    assert run("brief", source, "-o", tmp_path / "note.md", "--quiet") == Run(0, "", "")


@pytest.mark.parametrize("folder", ["with space", "mit Umläuten", "北京", "line\nbreak", "'quote' & (more)"])
def test_any_path_will_do(folder: str, run: Callable[..., Run], tmp_path: Path) -> None:
    place = tmp_path / folder
    place.mkdir()
    (place / "ключ 1.txt").write_text(TEXT, encoding="utf-8")
    result = run("brief", place, "-o", place / "note.json", "--quiet")
    assert result == Run(0, "", "")
    note = brief_json.loads((place / "note.json").read_text(encoding="utf-8"))
    assert note.sources[0].name == "ключ 1.txt"


def test_a_stamp_is_the_only_time_in_a_note(
    run: Callable[..., Run], source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert json.loads(run("brief", source, "--json", "--stamp").out)["created"] == "1970-01-01T00:00:00+00:00"
    assert json.loads(run("brief", source, "--json").out).get("created") is None


# --- Wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--words", "0"), ("--words 0", "greater than 0")),
        (("--words", "-5"), ("--words -5", "greater than 0")),
        (("--chars", "-1"), ("--chars -1", "greater than 0")),
        (("--sentences", "0"), ("--sentences 0", "greater than 0")),
        (("--percent", "0"), ("--percent 0", "greater than 0")),
        (("--percent", "nan"), ("--percent nan", "greater than 0")),
        (("--percent", "101"), ("--percent 101", "between 0 and 100")),
        (("--words", "2"), ("--words 2", "ask for at least")),
        (("--words", "50", "--chars", "80"), ("--words", "--chars", "one length")),
        (("--ranker", "best"), ("best", "textrank")),
        (("--selector", "best"), ("best", "coverage")),
        (("--order", "best"), ("best", "chronological")),
        (("--query", " "), ("--query", "empty")),
        (("--language", "klingon"), ("klingon", "en")),
        (("--format", "ppt"), ("ppt", "md")),
        (("-o", "note.ppt"), ("note.ppt", "md")),
        (("-o", "note"), ("note", "md")),
        (("--max-pages", "0"), ("--max-pages", "greater than 0")),
        (("--max-file-mb", "0"), ("--max-file-mb", "greater than 0")),
        (("--max-expansion-mb", "inf"), ("--max-expansion-mb", "greater than 0")),
        (("--max-file-mb", "nan"), ("--max-file-mb", "greater than 0")),
        (("--rewrite-prompt", "p.toml"), ("--rewrite",)),
    ],
)
def test_a_wrong_option_is_one_sentence_with_its_remedy(
    options: tuple[str, ...], words: tuple[str, ...], run: Callable[..., Run], source: Path, tmp_path: Path
) -> None:
    refused(run("brief", source, *options), *words)
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


def test_the_page_takes_no_file_without_end(run: Callable[..., Run]) -> None:
    refused(run("ui", "--max-file-mb", "inf"), "--max-file-mb", "number")


@pytest.mark.parametrize("words", ["1000000", "999999999999999999999"])
def test_an_absurd_length_takes_all_there_is(words: str, run: Callable[..., Run], source: Path) -> None:
    result = run("brief", source, "--words", words, "--json")
    assert result.code == 0
    assert len(json.loads(result.out)["lines"]) == 3


@pytest.mark.parametrize(
    "arguments", [("brief",), ("brief", SEEDS, "--wrods", "9"), ("breif",), ("brief", SEEDS, "--words", "x")]
)
def test_a_mistyped_command_is_refused_with_help(arguments: tuple[str, ...], run: Callable[..., Run]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "-h" in result.err
    assert "Traceback" not in result.err


def test_a_missing_source_is_named(run: Callable[..., Run], tmp_path: Path) -> None:
    refused(run("brief", tmp_path / "absent.txt"), "absent.txt")


def test_sources_without_content_are_refused(run: Callable[..., Run], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("Advertisement\n", encoding="utf-8")
    refused(run("brief", empty), "empty.txt")


def test_one_bad_file_among_good_ones_is_a_warning_in_the_note_and_beside_it(
    run: Callable[..., Run], source: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    result = run("brief", tmp_path)
    assert result.code == 0
    assert "broken.pdf" in result.out
    warnings = result.err.splitlines()
    assert warnings
    assert all(line.startswith("Warning: ") for line in warnings)
    assert "broken.pdf" in result.err


def test_a_query_that_matches_nothing_is_told_in_the_note_and_beside_it(
    run: Callable[..., Run], source: Path
) -> None:
    result = run("brief", source, "--query", "zebra")
    assert result.code == 0
    assert "“zebra”" in result.out
    assert result.err == "Warning: No source has a word of the query “zebra”: the note has no line.\n"


# --- Writing ----------------------------------------------------------------------------------------------


def test_a_missing_output_folder_is_named(run: Callable[..., Run], source: Path, tmp_path: Path) -> None:
    refused(run("brief", source, "-o", tmp_path / "absent" / "note.md"), "absent", "mkdir")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_output_folder_is_named(run: Callable[..., Run], source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    refused(run("brief", source, "-o", folder / "note.md"), "locked")
    folder.chmod(stat.S_IRWXU)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system nobody may write to")
def test_a_file_system_that_takes_no_files_is_named(run: Callable[..., Run], source: Path) -> None:
    refused(run("brief", source, "-o", "/proc/note.md"), "/proc/note.md", "cannot be written")


def test_an_output_that_is_a_folder_is_refused(run: Callable[..., Run], source: Path, tmp_path: Path) -> None:
    (tmp_path / "note.md").mkdir()
    refused(run("brief", source, "-o", tmp_path / "note.md"), "is a folder")


def test_a_note_that_cannot_be_finished_leaves_the_old_one_whole(
    run: Callable[..., Run], source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "note.md"
    target.write_text("the old note", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summarizer.output.os.fsync", full)
    refused(run("brief", source, "-o", target), "note.md", "no space left")
    assert target.read_text(encoding="utf-8") == "the old note"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "note.md"]


def test_no_output_is_begun_where_one_of_them_has_a_wrong_format(
    run: Callable[..., Run], source: Path, tmp_path: Path
) -> None:
    refused(run("brief", source, "-o", tmp_path / "note.md", "-o", tmp_path / "note.ppt"), "ppt")
    assert not (tmp_path / "note.md").exists()


# --- As a process -----------------------------------------------------------------------------------------


def process(*arguments: str, then: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, and a statement at its end."""
    lines = (
        "import sys, atexit",
        "from summarizer.cli.start import main",
        f"atexit.register(lambda: exec({then!r}))",
    )
    program = "\n".join((*lines, "main()"))
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


LOADED = "print(*sorted(sys.modules), file=sys.stderr)"


@pytest.mark.parametrize("arguments", [("--help",), ("brief", "--help"), ("--version",), ("trace", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    ended = process(*arguments, then=LOADED)
    assert ended.returncode == 0
    assert not set(HEAVY) & set(ended.stderr.splitlines()[-1].split())


def test_a_note_on_text_imports_only_what_it_needs() -> None:
    ended = process("brief", SEEDS, then=LOADED)
    assert ended.returncode == 0
    loaded = set(ended.stderr.splitlines()[-1].split())
    assert "numpy" in loaded
    assert (
        not {"sklearn", "nltk", "torch", "gradio", "trafilatura", "matplotlib", "pypdf", "pypdfium2", "docx"}
        & loaded
    )
    assert not {"pydantic", "dateparser", "charset_normalizer", "joblib", "jinja2", "lxml", "httpx"} & loaded
    assert (
        not {
            "scipy",
            "scipy.sparse",
            "numpy.ma.core",
            "numpy.polynomial.polynomial",
        }
        & loaded
    )


def test_parts_of_numpy_that_nobody_uses_load_when_they_are_touched() -> None:
    then = (
        "import gc, numpy; loaded = 'numpy.f2py.crackfortran' in sys.modules; "
        "print(gc.isenabled(), loaded, callable(numpy.f2py.run_main), file=sys.stderr)"
    )
    ended = process("brief", SEEDS, "--quiet", then=then)
    assert ended.stderr.splitlines()[-1] == "True False True", ended.stderr


def test_a_closed_pipe_ends_the_command_quietly() -> None:
    ended = subprocess.run(
        f"{sys.executable} -m summarizer brief {SEEDS} | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.stdout == "# Briefing note: Azerbaijan, Nagorno-Karabakh, Armenia: ceasefire\n"
    assert ended.stderr == ""


def test_standard_input_is_a_source() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "summarizer", "brief", "-", "--format", "json"],
        input=TEXT.encode(),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert json.loads(ended.stdout)["lines"]


def test_the_page_of_commands_names_every_option_and_no_other() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    told = {}
    for part in page.split("\n## `tracebrief ")[1:]:
        items = " ".join(re.findall(r"^\* `([^`]+)`", part, re.MULTILINE))
        told[part.split("`")[0]] = set(re.findall(r"--[a-z][a-z-]*", items))
    for name, command in typer.main.get_command(cli.app).commands.items():
        own = [option for one in command.params for option in (*one.opts, *one.secondary_opts)]
        wanted = {"--help", *(option for option in own if option.startswith("--"))}
        assert told.pop(name, None) == wanted, f"docs/commands.md, {name}: run make docs"
    assert told == {}


def test_the_page_of_commands_says_what_each_option_is_for_and_what_it_is_if_left_out() -> None:
    page = html.unescape((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    parts = {part.split("`")[0]: part for part in page.split("\n## `tracebrief ")[1:]}
    for name, command in typer.main.get_command(cli.app).commands.items():
        for one in command.params:
            if not one.opts[0].startswith("--"):
                continue
            (line,) = re.findall(rf"^\* `[^`]*{re.escape(one.opts[0])}[ `].*$", parts[name], re.MULTILINE)
            told = " ".join((one.help or "").replace("\\", "").split())
            assert told in line.replace("\\", ""), f"docs/commands.md, {name} {one.opts[0]}: run make docs"
            if one.default != "" and type(one.default) in (str, int, float):
                assert re.search(rf"\[default: {re.escape(str(one.default))}[];]", line), line


@pytest.mark.parametrize(
    "arguments", [["brief", "seeds"], ["config"], ["compare"], ["ui"], [], ["-h"], ["nonsense"]]
)
def test_the_command_that_is_asked_for_is_made_alone_and_all_where_none_is(arguments: list[str]) -> None:
    every = [one.callback for one in cli.app.registered_commands]
    named = [one for one in every if [one.__name__] == arguments[:1]]
    assert [one.callback for one in cli._asked(arguments).registered_commands] == (named or every)
    assert len(every) > 10


@pytest.mark.parametrize("arguments", [("brief", SEEDS, "--quiet"), ("verify", "none.json"), ("--version",)])
def test_no_other_command_is_loaded(arguments: tuple[str, ...]) -> None:
    loaded = set(process(*arguments, then=LOADED).stderr.splitlines()[-1].split())
    others = {file for name, file in cli.COMMANDS.items() if name not in (arguments[0], "brief")}
    assert not loaded & (others - {cli.COMMANDS.get(arguments[0], "")})


@pytest.mark.parametrize("arguments", [("--version",), ("brief",), ("verify", "none.json"), ("config",)])
def test_a_process_that_ends_at_once_has_told_and_written_all(arguments: tuple[str, ...]) -> None:
    then = "print('told', flush=False); print('told too', file=sys.stderr)"
    ended = process(*arguments, then=then)
    watched = "import sys; sys.setprofile(lambda *_: None)\n"
    program = f"{watched}from summarizer.cli.start import main\nmain()"
    usual = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert ended.returncode == usual.returncode
    assert ended.stdout == f"{usual.stdout}told\n"
    assert ended.stderr == f"{usual.stderr}told too\n"
