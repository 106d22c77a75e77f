"""One text of a clause rewritten by what became of its paragraphs in Word. It knows no file and no other clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator import grammar
from generator.document import LanguageRecord
from generator.drafting.fill import Filler
from generator.drafting.restore import Bit, Known, bits, fits, marks_in, recognised, restored
from generator.drafting.rewrite import Rewrite, Spot, is_heading
from generator.library import named_path
from generator.ooxml.returned import evened
from generator.style import Style


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one paragraph of a clause: kind as in a review; words and run-in heading before and after; its Word level.

    `at` is its place in the edited file (-1 where it is gone).
    """

    kind: str
    id: str
    before: str = ""
    after: str = ""
    heading_before: str = ""
    heading_after: str = ""
    block: str = ""
    level: int = 0
    moved: bool = False
    at: int = -1

    @property
    def gone(self) -> bool:
        """Whether the edited file has no such paragraph any more."""
        return self.kind in ("deleted", "joined")

    @property
    def come(self) -> bool:
        """Whether the baseline had no such paragraph."""
        return self.kind in ("new", "split")


@dataclass(frozen=True, slots=True)
class Setting:
    """The draft that a text was printed in: its style and language, how each reference was printed, what words can become."""

    style: Style
    record: LanguageRecord
    words_of: Mapping[str, str]
    known: Known


def notes_on_words(whose: str, text: str) -> list[str]:
    """What must be told of typed words that a clause cannot hold as they are."""
    marks = marks_in(text)
    if not marks:
        return []
    said = ", ".join(f"“{m}”" for m in marks)
    return [f"{whose}: {said}: stored with a space inside, since a clause would read it as a mark of its own: “{short(text)}”"]


@dataclass(slots=True)
class _Live:
    """A paragraph that this draft prints: where it stands in the source, and its pieces."""

    spot: Spot
    pieces: list[Bit]
    ids: tuple[str, ...] = ()
    used: bool = False


