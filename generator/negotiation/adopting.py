"""A profile and clauses of one's own out of an instrument that exists. Knows no arguments.

Sections that are known by their text become clauses of the library's ids with the town's words; the others clauses of their own.
The library's other clauses stay at hand; the profile leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import sources
from generator.desk import Desk
from generator.document import Document, Items, Paragraph, Provision, Recital, Section, Term, Text, Title, plain, walk
from generator.drafting.instruments import INSTRUMENTS
from generator.errors import Fault, Place, Refusal, UnusableInput
from generator.library import load_library
from generator.negotiation.adopted_text import Writing, escaped, name_of
from generator.negotiation.checking import open_file
from generator.negotiation.recognition import clause_of
from generator.readers.foreign import Read

TOPIC = "adopted"
_EFFECTIVE = re.compile(r"^(?:effective date|when effective|time of taking effect|takes? effect|effective)\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an adoption is asked for: the instrument and language, where the file does not tell; a profile of the place."""

    instrument: str = ""
    language: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """The files that were written, and what the user must know of them."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]
    recognised: Mapping[str, str] = field(default_factory=dict)  # clause id: heading in the text
    own: tuple[str, ...] = ()


def adopt(desk: Desk, reference: str, folder: Path, asked: Asked, force: bool = False) -> Adopted:
    """The profile and the clauses in a folder. Raises Refusal where files stand there, and where the place is not known."""
    _, read = open_file(reference, asked.instrument, asked.language)
    if read.guess.instrument not in INSTRUMENTS:
        raise Refusal("the text does not tell what instrument it is", "Say it with --as.")
    if not force and any((folder / name).exists() for name in ("profile.yml", "clauses")):
        raise Refusal(f"{folder} holds a profile or clauses already", "Name another folder, or give --force.")
    job = _Job(desk, read, reference)
    trees = job.trees()
    profile = job.profile(asked.profile)
    paths = [sources.write_text(folder / name, sources.dump_yaml(tree)) for name, tree in trees.items()]
    paths.insert(0, sources.write_text(folder / "profile.yml", sources.dump_yaml(profile)))
    try:
        load_library(sources.shipped("clauses"), folder / "clauses")
    except UnusableInput as error:
        job.notes += [f"mend before the next draft: {' '.join(str(f).split())}" for f in error.faults]
    return Adopted(tuple(paths), tuple(dict.fromkeys((*job.notes, *job.writing.notes, *(str(n) for n in read.not_understood)))),
                   job.recognised, tuple(job.own))


class _Job:
    """One adoption."""

    def __init__(self, desk: Desk, read: Read, reference: str):
        self.desk, self.read, self.reference = desk, read, reference
        self.document: Document = read.document
        self.instrument = read.guess.instrument
        self.notes: list[str] = []
        self.recognised: dict[str, str] = {}
        self.own: list[str] = []
        self.order: list[str] = []
        self.sections = self._sections()
        self.terms = self._terms()
        self.writing = Writing(self.terms, dict(self._targets()))

    # What is there

    def _sections(self) -> dict[str, Section]:
        """The sections to keep by clause id, in their order; what the program writes itself is left out and said."""
        found: dict[str, Section] = {}
        for section in _leaves(self.document.blocks):
            heading = plain(section.heading)
            if _is_definitions(section):
                continue
            if _EFFECTIVE.match(heading):
                self.notes.append(f"{section.designator} {heading}: the program writes the effective date by the state's rule; "
                                  f"compare the two")
                continue
            id = clause_of(section, self.desk.library.clauses, weak=True)
            if id and id not in found and not self.desk.library.clauses[id].kind == "title":
                self.recognised[id] = heading
            else:
                id = self._own_id(heading, found)
                self.own.append(id)
            found[id] = section
        loose = [b for b in self.document.blocks if isinstance(b, Paragraph) and b.role in ("body", "lead") and plain(b.content).strip()]
        if loose and not found:
            children = tuple(Provision(b.id, 1, b.content, designator=f"({n})") for n, b in enumerate(loose, 1))
            section = Section("foreign.loose", (), children if len(loose) > 1 else (loose[0],))
            id = self._own_id("Policy", found)
            self.own.append(id)
            found[id] = section
        self.order = list(found)
        return found

    def _own_id(self, heading: str, taken) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")[:48].strip("-")
        stem = stem if stem and stem[0].isalpha() else f"section-{stem}".strip("-")
        id, n = stem, 1
        while id in taken or id in self.desk.library.clauses:
            n += 1
            id = f"{stem}-{n}"
        return id

    def _terms(self) -> dict[str, str]:
        """The terms that the text defines, each with the name under which it is marked."""
        found = {}
        for _, words, key in _definitions(self.document):
            known = self.desk.library.term(words)
            found[key] = self.desk.library.definitions[known].term if known else (
                words[:1].lower() + words[1:] if words[1:].islower() else words)
        return found

    def _targets(self) -> Iterator[tuple[str, str]]:
        """What references to each block write."""
        for id, section in self.sections.items():
            yield section.id, id
            provisions = [c for c in section.children if isinstance(c, Provision)]
            led = any(isinstance(c, Paragraph) for c in section.children[:section.children.index(provisions[0])]) if provisions else False
            yield from self._paths(provisions, f"{id}.text" if led else id)
        for section in (n for n in walk(self.document.blocks) if isinstance(n, Section) and _is_definitions(n)):
            yield section.id, "definitions"

    def _paths(self, provisions: list[Provision], path: str) -> Iterator[tuple[str, str]]:
        if len(provisions) == 1:
            return
        for n, provision in enumerate(provisions, 1):
            here = f"{path}.{name_of(provision, n)}"
            yield provision.id, here
            yield from self._paths(list(provision.children), here)

    # Files

    def trees(self) -> dict[str, dict]:
        """The files by their path below the folder."""
        out: dict[str, dict] = {}
        for id, section in self.sections.items():
            out[f"clauses/{TOPIC}/{id}.yml"] = self._clause(id, section)
        recital = self._recitals()
        if recital:
            out[f"clauses/{TOPIC}/recital-adopted.yml"] = recital
            self.order.insert(0, "recital-adopted")
        for name, tree in self._definition_files():
            out[f"clauses/definitions/{name}.yml"] = tree
        title = next((b for b in self.document.blocks if isinstance(b, Title)), None)
        if title is not None:
            out["clauses/front/title.yml"] = self._title(title)
        out["clauses/library.yml"] = self._contents()
        return out

    def _clause(self, id: str, section: Section) -> dict:
        heading = _sentence_case(plain(section.heading)) or "Policy"
        text = self.writing.section(section).rstrip("\n") + "\n"
        known = self.desk.library.clauses.get(id)
        form = known.form(self.instrument) if known is not None else "binds"
        form = "binds" if form == "none" else form
        variant = {"gives": f"The text of {Path(self.reference).name}.", "note": "Adopted from a text that exists; not a text of "
                                                                                 "the library.",
                   "text" if form == "binds" else form: text}
        if known is None:
            return {"id": id, "topics": [TOPIC], "heading": heading, "forms": {self.instrument: form}, "variants": {"model": variant}}
        reason = {self.instrument: known.reasons.get(self.instrument, "So the adopted text has it.")} if form != "binds" else {}
        return {"id": id, "kind": known.kind, "topics": list(known.topics), "heading": heading, "why": known.why,
                "forms": {self.instrument: form}, "reasons": reason, "authority": list(known.authority), "limits": list(known.limits),
                "limits_note": known.limits_note, "codified": "true" if known.codified else "false", "variants": self._variants(id, variant)}

    def _variants(self, id: str, own: dict) -> dict:
        """The town's text as the model, the library's beside it: other clauses may refer to what only the library's text has."""
        shipped = dict(self.desk.library.sources[id].tree["variants"])
        shipped.setdefault("strong", shipped["model"])
        return {"model": own, **{name: tree for name, tree in shipped.items() if name != "model"}}

    def _recitals(self) -> dict | None:
        found = [b for b in self.document.blocks if isinstance(b, Recital)]
        if not found:
            return None
        lines = []
        for n, recital in enumerate(found, 1):
            words = self.writing.words(recital.content)
            words = re.sub(r"^(?:AND\s+)?WHEREAS[,:;]?\s+", "", words, flags=re.I)
            words = re.sub(r"[;,.:]*\s*(?:and)?\s*[;,.]*$", "", words).strip()
            small = re.match(r"(?:The|An?|It|This|In|All|Our)\b", words)
            lines.append(f"(recital-{n}) {words[:1].lower() + words[1:] if small else words}")
        return {"id": "recital-adopted", "kind": "recital", "topics": ["recitals"], "heading": "Recitals", "codified": "false",
                "forms": {self.instrument: "binds"}, "variants": {"model": {"gives": "The recitals of the text.", "text": "\n\n".join(lines) + "\n"}}}

    def _definition_files(self) -> Iterator[tuple[str, dict]]:
        used = {t.key for s in self.sections.values() for t in walk(s) if isinstance(t, Term)}
        for block, words, key in _definitions(self.document):
            if key not in used and not any(key in {t.key for t in walk(b) if isinstance(t, Term)} for b, _, k in _definitions(self.document) if k != key):
                self.notes.append(f"“{words}” is defined and used in no section, so that no draft prints its definition")
            name = self.terms[key]
            known = self.desk.library.term(words)
            id = known or re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
            yield id, {"id": id, "kind": "definition", "term": name, **({"plural": self.desk.library.definitions[known].plural} if known else {}),
                       "text": self._definition_text(block, key, name, words)}

    def _definition_text(self, block, key: str, name: str, words: str) -> str:
        content = block.content if isinstance(block, Paragraph) else block.chapeau
        said = self.writing.words(content)
        marked = f"[[{name}]]" if words == name else f"[[{name}|{words}]]"
        if marked not in said[:len(marked) + 12]:
            said = re.sub(r"^(?:The (?:term|word) )?[“\"]?" + re.escape(words) + r"[,”\"]*", marked, said)
        said = re.sub(r"^[“\"]?(\[\[[^\]]*\]\])[”\"]?", r"\1", said)
        items, after = _after(self.document, block) if isinstance(block, Paragraph) else ([c.chapeau for c in block.children], block.flush)
        if len(items) > 1:
            said += "".join(f"\n  (item-{n}) {self.writing.words(item)}" for n, item in enumerate(items, 1))
        elif items:
            said += f" {self.writing.words(items[0])}"
        if after:
            said += f"\n{self.writing.words(after)}" if len(items) > 1 else f" {self.writing.words(after)}"
        return said + "\n"

    def _title(self, title: Title) -> dict:
        short = escaped(plain(title.short)) or escaped(plain(title.long)) or escaped(plain(title.number)) or "Untitled"
        long = escaped(plain(title.long))
        shipped = self.desk.library.title
        return {"id": "title", "kind": "title", "topics": ["front"], "short": _sentence_case(short, title=True),
                "long": {**{i: t for i, t in shipped.long.items() if i != self.instrument}, self.instrument: _sentence_case(long, title=True)}}

    def _contents(self) -> dict:
        """The library's table of contents with the town's sections first, in their order."""
        contents = self.desk.library.contents
        moved = set(self.order)
        recitals = [c for c in self.order if c == "recital-adopted"]
        closing = [c for c in self.order if self._kind(c) == "closing"]
        middle = [c for c in self.order if c not in (*recitals, *closing)]
        parts = [{"id": "adopted-recitals", "heading": "", "clauses": recitals}] if recitals else []
        parts += [{"id": TOPIC, "heading": "The adopted text", "clauses": middle}] if middle else []
        for part in contents.parts:
            kept = [c for c in part.clauses if c not in moved]
            if part.id == "closing":
                kept = [*closing, *kept]
            if kept:
                parts.append({"id": part.id, "heading": part.heading, "clauses": kept})
        topics = [{"id": TOPIC, "name": "The adopted text", "summary": "The sections of the text that the town has."}]
        topics += [{"id": t.id, "name": t.name, "summary": t.summary} for t in contents.topics]
        return {"version": contents.version, "licence": contents.licence, "topics": topics, "default_topics": [TOPIC], "parts": parts}

    def _kind(self, id: str) -> str:
        known = self.desk.library.clauses.get(id)
        return known.kind if known else "operative"

    # Profile

    def profile(self, reference: str) -> dict:
        """The profile: the place as the text names it (or as a profile of it says), and the choice of the adopted clauses."""
        tree = self._place_of(reference) if reference else self._place()
        without = [c.id for c in self.desk.library.clauses.values() if c.kind in ("recital", "closing") and c.id not in self.sections]
        number = next((plain(b.number) for b in self.document.blocks if isinstance(b, Title)), "")
        digits = re.search(r"\d[\w./-]*$", number)
        choices = {**tree.get("choices", {}), "topics": [TOPIC], "include": [i for i in self.sections if i in self.recognised], "without": without,
                   "instruments": [self.instrument]}
        choices.pop("clauses", None)
        if digits:
            choices["number"] = digits.group()
        if "style" not in choices:
            text = " ".join(plain(getattr(n, "chapeau", getattr(n, "content", ()))) for n in walk(self.document.blocks)
                            if isinstance(n, Provision | Paragraph))
            if len(re.findall(r"\bmust\b", text)) > len(re.findall(r"\bshall\b", text)):
                choices["style"] = "plain"
        return {**tree, "choices": choices}

    def _place_of(self, reference: str) -> dict:
        from copy import deepcopy

        profile = self.desk.profile(reference)
        return deepcopy(dict(profile.origin.tree))

    def _place(self) -> dict:
        told = self.read.guess
        lacking = [what for what, value in (("name", told.place), ("kind", told.place_kind), ("state", told.state)) if not value]
        if lacking:
            raise Refusal(Fault(f"the text does not tell the place's {' and '.join(lacking)}", "Give --profile FILE; `ordinance "
                                                                                               "new` makes one.",
                                Place(self.reference)))
        place = {"name": told.place.title() if told.place.isupper() else told.place, "kind": told.place_kind, "state": told.state}
        if told.county:
            place["county"] = told.county
        tree: dict = {"place": {**place, "form_of_government": "unknown"}}
        body = re.search(r"\bby the ((?:[A-Z][a-z]+ ){0,3}(?:Council|Committee|Commission|Commissioners|Trustees|Supervisors|"
                         r"Board)(?: of [A-Z][a-z]+)?)",
                         self._enacting())
        if body:
            tree["bodies"] = {"governing": {"name": body[1].strip()}}
        self.notes.append("The profile was made from the text alone: add the form of government, officers, and facts.")
        return tree

    def _enacting(self) -> str:
        return " ".join(plain(b.content) for b in self.document.blocks if type(b).__name__ == "Enacting")


