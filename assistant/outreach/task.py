"""One turn of outreach: understand, ask the most useful question or write, check, offer the next step.

State between turns (JSON): `brief`; `asked` (questions put so far) and `asking` (the one just put); `composed` (the
draft as written), `shown` (with the person's edits) and, put there by the page, `edited_body`; `subject`; `flags`;
`struck` (fixed sentences taken out); `pasted` (critique mode); `history` (for undo).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.events import Choices, Conversation, Draft, Event, Findings, Remember, TaskName, Text
from assistant.library import Library
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief, set_field
from assistant.outreach.checks import check
from assistant.outreach.citing import citations_for
from assistant.outreach.compose.followup import follow_up_text
from assistant.outreach.contacts import contact
from assistant.outreach.export import to_text
from assistant.outreach.language.known import is_vague
from assistant.outreach.refusals import breach_in
from assistant.outreach.state import State, after_meeting
from assistant.outreach.talk.coaching import (
    KIND_CHOICES,
    NAMELESS,
    fill_blank,
    fill_in,
    kind_from_choice,
    next_question,
    only_a_name,
    take_answer,
    told_more,
    with_news,
)
from assistant.outreach.talk.corrections import corrected, dropped_field, without_times
from assistant.outreach.talk.critique import critique
from assistant.outreach.talk.edits import CRITIQUE, FILL, MANNER, NEW_MESSAGE, NO_QUESTIONS, Edit, is_skip, read_edit
from assistant.outreach.talk.keeping import without_sentence
from assistant.outreach.talk.leftovers import left_out, to_add, told_so_far
from assistant.outreach.talk.presenting import add_sentence, as_told, choices_for, with_minutes
from assistant.outreach.talk.rewriting import looks_like_draft, pasted_part
from assistant.outreach.talk.writing import Written, show, write
from assistant.outreach.understand import merge, understand

ASKED_CHOICES = ("Just draft it", "Skip")
UNCLEAR_CHOICES = ("Shorter", "Warmer", "Make it LinkedIn", "Undo")


class OutreachTask:
    """Helps to write one message, in conversation."""

    name: TaskName = "outreach"

    def __init__(self, library: Library) -> None:
        self._library = library
        self._bank = load_bank()
        self._say = self._bank.coaching.texts
        # What is read or compiled at first use is read now, so that the first turn is as fast as the others.
        breach_in("hello")
        understand("email Dr. Lee")

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message of this task. Never raises for what a person typed."""
        state = after_meeting(conversation, message) or State.read(conversation.state("outreach"))
        drafted, told = bool(state.composed), told_so_far(conversation, message)
        if looks_like_draft(message):
            yield from self._critique(state, pasted_part(message))
            return
        if found := breach_in(message):
            yield Text(self._say[f"declined_{found}"])
            yield Remember(state.to_json())
            return
        if drafted and (blank := FILL.match(message.strip())):
            after = replace(state, history=state.remembered(), asking="")
            yield from self._rewritten(
                after, replace(after, brief=fill_blank(state.brief, blank.group(1), blank.group(2)))
            )
            return
        if drafted and not state.asking and is_skip(message):
            yield from self._tell(self._say["unclear"], state, UNCLEAR_CHOICES)
            return
        edit = read_edit(message, drafted=drafted)
        if state.asking and edit.action in ("add", "drop", "set", "minutes", "times"):
            edit = Edit("none")
        if edit.action == "draft-now":
            # What it is about may stand in the same message: "I want to thank Dr. Lee for the letter, just write it".
            state = replace(state, brief=merge(state.brief, understand(message)))
            if state.brief.kind is None and state.asking == "kind" and state.brief.recipient.name:
                # Asked once already; the commonest kind can be changed by a word.
                state = replace(state, brief=set_field(state.brief, "kind", "first-contact"))
        if edit.action != "none":
            yield from self._edit(state, edit, told)
        elif CRITIQUE.search(message) and not understand(message).recipient.name:
            yield from self._check_own(state) if drafted else self._tell(self._say["paste"], replace(state, asking=""))
        else:
            yield from self._go_on(state, message, drafted, told)

    def _go_on(self, state: State, message: str, drafted: bool, told: str) -> Iterator[Event]:
        """Take what the message tells, then ask or write."""
        found = understand(message)
        fresh = (
            drafted
            and NEW_MESSAGE.search(message)
            and found.recipient.name
            and found.recipient.name != state.brief.recipient.name
        )
        if fresh:
            state, drafted = State(OutreachBrief(sender=state.brief.sender)), False
        before = state.brief
        if state.asking and MANNER.match(message):
            asked = replace(state, brief=merge(state.brief, OutreachBrief(channel=found.channel, tone=found.tone)))
            yield from self._tell(self._bank.coaching.questions[state.asking], asked, ASKED_CHOICES)
            return
        if state.asking in NAMELESS and (named := only_a_name(message, found)):
            # A name where something else was asked for: it is kept, and the question stands.
            asked = replace(state, brief=merge(state.brief, named))
            question = self._say["not_a_reason"] + self._bank.coaching.questions[state.asking]
            yield from self._tell(question, asked, ASKED_CHOICES)
            return
        if state.asking and not is_skip(message):
            brief = take_answer(state.brief, state.asking, message, found)
        else:
            brief = merge(state.brief, found)
            if drafted and brief == before:
                brief = fill_in(brief, message, found)
        if (reach := contact(OutreachBrief(notes=message))) and reach not in (brief.notes or ""):
            brief = brief.model_copy(update={"notes": f"{brief.notes}\n{reach}" if brief.notes else reach})
        if not drafted and (choice := kind_from_choice(message)):
            brief = brief.model_copy(update={"kind": choice})
        if not state.asking:
            brief = with_news(brief)
        answered = state.asking
        changed = replace(state, brief=brief, asking="")
        if drafted and brief == before and (more := told_more(brief, message)):
            brief, changed = more, replace(state, brief=more, asking="")
        if drafted and brief == before:
            yield from self._tell(self._say["unclear"], changed, UNCLEAR_CHOICES)
            return
        question = "" if drafted or NO_QUESTIONS.search(message) else next_question(brief, state.asked, self._bank)
        if (
            answered == "reason"
            and not is_skip(message)
            and is_vague(brief.reason)
            and "reason_again" not in state.asked
            and len(state.asked) < 3
        ):
            question = "reason_again"
        if question:
            asked = replace(changed, asked=(*state.asked, question), asking=question)
            choices = KIND_CHOICES if question == "kind" else ASKED_CHOICES
            yield from self._tell(self._bank.coaching.questions[question], asked, choices)
        elif brief.kind is None:
            yield from self._tell(self._bank.coaching.questions["kind"], replace(changed, asking="kind"), KIND_CHOICES)
        else:
            history = state.remembered() if drafted else state.history
            yield from self._write(replace(changed, history=history), "changed" if drafted else "drafted", told)

    def _edit(self, state: State, edit: Edit, told: str) -> Iterator[Event]:
        """Carry out one wish."""
        brief = state.brief
        after = replace(state, history=state.remembered(), asking="")
        match edit.action:
            case "undo":
                yield from self._undo(state)
            case "restart":
                yield from self._tell(self._say["started_over"], State(OutreachBrief(sender=brief.sender)))
            case "thanks":
                yield from self._tell(self._say["welcome"], replace(state, asking=""), choices_for(state))
            case "first-name":
                yield from self._first_name(after, edit.value)
            case "set" if edit.field == "subject" and not edit.value and brief.kind:
                plain = self._bank.text_of(brief).subjects[-1]
                yield from self._rewritten(after, replace(after, own_subject=plain, subject=plain))
            case "set" if edit.field == "subject":
                subject = edit.value.strip(" .\"'")
                yield from self._rewritten(after, replace(after, own_subject=subject, subject=subject))
            case "draft-now" if brief.kind is None:
                yield from self._tell(
                    self._bank.coaching.questions["kind"], replace(state, asking="kind"), KIND_CHOICES
                )
            case "draft-now":
                yield from self._write(replace(state, asking=""), "drafted", told)
            case "sources":
                yield from self._sources(state)
            case "follow-up":
                yield from self._follow_up(state)
            case "shorter" | "longer":
                yield from self._rewritten(after, replace(after, short=edit.action == "shorter"))
            case "tone":
                yield from self._rewritten(after, replace(after, brief=brief.model_copy(update={"tone": edit.value})))
            case "channel":
                # Another channel is another text: edits of the old one do not fit it.
                fresh = replace(
                    after, brief=brief.model_copy(update={"channel": edit.value}), composed="", shown="", struck=()
                )
                yield from self._rewritten(after, fresh)
            case "times":
                times = tuple(edit.value.split(" | "))
                yield from self._rewritten(
                    after, replace(after, brief=brief.model_copy(update={"availability": times}))
                )
            case "minutes":
                yield from self._rewritten(after, replace(after, brief=with_minutes(brief, int(edit.value))))
            case "other-day":
                cleared = replace(after, brief=brief.model_copy(update={"availability": ()}), asking="availability")
                yield from self._tell(self._say["other_day"], cleared)
            case "keep-in":
                yield from self._write(replace(after, keep_sensitive=True), "keep_in")
            case "set":
                yield from self._rewritten(after, replace(after, brief=corrected(brief, edit.field, edit.value)))
            case "add" if not edit.value:
                yield from self._tell(self._say["add_what"], replace(state, asking="notes"))
            case "add":
                notes = f"{brief.notes}\n{edit.value}" if brief.notes else edit.value
                yield from self._rewritten(
                    after, replace(after, brief=brief.model_copy(update={"notes": notes})), added=edit.value
                )
            case _:
                yield from self._drop(state, after, edit.value)

    def _first_name(self, state: State, name: str) -> Iterator[Event]:
        """Greet by the first name, as the person wishes; ask for it where only the surname is known."""
        known = state.brief.recipient.name or ""
        if name and name.lower() not in known.lower().split():
            state = replace(state, brief=set_field(state.brief, "recipient.name", f"{name} {known}".strip()))
        elif not name and len(known.split()) < 2 and state.brief.recipient.title:
            yield from self._tell(self._say["which_first_name"], state)
            return
        notes = (
            f"{state.brief.notes}\nfirst name in the greeting" if state.brief.notes else "first name in the greeting"
        )
        yield from self._rewritten(state, replace(state, brief=set_field(state.brief, "notes", notes)))

    def _drop(self, state: State, after: State, what: str) -> Iterator[Event]:
        if not state.pasted and (left := without_times(state.brief, what)):
            yield from self._rewritten(after, replace(after, brief=set_field(state.brief, "availability", left)))
            return
        field_name = dropped_field(what, state.brief) if not state.pasted else None
        if field_name:
            empty: Any = () if field_name == "availability" else None
            yield from self._rewritten(after, replace(after, brief=state.brief.model_copy(update={field_name: empty})))
            return
        body = without_sentence(state.shown, what)
        if body is None:
            yield from self._tell(self._say["not_found"], state)
            return
        yield from self._show(replace(after, shown=body), "changed")

    def _rewritten(self, before: State, after: State, added: str = "") -> Iterator[Event]:
        """Write anew, or, for a pasted draft, change the person's own text as far as that goes."""
        if after.brief.kind is None or (after.pasted and after.composed):
            body = f"{after.shown}" if not added else add_sentence(after.shown, added)
            if body == before.shown:
                yield from self._tell(self._say["own_text"], before)
                return
            yield from self._show(replace(after, shown=body), "changed")
            return
        yield from self._write(after, "changed")

    def _write(self, state: State, opening: str, told: str = "") -> Iterator[Event]:
        written = write(state, self._library)
        left = left_out(told, written.draft, written.state.brief) if opening == "drafted" else ()
        yield from self._present(written, opening, left)
        yield from written.citations

    def _show(self, state: State, opening: str) -> Iterator[Event]:
        yield from self._present(show(state), opening)

    def _present(self, written: Written, opening: str, left: tuple[str, ...] = ()) -> Iterator[Event]:
        state, draft, findings = written.state, written.draft, written.findings
        parts = [self._say[opening], *written.asides]
        if draft.blanks:
            listed = "\n".join(f"- {blank}" for blank in draft.blanks)
            parts.append(f"{self._say['blanks_one' if len(draft.blanks) == 1 else 'blanks_many']}\n{listed}")
        # Who asked for a shorter one need not hear that it is short.
        wanted = {"E27", "E01"} if state.short else {"E27"}
        failed = [item for item in findings if not item.passed and item.item not in wanted]
        if failed:
            parts.append("\n".join([self._say["findings_intro"], *(f"- {as_told(item)}" for item in failed[:4])]))
        prompts = [item.message for item in findings if item.item == "E23"]
        if left:
            parts.append("\n".join([self._say["left_out"], *(f'- "{sentence}"' for sentence in left)]))
        if opening == "drafted":
            if prompts:
                parts.append("\n".join([self._say["own_words"], *(f"- {prompt}" for prompt in prompts)]))
            parts.append(self._say["only_draft"])
        yield Text("\n\n".join(parts))
        yield draft
        yield Findings(findings)
        yield Choices((*to_add(left), *choices_for(state)))
        yield Remember(state.to_json())

    def _undo(self, state: State) -> Iterator[Event]:
        if not state.history:
            yield from self._tell(self._say["nothing_to_undo"], state)
            return
        earlier = State.read({**state.history[-1], "history": list(state.history[:-1])})
        yield from self._show(earlier, "undone") if earlier.composed else self._tell(self._say["undone"], earlier)

    def _sources(self, state: State) -> Iterator[Event]:
        if state.brief.kind is None:
            yield from self._tell(self._say["no_draft"], state)
            return
        citations = citations_for(state.brief, self._library)
        if not citations:
            yield from self._tell(self._say["no_sources"], state)
            return
        lines = [f"- {citation.quote} [{citation.n}]" for citation in citations]
        yield Text("\n".join([self._say["sources_intro"], *lines]))
        yield from citations
        yield Remember(state.to_json())

    def _follow_up(self, state: State) -> Iterator[Event]:
        if state.brief.kind is None:
            yield from self._tell(self._say["no_draft"], state)
            return
        kind = self._bank.text_of(state.brief)
        yield from self._tell(f"{kind.follow_up_plan}\n\n{follow_up_text(state.brief, kind)}".strip(), state)

    def _critique(self, state: State, text: str) -> Iterator[Event]:
        """Findings on a pasted draft, with the exact words, and one rewrite that keeps every fact."""
        found = critique(state, text)
        failed = [f"- {as_told(item)}" for item in found.findings if not item.passed]
        if found.rewrite is None:
            yield Text(self._say["nothing_found"])
        else:
            changes = [f"- {change}" for change in found.rewrite.changes]
            yield Text("\n".join([self._say["findings_intro"], *failed, "", self._say["rewrite_intro"], *changes]))
            yield found.rewrite.draft
        yield Findings(found.findings)
        if found.rewrite:
            yield Choices(("Add that ...", "Drop the last sentence", "Undo", "Show the sources"))
        yield Remember(found.state.to_json())

    def _check_own(self, state: State) -> Iterator[Event]:
        draft = Draft(state.subject, state.shown)
        findings = check(state.brief, to_text(draft))
        failed = [f"- {as_told(item)}" for item in findings if not item.passed]
        yield Text("\n".join([self._say["findings_intro"], *failed]) if failed else self._say["nothing_found"])
        yield Findings(findings)
        yield Remember(state.to_json())

    def _tell(self, text: str, state: State, choices: tuple[str, ...] = ()) -> Iterator[Event]:
        yield Text(text)
        if choices:
            yield Choices(choices)
        yield Remember(state.to_json())