@dataclass(slots=True)
class Writing:
    """The rewriting of one text: `run` applies the turns, `result` is the new text, `notes` say what could not be stored."""

    setting: Setting
    clause: str
    text: str
    filler: Filler
    recital: bool = False
    defines: str = ""
    notes: list[str] = field(default_factory=list)
    rewrite: Rewrite = field(init=False)
    live: list[_Live] = field(init=False)
    lone: bool = field(init=False)
    gone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rewrite = Rewrite(self.text)
        self.live = []
        style, record = self.setting.style, self.setting.record
        for spot in self.rewrite.spots:
            first = not self.live
            pieces = bits(spot.messages, self.filler, style, record, self.defines if first else "", self._words())
            if pieces:
                self.live.append(_Live(spot, pieces, self._ids(spot, first)))
        self.lone = sum(x.spot.level == 1 and x.spot.part == "chapeau" for x in self.live) == 1

    def _words(self) -> Mapping[str, str]:
        words_of = self.setting.words_of
        own = {f".{t.partition('.')[2]}": w for t, w in words_of.items() if t.partition(".")[0] == self.clause}
        return {**words_of, **own}

    def _ids(self, spot: Spot, first: bool) -> tuple[str, ...]:
        if self.defines:
            return (f"definitions.{self.defines}",) if first else ()
        path = f"{self.clause}.{named_path(spot.path)}"
        return (path,) if spot.part == "chapeau" else (f"{path}.flush",)

    def run(self, turns: Sequence[Turn]) -> None:
        """Apply what became of each paragraph."""
        last: _Live | None = None
        self.gone = {t.id for t in turns if t.gone}
        for turn in turns:
            found = None if turn.come else self._find(turn)
            if found is None and not turn.come and turn.kind != "untouched":
                self._note(f"not stored, as it was not found in the clause: “{short(turn.before)}”")
            if turn.come:
                self._add(turn, last)
            elif found is not None:
                self._apply(turn, found)
                if not turn.gone:
                    last = found

    def _note(self, words: str) -> None:
        self.notes.append(f"{self.clause}: {words}")

    def _find(self, turn: Turn) -> _Live | None:
        """The paragraph of the source that printed the turn's words: by id, else by its words."""
        by_id = next((x for x in self.live if turn.id and turn.id in x.ids), None)
        if by_id is None:
            words = self._own_words(turn.before)
            by_id = next((x for x in self.live if not x.used and fits(x.pieces, words)), None)
        if by_id is not None:
            by_id.used = True
        return by_id

    def _own_words(self, said: str) -> str:
        """The words of a recital without what the style puts around it."""
        if not self.recital:
            return said
        words = self.setting.style.recitals
        said = said.removeprefix(evened(words.opening) + " ").removeprefix(words.opening)
        for end in sorted({words.closing, words.before_last, words.last, ";", "; and", "."}, key=len, reverse=True):
            if end and said.endswith(end):
                return said[: -len(end)].rstrip()
        return said

    def _apply(self, turn: Turn, found: _Live) -> None:
        if turn.gone:
            below = [x for x in self.live if x.spot.path.startswith(f"{found.spot.path}.")]
            if found.spot.part == "chapeau" and not all(set(x.ids) & self.gone for x in below):
                self._note(f"not stored, as its items were kept: the deletion of “{short(turn.before)}”")
                return
            self.rewrite.delete(found.spot)
        elif turn.before != turn.after or turn.heading_before != turn.heading_after:
            before, after = self._own_words(turn.before), self._own_words(turn.after)
            texts = restored(found.pieces, before, after, self.setting.known)
            if texts is None:
                self._note(f"stored as words, as its values and terms could not be told apart: “{short(after)}”")
                texts = {found.pieces[0].message: recognised(after, self.setting.known)}
                texts.update({b.message: "" for b in found.pieces if b.message != found.pieces[0].message})
            for at in {b.message for b in found.pieces} - texts.keys():
                texts[at] = ""
            self._tell_facts(found, texts)
            if turn.before != turn.after:
                self.notes += notes_on_words(self.clause, after)
            self._set(found.spot, texts, self._heading(turn))

    def _heading(self, turn: Turn) -> str | None:
        """The new run-in heading; None where it stays as it is."""
        heading = turn.heading_after
        if heading == turn.heading_before:
            return None
        if heading and not is_heading(heading):
            kept = f"“{turn.heading_before}” was kept" if turn.heading_before else "there is none now"
            self._note(f"the run-in heading “{heading}” was not stored, as a clause cannot hold its parentheses; {kept}")
            return None
        return heading

    def _tell_facts(self, found: _Live, texts: Mapping[int, str]) -> None:
        """A figure of the profile that was typed over: it has no source any more."""
        written = " ".join(texts.values())
        for bit in found.pieces:
            if bit.symbol and bit.source.startswith("{{ facts.") and bit.source not in written:
                name = bit.source.strip("{} ").split(".")[1]
                self._note(
                    f"“{bit.shown}” is the profile's ({bit.source.strip('{} ')}) and was typed over: the new words are kept, but "
                    f"its entry under Sources goes. If the fact itself has changed, put it with its source into the profile under "
                    f"`facts: {name}:` and write {bit.source} in the clause again"
                )

    def _set(self, spot: Spot, texts: dict[int, str], heading: str | None) -> None:
        """New text for the messages; one that says nothing any more is taken out."""
        kept = {at: text for at, text in texts.items() if text}
        for at in texts.keys() - kept.keys():
            first, last = spot.lines[at]
            self.rewrite.take_out(first, last)
        self.rewrite.change(spot, kept, heading)

    def _add(self, turn: Turn, last: _Live | None) -> None:
        said = self._own_words(turn.after)
        spot = last.spot if last else None
        level = turn.level + (1 if self.lone and turn.level else 0)
        if self.recital or self.defines:
            level = 1
        elif not level:
            level = spot.level if spot else 1
        if self.defines and spot is not None:
            level = spot.level
        self.notes += notes_on_words(self.clause, said)
        self.rewrite.add(spot, level, recognised(said, self.setting.known), self._heading(turn) or "")

    def result(self) -> str:
        """The new text; faults of its grammar are told."""
        text = self.rewrite.result() if self.rewrite.touched else self.text
        for wrong in grammar.parse(text).wrong:
            self._note(f"line {wrong.spot.line} of the new text: {wrong.problem}. {wrong.remedy}")
        return text


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) < 70 else f"{text[:67]}…"