def _leaves(blocks) -> Iterator[Section]:
    """The sections that hold words: of a section that sets out others, those others."""
    for block in blocks:
        if isinstance(block, Section):
            inner = [c for c in block.children if isinstance(c, Section)]
            if inner:
                yield from _leaves(inner)
            else:
                yield block


def _is_definitions(section: Section) -> bool:
    return bool(re.match(r"definitions?\b|defined terms", plain(section.heading), re.I))


def _definitions(document: Document) -> Iterator[tuple[Paragraph | Provision, str, str]]:
    """Each definition of the definitions sections: its block, its term, its key."""
    for section in (n for n in walk(document.blocks) if isinstance(n, Section) and _is_definitions(n)):
        for block in section.children:
            content = getattr(block, "content", getattr(block, "chapeau", ())) if isinstance(block, Paragraph | Provision) else ()
            term = next((i for i in content if isinstance(i, Term) and i.defining), None)
            if term is not None:
                yield block, term.text, term.key
                continue
            match = re.match(r"^(?:The (?:term|word) )?[“\"]([^”\"]{2,60}?),?[”\"]", plain(content)) or (
                re.match(r"^([A-Z][\w’'/ -]{1,50}?)[:,]?\s+(?:shall )?(?:means?|includes?)\b", plain(content)))
            if match:
                yield block, match[1], re.sub(r"[^a-z0-9]+", "-", match[1].casefold()).strip("-")


def _after(document: Document, paragraph: Paragraph) -> tuple[list, tuple]:
    """What belongs to a definition after its own paragraph: the items of its list, and the words that follow them."""
    defining = {id(block) for block, *_ in _definitions(document)}
    section = next(s for s in walk(document.blocks) if isinstance(s, Section) and any(c is paragraph for c in s.children))
    at = next(i for i, c in enumerate(section.children) if c is paragraph) + 1
    items: list = []
    flush: tuple = ()
    for child in section.children[at:]:
        if id(child) in defining or not isinstance(child, Items | Paragraph):
            break
        if isinstance(child, Items):
            items += child.items
        else:
            flush = (*flush, Text(" "), *child.content) if flush else child.content
    return items, flush


def _sentence_case(heading: str, title: bool = False) -> str:
    """A heading in capitals with one capital only (a title: one a word); another as it is."""
    if not heading.isupper():
        return heading
    low = heading.lower()
    if title:
        low = re.sub(r"(?<![\w’'])(?!(?:of|the|and|for|to|in|on|a|an|by)\b)[a-z]", lambda m: m.group().upper(), low)
    return low[:1].upper() + low[1:]
