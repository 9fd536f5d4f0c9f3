"""The workbench of outreach: the brief as form and chips, the draft to edit, its blanks and findings, and its files.

Everything is drawn from what the conversation remembers of outreach. A change made here is put back into its last
outreach turn, so that the next message builds on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.errors import InputError
from assistant.events import Finding, Turn
from assistant.library import Library
from assistant.library.rubrics import RubricItem
from assistant.outreach import KINDS, OutreachBrief, State, declined, fill_blank, mailto, set_field, write
from assistant.outreach.brief import parse_partial
from assistant.outreach.citing import citations_for
from assistant.outreach.export import to_docx, to_eml, to_markdown
from assistant.outreach.letter import BLANK
from assistant.outreach.talk.presenting import choices_for
from assistant.outreach.talk.writing import Written, show
from assistant.ui.desk import Action, Desk, File, Outcome
from assistant.ui.views import Views

Mask = Callable[[str], str]
# What is asked for first, and what stands behind "more". A dot leads into a person.
FIRST = (
    "recipient.title",
    "recipient.name",
    "recipient.institution",
    "sender.name",
    "sender.stage",
    "sender.institution",
    "reason",
    "ask",
)
MORE = ("connection", "goal", "minutes", "availability", "offer", "deadline", "notes")
LONG = frozenset({"reason", "ask", "connection", "goal", "availability", "offer", "notes"})
HINTED = frozenset({*FIRST, *MORE}) - {"recipient.institution", "sender.name", "sender.institution"}
TONES = ("formal", "warm", "brief")
CHANNELS = ("email", "linkedin", "in-person")
# How many characters around a blank tell where it was.
_NEAR = 12
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DraftPanel:
    """Draws and changes a draft. `mask` takes patients' details out of what is typed."""

    def __init__(self, library: Library, rubrics: Mapping[str, RubricItem], views: Views, mask: Mask) -> None:
        self._library = library
        self._rubrics = rubrics
        self._views = views
        self._words = views.words
        self._mask = mask

    def draw(self, desk: Desk) -> str:
        """Return the kinds to choose from, the brief's form, or the draft."""
        state = _state(desk)
        if not state.shown or desk.form:
            return self._form(desk, state)
        written = show(state)
        draft = written.draft
        return self._views.render(
            "draft",
            draft=draft,
            kind=state.brief.kind,
            chips=self._chips(state.brief),
            tone=state.brief.tone or "warm",
            channel=state.brief.channel or "email",
            tones=TONES,
            channels=CHANNELS,
            blanks=_counted(draft.blanks),
            failed=[self._told(item) for item in written.findings if not item.passed and item.item != "E27"],
            mailto=mailto(draft),
            can_undo=bool(state.history),
            choices=choices_for(state),
            revision=desk.revision,
            text=f"{draft.subject}\n\n{draft.body}" if draft.subject else draft.body,
        )

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Change the draft or its brief, or show its form."""
        state = _state(desk)
        match action.name:
            case "draft.form":
                return Outcome(desk.changed(form=not desk.form, kind="", tab="work", task="outreach"))
            case "draft.kind":
                kind = action("kind") if action("kind") in KINDS else ""
                return Outcome(desk.changed(form=True, kind=kind, tab="work", task="outreach"))
            case "draft.edit" if state.shown:
                return self._edited(desk, state, action)
            case "draft.set" if state.shown:
                value = self._mask(action("value")) or None
                written = self._written(state.with_value(action("field"), _value(action("field"), value)))
                return Outcome(_put_back(desk, written).changed(revision=desk.revision + 1))
            case "draft.undo" if state.history:
                earlier = State.read({**state.history[-1], "history": list(state.history[:-1])})
                back = _put_back(desk, show(earlier)).changed(revision=desk.revision + 1)
                return Outcome(back, told=self._words("undone"))
        return Outcome(desk)

    def make(self, desk: Desk, action: Action) -> Turn:
        """Write a draft from the form, as a turn of the conversation. Raises InputError for a value that is no use."""
        state = _state(desk)
        brief = parse_partial({"kind": desk.kind or desk.prepared.get("kind") or state.brief.kind or "first-contact"})
        for name in ("tone", "channel", *FIRST, *MORE):
            brief = set_field(brief, name, _value(name, self._mask(action(name).strip()) or None))
        return self.write(desk, brief)

    def write(self, desk: Desk, brief: OutreachBrief) -> Turn:
        """Write a draft from a brief, as a turn of the conversation. Raises InputError when it is declined."""
        if refused := declined(brief):
            raise InputError(refused)
        before = _state(desk)
        state = replace(before, brief=brief, asking="", history=before.remembered() if before.composed else ())
        if brief.kind != before.brief.kind or brief.channel != before.brief.channel:
            state = replace(state, composed="", shown="", struck=(), pasted=False, own_subject="")
        written = self._written(state)
        said = self._words("form_said", kind=self._words(f"kind_{brief.kind}"), who=_who(brief, self._words("someone")))
        parts = [self._words("form_drafted"), *written.asides]
        if written.draft.blanks:
            parts.append(self._words("form_blanks", count=len(written.draft.blanks)))
        return Turn(
            n=len(desk.conversation.turns) + 1,
            task="outreach",
            user=said,
            reply="\n\n".join(parts),
            citations=written.citations,
            choices=choices_for(written.state),
            state=written.state.to_json(),
            draft=written.draft,
            findings=written.findings,
        )

    def file(self, desk: Desk, action: Action) -> File | None:
        """Return the draft as a file. Raises InputError when there is none yet."""
        state = _state(desk)
        if not state.shown:
            raise InputError(self._words("no_draft"))
        draft = show(state).draft
        cited = citations_for(state.brief, self._library) if action("sources") else ()
        match action("file"):
            case "draft.eml":
                return File("draft.eml", "message/rfc822", to_eml(draft))
            case "draft.docx":
                return File("draft.docx", _DOCX, to_docx(draft, cited))
            case "draft.md":
                return File("draft.md", "text/markdown", to_markdown(draft, cited).encode())
        return None

    def _form(self, desk: Desk, state: State) -> str:
        if desk.prepared and desk.task == "outreach":
            state = replace(state, brief=parse_partial(desk.prepared))
        kind = desk.kind or state.brief.kind
        if not kind or (desk.form and not desk.kind and not state.shown and not desk.prepared):
            return self._views.render("draft_kinds", kinds=KINDS)
        data = state.brief.model_dump()
        return self._views.render(
            "draft_form",
            kind=kind,
            first=[(name, _shown(data, name)) for name in FIRST],
            more=[(name, _shown(data, name)) for name in MORE],
            long=LONG,
            hints={name: self._words(f"hint_{name}") if name in HINTED else "" for name in (*FIRST, *MORE)},
            tones=TONES,
            channels=CHANNELS,
            tone=state.brief.tone or "warm",
            channel=state.brief.channel or "email",
            drafted=bool(state.shown),
        )

    def _edited(self, desk: Desk, state: State, action: Action) -> Outcome:
        """Take in what the person typed into the draft; the box stays as it is, unless something is masked."""
        typed = action("body").replace("\r\n", "\n")
        body = self._mask(typed) if typed.strip() else typed
        state = replace(state.with_body(body), brief=_filled_in(state.brief, state.composed, body))
        subject = " ".join(self._mask(action("subject")).split()) if action("subject") else ""
        if state.subject is not None and subject != state.subject:
            state = replace(state, subject=subject, own_subject=subject)
        desk = _put_back(desk, show(state))
        if body.strip() != typed.strip():
            return Outcome(desk.changed(revision=desk.revision + 1), told=self._words("masked"))
        return Outcome(desk, quiet=True)

    def _written(self, state: State) -> Written:
        return show(state) if state.brief.kind is None else write(state, self._library)

    def _chips(self, brief: OutreachBrief) -> list[dict[str, str]]:
        data = brief.model_dump()
        return [{"field": name, "value": text} for name in (*FIRST, *MORE) if (text := _shown(data, name))]

    def _told(self, finding: Finding) -> dict[str, object]:
        rubric = self._rubrics.get(finding.item)
        card = rubric.card if rubric and rubric.card in self._library.cards else ""
        text = finding.message[0].upper() + finding.message[1:]
        quote = " ".join((finding.quote or "").split())
        return {"text": text, "quote": "" if quote in text else quote, "severity": finding.severity, "card": card}


def _state(desk: Desk) -> State:
    return State.read(desk.conversation.state("outreach"))


def _put_back(desk: Desk, written: Written) -> Desk:
    """The desk with its last outreach turn as it stands after a change."""
    turn = desk.conversation.last("outreach")
    if turn is None:
        return desk
    changed = replace(turn, draft=written.draft, findings=written.findings, state=written.state.to_json())
    return desk.with_turn(changed)


def _filled_in(brief: OutreachBrief, composed: str, body: str) -> OutreachBrief:
    """The brief with what the person typed over a blank: it is their own word, as if they had told the chat."""
    for found in BLANK.finditer(composed):
        before, after = composed[: found.start()][-_NEAR:], composed[found.end() :][:_NEAR]
        if found.group() in body or not before:
            continue
        typed = re.search(re.escape(before) + r"([^\n\[\]]{1,200}?)" + (re.escape(after) or r"\Z"), body)
        if typed:
            filled = fill_blank(brief, found.group(), typed.group(1).strip())
            # What no field takes would be noted again at each keystroke.
            brief = filled if filled.notes == brief.notes else brief
    return brief


def _counted(blanks: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each blank with how many like it stand before."""
    return [(blank, blanks[:place].count(blank)) for place, blank in enumerate(blanks)]


def _shown(data: Mapping[str, object], name: str) -> str:
    """One value of a brief as text; a list has a line for each."""
    first, _, part = name.partition(".")
    value = data.get(first)
    if part and isinstance(value, Mapping):
        value = value.get(part)
    return "\n".join(value) if isinstance(value, list | tuple) else str(value or "")


def _value(name: str, value: str | None) -> object:
    if name == "availability":
        return [line for line in (value or "").split("\n") if line.strip()]
    return value


def _who(brief: OutreachBrief, nobody: str) -> str:
    return " ".join(part for part in (brief.recipient.title, brief.recipient.name) if part) or nobody
