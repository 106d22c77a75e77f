"""The amendments that would close the gaps of a Word file, as tracked changes of that very file. Knows no arguments.

What is missing is inserted as sections of their own before the closing ones; a section that is wholly a weaker form of one
clause is replaced. Numbers that are typed in the file keep standing: an inserted section gets a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.desk import Desk
from generator.document import Block, Items, LanguageRecord, Paragraph, Provision, Reference, Section, Term, inline_text, plain, walk
from generator.drafting.choose import Wish
from generator.errors import Refusal
from generator.negotiation.comparing import Compared
from generator.ooxml.inserting import NewParagraph, body_paragraphs, changed, has_number
from generator.ooxml.numbering import numeral
from generator.ooxml.reading import open_package
from generator.ooxml.resolve import has_tracked_changes
from generator.review.compare import Coverage
from generator.review.redline import DEFAULT_AUTHOR, redline
from generator.review.signs import section_passages

CLOSING = re.compile(r"severab|savings|repeal|supersed|inconsisten|earlier measures|effective|takes? effect|codif|publication|"
                     r"sunset|expir", re.I)
_FORMS = (("lower-letter", "({n})"), ("decimal", "({n})"), ("lower-roman", "({n})"), ("upper-letter", "({n})"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A redline of the file, and what its reader must know."""

    data: bytes
    notes: tuple[str, ...]
    inserted: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def propose(desk: Desk, found: Compared, author: str = "", date: str = "") -> Proposed:
    """The file with what closes its gaps as tracked changes. Raises Refusal for what is no Word file and without a profile."""
    if found.read.format != "docx":
        raise Refusal("amendments can be proposed in a Word file only", "Save the text as .docx and compare that file.")
    if not found.against:
        raise Refusal("amendments name the officers and bodies of the place, and no profile was given",
                      "Give --against PROFILE; `ordinance new` makes one.")
    package = open_package(found.data, found.name)
    if has_tracked_changes(package):
        raise Refusal(f"{found.name} carries tracked changes.", "Accept or reject them first.")
    job = _Job(desk, found, package)
    job.plan()
    if not job.inserts and not job.deleted:
        raise Refusal("there is no gap that an amendment can close", "Read the comparison without --propose.")
    new = changed(package, [(at, tuple(paragraphs)) for at, paragraphs in job.inserts.items()], job.deleted)
    made = redline(found.data, new.to_bytes(), author or DEFAULT_AUTHOR, date, old_name=found.name, new_name="the proposal")
    return Proposed(made.data, (*job.notes, *made.notes), tuple(job.inserted), tuple(job.replaced))


@dataclass(slots=True)
class _Look:
    """How the file sets its parts: the number of a paragraph that shows each, and its forms of designators by level."""

    heading: int
    body: int
    levels: dict[int, int] = field(default_factory=dict)
    forms: dict[int, tuple[str, str]] = field(default_factory=dict)


