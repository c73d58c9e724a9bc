"""The Brief tab: files in, a note out, each line beside its source, and tools to work on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count as count_up
from typing import Any

import gradio as gr

from summarizer.data import Document, digest
from summarizer.errors import NoteError, OptionError, TracebriefError
from summarizer.note.brief import Brief
from summarizer.pipeline import Options
from summarizer.renderers.view import count
from summarizer.saved import project
from summarizer.saved.hand import Hand, anew, losses
from summarizer.saved.update import dropped, told
from summarizer.saved.update import options_of as options_of_note
from summarizer.selectors.budget import Budget
from summarizer.tracing import Evidence
from summarizer.tracing.draft import as_note

from . import jobs, tasks
from .desk import NAME, answers, note_shown
from .files import add_samples, embedded, listed, uploaded, wire_zone, zone
from .messages import message_html, problems_html
from .parts import link, note, question
from .rewriting import Models
from .runs import DIRECT, PRIVATE, Controls, begins, controls, follow, idle, run_ended, sentence, wire
from .samples import only_samples
from .session import Session, Sessions
from .settings import FIELDS, named, options_of, restored, settings_form, settings_of
from .store import pile_files
from .templating import render
from .work import State, Traceable, Work
from .zones import Zone

KEEPS = "All else that you edited or pinned stays. Undo brings back what is lost."
WRITE, UPDATE = "Write the note", "Update with the new files"
_numbers = count_up()


@dataclass(frozen=True, slots=True)
class BriefTab:
    """The parts of the tab; ``result`` are the outputs that show what a session holds."""

    files: gr.HTML
    inputs: list[Any]
    view: gr.HTML
    problems: gr.HTML
    controls: Controls
    link: gr.HTML
    ask: gr.HTML
    samples: gr.Button
    begun: Any = None
    """The event behind which a page has its session again."""

    @property
    def result(self) -> list[Any]:
        """The outputs that show a note."""
        return [self.view, self.problems, self.ask]

    @property
    def everything(self) -> list[Any]:
        """The outputs that show all that a session holds."""
        return [self.link, self.files, *self.inputs, *self.result, self.controls.status]


def brief_tab(sessions: Sessions, workers: int, models: Models) -> BriefTab:
    """Lay the tab out and wire it."""
    asked = answers(sessions)
    with gr.Row(elem_classes="tb-desk"):
        with gr.Column(elem_classes="tb-rail", scale=0, min_width=240):
            files = zone(sessions, NAME, "Drop files or a folder, or choose")
            with gr.Row(elem_classes="tb-row"):
                samples = gr.Button("Try the five samples", size="sm", scale=0, min_width=130)
            tie = link(asked)
        with gr.Column(elem_classes="tb-centre", scale=1, min_width=280):
            with gr.Column(elem_classes="tb-settings"):
                inputs = settings_form(models)
            buttons = controls(WRITE, "tb-writes", UPDATE)
            problems = gr.HTML("", apply_default_css=False, padding=False)
            view = note(NAME, render("start.html"), asked)
    ask = question()
    tab = BriefTab(files, inputs, view, problems, buttons, tie, ask, samples)
    return replace(tab, begun=_wire(tab, sessions, workers, models))


def _wire(tab: BriefTab, sessions: Sessions, workers: int, models: Models) -> Any:
    """Connect all parts; return the event behind which a page has its session again."""
    status = tab.controls.status
    wire_zone(tab.files, status, sessions, NAME)
    _wire_files(tab, sessions)
    both = [tab.files, tab.ask, tab.controls.start, tab.controls.cancel, status]
    samples = _samples(sessions, models)
    filled = tab.samples.click(samples, tab.inputs, both, queue=False, **PRIVATE)
    agreed = tab.ask.yes(_agreed(sessions, models), None, both, queue=False, **PRIVATE)
    wire(
        tab.controls,
        sessions,
        _writer(sessions, models),
        tab.inputs,
        tab.result,
        workers,
        also=[filled, agreed],
        unless=_quiet(sessions, ""),
    )
    if tab.controls.other is not None:
        also = replace(tab.controls, start=tab.controls.other)
        quiet = _quiet(sessions, "update")
        wire(also, sessions, _updater(sessions), [], tab.result, workers, also=[agreed], unless=quiet)
    changes = [field.change for field in tab.inputs]
    gr.on(changes, _remember(sessions), tab.inputs, None, trigger_mode="always_last", queue=False, **PRIVATE)
    begun = tab.link.hello(_hello(sessions), None, tab.everything, **DIRECT)
    tab.link.keep(_keep(sessions), None, [tab.link, status], **DIRECT)
    tab.link.changed(_changed(sessions), None, [tab.files, *tab.inputs], **DIRECT)
    tab.view.open(_opener(sessions), None, [*tab.everything, tab.ask], **DIRECT)
    tab.ask.yes(_opener(sessions), None, [*tab.everything, tab.ask], **DIRECT)
    return begun


def wire_onward(tab: BriefTab, view: gr.HTML, sessions: Sessions) -> None:
    """Have the tab take the note that the ``view`` of another shows, with its files, where that is asked."""
    view.open(_opener(sessions), None, [*tab.everything, tab.ask], **DIRECT)


def _wire_files(tab: BriefTab, sessions: Sessions) -> None:
    def remove_all(request: gr.Request) -> tuple[Any, Any]:
        session = sessions.of(request.session_hash)
        samples, noted = only_samples(session.zone(NAME)), NAME in session.works
        if noted or not samples:
            files = count(len(session.zone(NAME).uploads), "file")
            stays = [*([] if samples else [LEAVES]), *([STAYS] if noted else [])]
            return gr.skip(), _question("clear", f"Remove {files}?", stays, "Remove all", no="Keep them")
        _clear(session)
        return listed(session, NAME), gr.skip()

    tab.files.empty(remove_all, None, [tab.files, tab.ask], **DIRECT)


def _clear(session: Session) -> None:
    session.zone(NAME).clear()
    session.save()


LEAVES = "They leave this page; the files on your disk stay."
STAYS = "Your note stays, with the passages that it cites. The next one is written on what you give then."


def _question(what: str, text: str, items: list[str], yes: str, note: str = "", no: str = "Cancel") -> Any:
    # Numbered, for the same question may be asked twice.
    asked = {"number": next(_numbers), "what": what, "text": text, "items": items, "note": note, "yes": yes}
    return gr.update(ask=asked | {"no": no})


def _samples(sessions: Sessions, models: Models, sure: bool = False) -> Callable[..., tuple[Any, ...]]:
    def take(request: gr.Request, *settings: Any) -> tuple[Any, ...]:
        session = sessions.of(request.session_hash)
        session.results["quiet"] = False
        lost = _own(session)
        if lost and not sure:
            session.results["quiet"] = True
            text = f"Replace {_files_of(session)} with the samples?"
            asked = _question("samples", text, lost, "Replace my files", no="Keep my files")
            return gr.skip(), asked, *_SAME
        try:
            add_samples(session, NAME)
        except TracebriefError as error:
            session.results["quiet"] = True
            raise gr.Error(sentence(error), print_exception=False) from None
        if settings and NAME not in session.works:
            with suppress(TracebriefError):  # which the run itself tells
                jobs.prepare(_order(session, models, settings))
        return listed(session, NAME), gr.skip(), *begins()

    return take


def _order(session: Session, models: Models, settings: Sequence[Any]) -> jobs.Order:
    """Return the order to write a note with the settings of the form; raise OptionError."""
    title, amount, unit, query, order, ranker, selector, model = settings
    rewrite = models.options(model or "")
    options = options_of(title, amount, unit, query, order, ranker, selector, rewrite)
    files = session.zone(NAME).files()
    return tasks.write_note, (files, options, models.is_named(options.rewrite))


def _own(session: Session, coming: project.Project | None = None) -> list[str]:
    """Say what becomes of a user's own where another pile takes its place, a sentence each.

    With the note that is ``coming`` another note does too: what was done with one on the samples is one's own
    then, and files that it brings along do not go.
    """
    pile, work = session.zone(NAME), session.works.get(NAME)
    mine = not (only_samples(pile) or (coming is not None and _brings(coming, pile)))
    lost = [LEAVES] if mine else []
    worked_on = work is not None and work.hand != Hand()
    if (mine and work is not None) or (coming is not None and worked_on):
        did = ", with what you did," if worked_on else ""
        lost.append(f"Another note takes the place of yours; Undo brings yours back{did} and its files.")
    return lost


def _brings(coming: project.Project, pile: Zone) -> bool:
    """Tell whether all files of a pile are among those that a project has in it."""
    content = {name: data for data, name in embedded(coming)}
    return all(
        name in content and (pile.folder / name).read_bytes() == content[name] for name in pile.files().names
    )


def _files_of(session: Session) -> str:
    return f"your {count(len(session.zone(NAME).uploads), 'file')}"


def _agreed(sessions: Sessions, models: Models) -> Callable[..., tuple[Any, ...]]:
    def agree(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        session, what = sessions.of(request.session_hash), event._data.get("what")
        session.results["quiet"] = what not in ("samples", "write")
        session.results["quiet update"] = what != "update"
        session.results["sure"] = what in ("samples", "write", "update")
        if what == "samples":
            return _samples(sessions, models, True)(request)
        if what == "clear":
            _clear(session)
            return listed(session, NAME), gr.skip(), *_SAME
        if what == "update":  # whose run gives its own button back, not that of writing
            return gr.skip(), gr.skip(), gr.skip(), *begins()[1:]
        return gr.skip(), gr.skip(), *(begins() if what == "write" else _SAME)

    return agree


_SAME = (gr.skip(),) * 3
"""The controls as they are."""


def _quiet(sessions: Sessions, run: str) -> Callable[[str | None], bool]:
    """Tell whether an event that may begin the ``run`` of that name only asked, or began another."""

    def quiet(page: str | None) -> bool:
        return bool(sessions.of(page).results.pop(f"quiet {run}".strip(), False))

    return quiet


def _writer(sessions: Sessions, models: Models) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def write(request: gr.Request, *settings: Any) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        same = (gr.skip(),) * 3
        sure = session.results.pop("sure", False)
        files = session.zone(NAME).files()
        work = session.works.get(NAME)
        try:
            task, asked = _order(session, models, settings)
            if not files.names:
                raise OptionError("Give some files first: drop them, or try the samples.")
        except TracebriefError as error:
            yield (*idle(sentence(error), "error"), *same)
            return
        lost = losses(work.brief, work.hand, set(files.names)) if work is not None and not sure else ()
        if lost:
            text = "Write the note anew? This is lost:"
            question = _question("write", text, list(lost), "Write anew", KEEPS, "Keep the note as it is")
            yield (*idle(), gr.skip(), gr.skip(), question)
            return
        session.settings = named(settings)
        session.save()

        read: list[Traceable] = []

        def early(documents: tuple[Document, ...]) -> None:
            read.append(Traceable(documents))

        def show(brief: Brief) -> tuple[tuple[Any, ...], str]:
            _accept(session, asked[1], brief, read[-1])
            return shown(session), ""  # its figures stand with the note

        async for updates in follow(task, asked, show, 3, early=early):
            yield updates

    return write


def _updater(sessions: Sessions) -> Callable[..., AsyncIterator[tuple[Any, ...]]]:
    async def update(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        session = sessions.of(request.session_hash)
        work, files = session.works.get(NAME), session.zone(NAME).files()
        if work is None:
            yield (*idle("Write a note first.", "error"), *(gr.skip(),) * 3)
            return
        sure, former = session.results.pop("sure", False), work.brief
        lost = () if sure else losses(former, work.hand, set(files.names))
        if lost:
            text = "Update the note? This is lost:"
            asked = _question("update", text, list(lost), "Update", KEEPS, "Keep the note as it is")
            yield (*idle(), gr.skip(), gr.skip(), asked)
            return

        def show(result: tuple[Brief, tuple[Document, ...]]) -> tuple[tuple[Any, ...], str]:
            brief, documents = result
            _anew(session, work, options_of_note(brief).budget, brief, documents)
            return shown(session), f"{told(work.brief, dropped(former, work.brief))}."

        async for updates in follow(tasks.update_at_hand, (work.brief, files, work.hand.pinned), show, 3):
            yield updates

    return update


def shown(session: Session) -> tuple[Any, ...]:
    """Return the updates of ``BriefTab.result`` for what a session holds."""
    work = session.works.get(NAME)
    if work is None:
        return gr.update(work={}), "", gr.skip()
    return gr.update(work=note_shown(work)), problems_html(work.remarks), gr.skip()


def _accept(session: Session, options: Options, brief: Brief, read: Traceable) -> None:
    """Make a new note the session's, a step behind the one before; what was done by hand stays."""
    work = session.works.get(NAME)
    if work is None:
        session.make(NAME, Work(brief, read.documents), NAME)
    else:
        _anew(session, work, options.budget, brief, read.documents, read.evidence)
    session.works[NAME].traceable = read  # made while the note was written: the first edit need not wait


