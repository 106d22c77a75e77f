"""The manifest of a file: which bookmark is which provision, from which clause. A custom XML part, written and read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from . import names
from .package import attribute

ITEM = "customXml/item1.xml"
ITEM_PROPERTIES = "customXml/itemProps1.xml"
_STORE = uuid.uuid5(uuid.NAMESPACE_URL, names.MANIFEST)


@dataclass(frozen=True, slots=True)
class Entry:
    """One bookmark: the block it marks, the kind of block (`section`), and where the block comes from."""

    bookmark: str
    id: str
    block: str = ""
    clause: str = ""
    variant: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says of itself."""

    kind: str = ""
    place: str = ""
    language: str = ""
    library_version: str = ""
    law_date: str = ""
    final: bool = False
    entries: tuple[Entry, ...] = ()

    def id_of(self, bookmark: str) -> str | None:
        """The block id of a bookmark of this file, or None."""
        return next((entry.id for entry in self.entries if entry.bookmark == bookmark), None)


def manifest_part(manifest: Manifest) -> bytes:
    """The custom XML part."""
    head = _attributes(
        kind=manifest.kind,
        place=manifest.place,
        language=manifest.language,
        library=manifest.library_version,
        law=manifest.law_date,
        state="final" if manifest.final else "draft",
    )
    rows = "".join(
        "<provision"
        + _attributes(
            bookmark=entry.bookmark,
            id=entry.id,
            block=entry.block,
            clause=entry.clause,
            variant=entry.variant,
            form=entry.form,
        )
        + "/>"
        for entry in manifest.entries
    )
    return f'{names.DECLARATION}<manifest xmlns="{names.MANIFEST}"{head}>{rows}</manifest>'.encode()


def properties_part() -> bytes:
    """The properties of the custom XML part: a fixed store id and the schema's name."""
    return (
        f'{names.DECLARATION}<ds:datastoreItem xmlns:ds="{names.DS}" ds:itemID="{{{str(_STORE).upper()}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{names.MANIFEST}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def read_manifest(part: bytes) -> Manifest | None:
    """The manifest in a custom XML part, or None where the part is something else or broken."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{names.MANIFEST}}}manifest":
        return None
    entries = tuple(
        Entry(
            bookmark=row.get("bookmark", ""),
            id=row.get("id", ""),
            block=row.get("block", ""),
            clause=row.get("clause", ""),
            variant=row.get("variant", ""),
            form=row.get("form", ""),
        )
        for row in root.iterchildren(f"{{{names.MANIFEST}}}provision")
    )
    return Manifest(
        kind=root.get("kind", ""),
        place=root.get("place", ""),
        language=root.get("language", ""),
        library_version=root.get("library", ""),
        law_date=root.get("law", ""),
        final=root.get("state") == "final",
        entries=entries,
    )


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items() if value)