class _Job:
    """One proposal."""

    def __init__(self, desk: Desk, found: Compared, package):
        self.desk, self.found = desk, found
        self.numbers = found.read.numbers
        self.document = found.read.document
        self.paragraphs = body_paragraphs(package)
        self.sections = list(_sections(self.document.blocks))
        self.inserts: dict[int, list[NewParagraph]] = {}
        self.deleted: list[int] = []
        self.notes: list[str] = []
        self.inserted: list[str] = []
        self.replaced: list[str] = []
        self.names: dict[str, str] = {}  # id of a block of ours: how the file will cite it
        self.terms: set[str] = set()
        self.draft = desk.draft(found.profile, found.instrument, Wish(("all",), None, (), True), partial=True).document
        self.chapter = any("this chapter" in plain(getattr(b, "chapeau", getattr(b, "content", ()))).lower() for b in walk(self.document.blocks)
                           if isinstance(b, Provision | Paragraph))

    # Plan

    def plan(self) -> None:
        """What is inserted, replaced and left alone."""
        wanting = [c for c in self.found.wanting() if self._lawful(c)]
        replacing = {c.clause: s for c in wanting if c.status != "missing" and (s := self._own_section(c)) is not None}
        adding = [c for c in wanting if c.status == "missing"]
        for one in wanting:
            if one.status != "missing" and one.clause not in replacing:
                self.notes.append(f"{one.heading} is {one.status}, but its sentences stand among other matter; change them by "
                                  f"hand.")
        last = self._last_operative()
        if last is None:
            raise Refusal("no numbered section was found that an amendment could follow", "Check how the file was read: "
                                                                                          "ordinance check FILE.")
        look = self._look(last)
        marks = list(self._designators(last, len(adding)))
        for one, mark in zip(adding, marks, strict=False):
            self._learn(self._ours(one), mark, look)
        for one in (c for c in wanting if c.clause in replacing):
            self._learn(self._ours(one), replacing[one.clause].designator, look)
        for one in (c for c in wanting if c.clause in replacing):
            self._replace(one, replacing[one.clause], look)
        at = self._end(last)
        for one, mark in zip(adding, marks, strict=False):
            self.inserts.setdefault(at, []).extend(self._section(self._ours(one), mark, look, last))
            self.inserted.append(one.clause)
        self._define(look, last)
        if has_number(self.paragraphs[self.numbers[last.id] - 1]) and adding:
            self.notes.append("Word numbers the sections of this file: those after the inserted ones move up. Check each typed "
                              "reference to them.")
        elif adding:
            self.notes.append("Inserted sections bear letters, so that no number in the file moves; renumber at adoption.")

    def _lawful(self, one: Coverage) -> bool:
        if self.found.gates.get(one.clause, "").startswith("barred"):
            self.notes.append(f"{one.heading} was not proposed: state law bars it "
                              f"({self.found.gates[one.clause].partition(': ')[2]}).")
            return False
        return not CLOSING.search(one.heading) and one.clause != "codification" or one.clause == "severability"

    def _ours(self, one: Coverage) -> Section:
        variants = self.found.rendered[one.clause]
        return variants.get(one.wanted) or next(iter(variants.values()))

    def _own_section(self, one: Coverage) -> Section | None:
        """The section that is wholly the weaker form of a clause, or None."""
        blocks = {e.block for e in one.evidence}
        holding = [s for s in self.sections if blocks & {getattr(n, "id", "") for n in walk(s)} and not any(isinstance(c, Section) for c in s.children)]
        others = {e.block for c in self.found.coverage if c.clause != one.clause and c.status != "missing" for e in c.evidence}
        if len(holding) != 1 or {p.block for p in section_passages(holding[0])} - blocks:
            return None
        return None if others & {getattr(n, "id", "") for n in walk(holding[0])} - blocks else holding[0]

    # Where and how

    def _last_operative(self) -> Section | None:
        """The last section that is no closing one; inside a chapter that is set out, the last section of the chapter."""
        inner = [s for s in self.sections if s.series == "code"]
        found = [s for s in (inner or self.sections) if s.designator and not CLOSING.search(plain(s.heading))]
        return found[-1] if found else None

    def _end(self, section: Section) -> int:
        """The number of the last paragraph of a section."""
        own = [self.numbers[n.id] for n in walk(section) if getattr(n, "id", "") in self.numbers]
        last = max(own)
        others = [n for id, n in self.numbers.items() if n > last]
        stop = min(others, default=len(self.paragraphs) + 1)
        while last + 1 < stop and "".join(self.paragraphs[last].itertext()).strip():
            last += 1  # paragraphs that went into a flush text
        return last

    def _look(self, section: Section) -> _Look:
        heading = self.numbers[section.id]
        body = next((self.numbers[c.id] for s in reversed(self.sections) for c in s.children if isinstance(c, Paragraph) and c.role in ("lead", "body")
                     and self.numbers[c.id] != self.numbers[s.id]), 0)
        look = _Look(heading, body)
        for provision in (n for n in walk(self.document.blocks) if isinstance(n, Provision)):
            look.levels.setdefault(provision.level, self.numbers[provision.id])
            look.forms.setdefault(provision.level, _form(provision.designator))
        look.body = look.body or look.levels.get(1, heading)
        return look

    def _designators(self, last: Section, count: int) -> Iterator[str]:
        """7A, 7B, … in the manner of the last section; nothing is typed where Word counts."""
        if has_number(self.paragraphs[self.numbers[last.id] - 1]):
            number = re.search(r"\d+", last.designator)
            for n in range(1, count + 1):
                yield last.designator.replace(number.group(), str(int(number.group()) + n), 1) if number else last.designator
            return
        stem = re.sub(r"(?<=[\dIVXLC])[A-Z]?(?=[.:)\s]*$)", "", last.designator.rstrip(" .:)"))
        tail = last.designator[len(last.designator.rstrip(" .:)")):] or "."
        for n in range(1, count + 1):
            yield f"{stem}{numeral(n, 'upper-letter')}{tail}"

    def _learn(self, section: Section, mark: str, look: _Look) -> None:
        """How the file will cite a section of ours and its subdivisions; which terms it uses."""
        cited = mark.rstrip(" .:")
        cited = cited if re.match(r"(?i)sec|§|art", cited) else f"section {cited}"
        cited = cited.capitalize() if cited.isupper() else cited
        self.names[section.id] = cited
        for path, node in _numbered(section.children, look.forms, 1):
            self.names[node.id] = cited + "".join(f"({m.strip('().')})" for m in path)
        self.terms |= {t.key for t in walk(section) if isinstance(t, Term)}

    # Words

    def _section(self, section: Section, mark: str, look: _Look, last: Section) -> list[NewParagraph]:
        """A section of ours in the look of the file."""
        automatic = has_number(self.paragraphs[self.numbers[last.id] - 1])
        heading = plain(section.heading)
        heading = heading.upper() if plain(last.heading).isupper() else heading
        first = heading + ("." if not automatic else "")
        return [NewParagraph(first if automatic else f"{mark} {first}", look.heading, numbered=automatic), *self._body(section, look)]

    def _body(self, section: Section, look: _Look) -> Iterator[NewParagraph]:
        marks = {node.id: path[-1] for path, node in _numbered(section.children, look.forms, 1)}

        def go(block: Block) -> Iterator[NewParagraph]:
            if isinstance(block, Provision):
                like = look.levels.get(block.level) or look.levels.get(1) or look.body
                heading = f"{plain(block.heading)}. " if block.heading else ""
                yield NewParagraph(f"{marks[block.id]} {heading}{self._words(block.chapeau)}", like, plain=True)
                for child in block.children:
                    yield from go(child)
                if block.flush:
                    yield NewParagraph(self._words(block.flush), look.body, plain=True)
            elif isinstance(block, Items):
                for n, item in enumerate(block.items, 1):
                    yield NewParagraph(f"({n}) {self._words(item)}", look.levels.get(1) or look.body, plain=True)
            elif isinstance(block, Paragraph):
                yield NewParagraph(self._words(block.content), look.body, plain=True)

        for child in section.children:
            yield from go(child)

    def _words(self, content) -> str:
        out = []
        for inline in content:
            out.append(self._cited(inline) if isinstance(inline, Reference) else inline_text(inline, LanguageRecord()))
        text = "".join(out).replace("\u2011", "-")
        if not self.chapter:
            kind = {"executive-order": "Order", "police-order": "Order", "ordinance": "ordinance"}.get(self.found.instrument, "resolution")
            text = re.sub(r"\bthis chapter\b", f"this {kind}", text)
        return text

    def _cited(self, reference: Reference) -> str:
        """How the file cites what a reference of ours leads to."""
        if reference.target in self.names:
            return self.names[reference.target]
        clause = reference.target.partition(".")[0]
        covered = next((c for c in self.found.coverage if c.clause == clause and c.evidence), None)
        blocks = {e.block for e in covered.evidence} if covered else set()
        section = next((s for s in self.sections if blocks & {getattr(n, "id", "") for n in walk(s)}), None)
        if clause == "definitions":
            section = self._definitions()
        if section is not None and section.designator:
            return section.designator.rstrip(" .:")
        heading = self.desk.library.clauses[clause].heading if clause in self.desk.library.clauses else clause
        self.notes.append(f"A reference to what the file does not have is left in brackets: {heading}.")
        return f"[section on {heading[:1].lower()}{heading[1:]}]"

    # Replacing

    def _replace(self, one: Coverage, section: Section, look: _Look) -> None:
        heading, end = self.numbers[section.id], self._end(section)
        first = next((self.numbers[c.id] for c in section.children if self.numbers.get(getattr(c, "id", "")) == heading), None)
        if first is not None:
            self.notes.append(f"{one.heading} is {one.status}; its text begins on the line of its number, so change it by hand.")
            return
        self.deleted += range(heading + 1, end + 1)
        self.inserts.setdefault(end, []).extend(self._body(self._ours(one), look))
        self.replaced.append(one.clause)

    # Definitions

    def _definitions(self) -> Section | None:
        return next((s for s in self.sections if re.search(r"\bdefin", plain(s.heading), re.I)), None)

    def _define(self, look: _Look, last: Section) -> None:
        """The definitions that the inserted text uses and the file lacks."""
        ours = next((b for b in walk(self.draft.blocks) if isinstance(b, Section) and b.id == "definitions"), None)
        if ours is None:
            return
        groups: dict[str, list[Block]] = {}
        for child in ours.children:
            key = child.id.split(".")[1] if child.id.count(".") else ""
            groups.setdefault(key, []).append(child)
        known = {w.casefold() for w in _defined(self.document)}
        needed: set[str] = set()
        queue = sorted(self.terms)
        while queue:
            key = queue.pop()
            block = groups.get(key)
            if key in needed or not block or key in ("", "lead"):
                continue
            term = next((t.text for t in walk(block[0]) if isinstance(t, Term) and t.defining), key)
            if term.casefold() in known:
                self.notes.append(f"“{term}” keeps the definition that the file has; check that it fits the inserted text.")
                needed.add(key)
                groups[key] = []
                continue
            needed.add(key)
            queue += [t.key for b in block for t in walk(b) if isinstance(t, Term)]
        blocks = [b for key in groups if key in needed for b in groups[key]]
        if blocks:
            self._put_definitions(blocks, look, last)

    def _put_definitions(self, blocks: list[Block], look: _Look, last: Section) -> None:
        section = self._definitions()
        holder = Section("definitions", (), tuple(blocks))
        if section is None:
            mark = next(iter(self._designators(last, len(self.inserted) + 1)), "") if not self.inserted else list(
                self._designators(last, len(self.inserted) + 1))[-1]
            automatic = has_number(self.paragraphs[self.numbers[last.id] - 1])
            head = NewParagraph("Definitions" if automatic else f"{mark} Definitions.", look.heading, numbered=automatic)
            self.inserts.setdefault(self._end(last), []).extend([head, *self._body(holder, look)])
        else:
            self.inserts.setdefault(self._end(section), []).extend(self._body(holder, look))


