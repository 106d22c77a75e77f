"""The handout: one sheet for residents, in plain words, flat or to fold. Promises only what clauses of the draft say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.document import Block, Box, Document, Items, Origin, Paragraph, Text, walk
from generator.drafting.frame import Frame
from generator.drafting.outreach.promises import MODE_ORDER, Promise, by_place, leading, mode, promises
from generator.drafting.outreach.qr import qr_figure
from generator.drafting.outreach.sheet import Occasion, Sheet, emphasized

RIGHTS = ("rights_silent", "rights_door", "rights_paper", "rights_search", "rights_free", "rights_lawyer", "rights_sign",
          "rights_lie", "rights_papers")
CONTACT_FIELDS = ("name", "organization", "phone", "email", "website")


@dataclass(frozen=True, slots=True)
class Room:
    """How many promises two pages hold in English or in a script; the full text holds the others."""

    will: int
    will_not: int


PAGES = 2
ROOM = {"english": Room(6, 6), "latin": Room(5, 6), "complex": Room(4, 5), "east_asian": Room(6, 6)}
ROOM_FOLDED = {"english": Room(7, 7), "latin": Room(6, 6), "complex": Room(4, 5), "east_asian": Room(7, 7)}
PLACES_FOLDED = {"english": 10, "latin": 6, "complex": 4, "east_asian": 7}
WIDTHS = {False: (0.24, 0.76), True: (0.3, 0.7)}  # of the table of places
CODE_MM = {False: 28.0, True: 44.0}  # the side of the code, by whether the sheet is to be folded


def compose(frame: Frame, occasion: Occasion) -> Document:
    """The handout for the clauses of the frame's choice; a leaflet where the occasion says that it is to be folded."""
    sheet = Sheet(frame, "leaflet" if occasion.fold else "handout", occasion)
    found, script = promises(sheet), "english" if frame.language.english else frame.language.script
    room = (ROOM_FOLDED if occasion.fold else ROOM)[script]
    front: list[Block] = [sheet.heading("handout_title", 1), _status(sheet), sheet.text("handout_about")]
    lists: list[Block] = []
    for side, count in (("will", room.will), ("will_not", room.will_not)):
        lists += _lists(sheet, leading(found, side, count), side)
    places = list(by_place(found).values())
    table = _places(sheet, places[: PLACES_FOLDED[script]] if occasion.fold else places)
    contact, more = _contact(sheet), sheet.text("handout_more", "small")
    if occasion.fold:
        # the cover of a translation bears the notice on who has reviewed it, so whom to call moves inside
        cover, inside = ((*front, *contact), table) if frame.language.english else (front, (*table, *contact))
        blocks = _panels(cover, lists, inside, (more, _rights(sheet)))
    else:
        blocks = [*front, *lists, *table, _rights(sheet), *contact, more]
    return replace(sheet.document("handout_title", blocks), pages=PAGES)


def _panels(cover: Iterable[Block], *panels: Iterable[Block]) -> list[Block]:
    """The leaflet: on its cover what it is and whom to call, inside the plan, on its back one's rights."""
    out = [*cover]
    for first, *rest in filter(None, map(tuple, panels)):
        out += [replace(first, new_page=True), *rest]
    return out


def tense(sheet: Sheet) -> str:
    """The ending of the keys that speak of a proposal, or of what was adopted."""
    return "adopted" if sheet.occasion.adopted else "proposed"


def _status(sheet: Sheet) -> Box:
    """The line that says whether this is law, and the warning where state law bars a part."""
    day = sheet.frame.language.date(sheet.occasion.adopted) if sheet.occasion.adopted else ""
    blocks: list[Block] = [sheet.text(f"handout_status_text_{tense(sheet)}", date=day)]
    if any(mode(i) == "asks" for i in sheet.frame.choice.of_kind("operative")):
        blocks.append(sheet.text("handout_asks"))
    if sheet.frame.choice.acknowledged:
        blocks.append(sheet.paragraph(emphasized(sheet.says("handout_barred"))))
    return Box(sheet.id(), sheet.says(f"handout_status_{tense(sheet)}"), tuple(blocks))


def _lists(sheet: Sheet, found: Iterable[Promise], side: str) -> list[Block]:
    """The promises of a side in lists: what binds, what is only asked for, proposed or stated."""
    out: list[Block] = []
    for told in MODE_ORDER:
        mine = [p for p in found if p.mode == told]
        if mine:
            out += [sheet.heading(f"handout_{side}_{told}_{tense(sheet)}"),
                    sheet.items((p.words for p in mine), origins=(p.origin for p in mine))]
    return out


def _places(sheet: Sheet, places: Iterable[Promise]) -> list[Block]:
    """What it means at each place, in a table for each mode."""
    found, out = tuple(places), []
    for told in MODE_ORDER:
        rows = [(emphasized(sheet.says(f"place_{p.place.replace('-', '_')}")),
                 [Paragraph(p.id, p.words, origin=p.origin)]) for p in found if p.mode == told]
        if rows:
            key = f"handout_places_{told}_{tense(sheet)}"
            out += [sheet.heading(key), sheet.table(("handout_where", "handout_what"), rows, WIDTHS[sheet.occasion.fold], key)]
    return out


def _rights(sheet: Sheet) -> Box:
    """Know your rights: general, the same in every place."""
    return Box("rights", sheet.says("rights_title"),
               (sheet.items(sheet.says(key) for key in RIGHTS), sheet.paragraph(emphasized(sheet.says("rights_general")))))


def _contact(sheet: Sheet) -> list[Block]:
    """Whom to call, with labelled blanks where the profile is silent, and the code of the profile's link."""
    contact = sheet.frame.profile.people.contact
    values = {name: getattr(contact, name) for name in CONTACT_FIELDS}
    said = {name: (Text(known),) if known else (sheet.frame.blank(f"people.contact.{name}"),)
            for name, known in values.items()}
    link = sheet.frame.profile.choices.link
    lines = [sheet.says("call_campaign", **{k: said[k] for k in ("name", "organization", "phone", "email")}),
             sheet.says("call_clerk"), sheet.says("call_emergency")]
    if link:
        lines.append(sheet.says("call_link", link=link))
    out: list[Block] = [sheet.heading("call_title"), sheet.items(lines)]
    if link:
        out.append(qr_figure(sheet.id(), link, sheet.word("call_code", link=link), CODE_MM[sheet.occasion.fold]))
    return out


def origins(document: Document) -> tuple[Origin, ...]:
    """The clauses that stand behind the handout's promises, one for each promise."""
    listed = (o for n in walk(document) if isinstance(n, Items) for o in n.origins)
    placed = (n.origin for n in walk(document) if isinstance(n, Paragraph) and n.origin)
    return (*listed, *placed)