def _anew(
    session: Session,
    work: Work,
    budget: Budget,
    brief: Brief,
    documents: tuple[Document, ...],
    evidence: Callable[[], Evidence] | None = None,
) -> None:
    with session.lock, work.lock:
        kept = anew(brief, work.brief, work.hand, budget, evidence)
        if kept.brief != work.brief:
            work.step(State(kept.brief, documents, kept.hand, session.linked(NAME)))
            session.save()
        work.tell(kept.told, kept.crowded)


def _remember(sessions: Sessions) -> Callable[..., None]:
    def remember(request: gr.Request, *settings: Any) -> None:
        session = sessions.of(request.session_hash)
        session.settings = named(settings)
        session.save_if_begun()

    return remember


def _hello(sessions: Sessions) -> Callable[..., Any]:
    async def hello(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        page = request.session_hash or ""
        session = sessions.restore(page, str(event._data.get("secret") or ""))
        if session is None:
            session = sessions.of(page)
            return _tied(session), *(gr.skip(),) * (len(FIELDS) + 5)
        alone = session.pages <= {page}
        if ended := session.ended(page, event._data.get("again") is True):
            session.results["ended"] = ended
        await _read_back(session)
        return _everything(session, session.edits if alone else [])

    return hello


async def _read_back(session: Session) -> None:
    """Read the notes of a session that lie on the disk alone, in a worker."""
    if session.works or not session.unread:
        return
    session.unread = False
    try:
        found = await jobs.result(tasks.read_back, session.folder, session.limits)
        await asyncio.to_thread(session.take_up, found)
    except TracebriefError as error:
        session.unread = True  # what lies on the disk stays there, for another try
        session.told = f"The note could not be brought back: {sentence(error)} Load the page again."


def _tied(session: Session, tab: str = "", go: bool = False, asking: bool = False) -> Any:
    """Return the update that ties a page to its session, which opens ``tab`` if it has just been loaded.

    With ``go`` it does in any case: a note was taken there that is in no file yet, or it is ``asking``.
    """
    tie = {"secret": session.secret, "kept": session.kept, "tab": tab}
    return gr.update(session=tie | {"go": next(_numbers) + 1 if go else 0, "asking": asking})


def _everything(session: Session, edits: Sequence[Mapping[str, str]] = ()) -> tuple[Any, ...]:
    """Return the updates that show all that a session holds; ``edits`` are to be opened again."""
    said = message_html(session.told, "error") if session.told else ""
    if session.results.get("ended") in (WRITE, UPDATE):
        said = run_ended(session.results.pop("ended"))
    session.told = ""
    note = shown(session)
    if edits and session.works.get(NAME) is not None:
        note[0]["work"]["edits"] = list(edits)
    return _tied(session, session.tab), listed(session, NAME), *restored(session.settings), *note, said


def _changed(sessions: Sessions) -> Callable[..., tuple[Any, ...]]:
    """Make what shows the files and settings of a session on a page as another one has left them."""

    def changed(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        session = sessions.of(request.session_hash)
        same = (gr.skip(),) * len(FIELDS)
        written = event._data.get("what") == "note"
        return listed(session, NAME), *(restored(session.settings) if written else same)

    return changed


def _keep(sessions: Sessions) -> Callable[..., tuple[Any, str]]:
    def keep(event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        wanted = event._data.get("on") is True
        sessions.keep(request.session_hash, wanted)
        told = "Kept on this machine for a week, for this browser." if wanted else "Not kept any more."
        return _tied(sessions.of(request.session_hash)), message_html(told)

    return keep


def _opener(sessions: Sessions) -> Callable[..., Any]:
    async def open_project(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        session = sessions.of(request.session_hash)
        same = (gr.skip(),) * (len(FIELDS) + 5)
        asked = event._data.get("what")
        try:
            other = event._data.get("from")
            if asked:
                made = session.results.pop("opening", None)
            else:
                made = _noted(session, str(other)) if other else await _project(event._data)
            if made is None or asked not in (None, "open", "onward"):
                return *same, gr.skip(), gr.skip()
            if not asked and (lost := _own(session, made)):
                session.results["opening"] = made
                what = "Go on with this note and its files" if other else "Open the project"
                held, kept = _files_of(session), "files"
                if LEAVES not in lost:
                    held, kept = "your note", "note"
                text, yes = f"{what} in place of {held}?", "Go on" if other else what
                asked = _question("onward" if other else "open", text, lost, yes, no=f"Keep my {kept}")
                tie = _tied(session, NAME, go=True, asking=True) if other else gr.skip()  # where it is asked
                return tie, *same[1:], gr.skip(), asked
            await _open(session, made)
        except TracebriefError as error:
            return *same, message_html(sentence(error), "error"), gr.skip()
        tie, *shown = _everything(session)
        if other or asked == "onward":
            tie = _tied(session, NAME, go=True)
        return tie, *shown, gr.skip()

    return open_project


async def _project(sent: Mapping[str, Any]) -> project.Project:
    """Read the project that a page has sent."""
    path = uploaded(sent.get("path"))
    if path is None:
        raise NoteError("the file was not uploaded; choose it again.")
    try:
        name = str(sent.get("name") or "The project")
        return await asyncio.to_thread(project.loads, path.read_bytes(), name)
    finally:
        path.unlink(missing_ok=True)


def _noted(session: Session, name: str) -> project.Project | None:
    """Return the note of another tab with the files that it is written on, None where there is none."""
    work = session.works.get(name)
    if work is None:
        return None
    files = []
    for folder, names in pile_files(session.folder, work.state.pile):
        for file in names:
            content = (folder / file).read_bytes()
            files.append(project.ProjectFile(file, digest(content), content))
    brief, hand, settings = work.brief, work.hand, session.settings
    if "draft" in brief.options:  # which was written with no settings
        brief, titled = as_note(brief)
        hand = replace(hand, titled=titled)
    else:
        settings = settings_of(brief, hand.titled)
    own = frozenset(line.id for line in brief.lines if line.by_hand)
    return project.Project(brief, tuple(files), replace(hand, own=hand.own | own), settings)


async def _open(session: Session, made: project.Project) -> None:
    """Make a project the session's work, a step behind what was there; its files are those of the pile."""
    held = embedded(made)
    if not held:
        raise NoteError("the project embeds no file; save it on the page, or give its files and write anew.")
    pile = session.zone(NAME)
    pile.replace(held)
    read = await jobs.result(tasks.read, pile.files())
    documents = project.numbered(read.documents, made.brief)
    session.settings = {name: value for name, value in made.settings.items() if name in FIELDS}
    lacking = [file.path for file in made.files if file.content is None]
    session.told = f"Not in the project, so give them: {', '.join(lacking)}." if lacking else ""
    work = session.works.get(NAME)
    with session.lock:
        if work is None:
            session.make(NAME, Work(made.brief, documents, made.hand), NAME)
        else:
            work.step(State(made.brief, documents, made.hand, session.linked(NAME)))
            work.tell()
            session.save()