def _sections(blocks) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.children)


def _form(designator: str) -> tuple[str, str]:
    """The numbering style and pattern of a designator of the first place: (a) is letters in brackets."""
    inner = designator.strip("().[] ")
    style = "decimal" if inner.isdigit() else ("upper-" if inner.isupper() else "lower-") + ("roman" if inner.lower() in ("i", "ii", "iii") else "letter")
    return style, designator.replace(inner, "{n}", 1) if inner and style else "({n})"


def _numbered(blocks, forms: dict[int, tuple[str, str]], level: int, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Provision]]:
    """Each provision with the path of its designators in the forms of the file."""
    style, pattern = forms.get(level, _FORMS[min(level, len(_FORMS)) - 1])
    for n, one in enumerate((b for b in blocks if isinstance(b, Provision)), 1):
        here = (*path, pattern.format(n=numeral(n, style)))
        yield here, one
        yield from _numbered(one.children, forms, level + 1, here)


def _defined(document) -> Iterator[str]:
    """The terms that a document defines."""
    for node in walk(document.blocks):
        if isinstance(node, Paragraph | Provision):
            words = plain(getattr(node, "content", getattr(node, "chapeau", ())))
            match = re.match(r"^(?:The term )?[“\"]([^”\"]{2,60})[”\"]", words)
            if match:
                yield match[1]
