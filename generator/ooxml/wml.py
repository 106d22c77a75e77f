"""Tags of WordprocessingML by name and the canonical form of a property element. It knows no document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .names import MC, W, qn

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
V = "urn:schemas-microsoft-com:vml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"

BODY, P, R_, T, TBL, TR, TC, SDT, SECTPR = (qn(f"w:{n}") for n in "body p r t tbl tr tc sdt sectPr".split())
PPR, RPR, TBLPR, TRPR, TCPR, TBLPREX = (qn(f"w:{n}") for n in "pPr rPr tblPr trPr tcPr tblPrEx".split())
INS, DEL, MOVE_FROM, MOVE_TO = (qn(f"w:{n}") for n in "ins del moveFrom moveTo".split())
DEL_TEXT, INSTR, DEL_INSTR, FLD_CHAR, FLD_SIMPLE = (
    qn(f"w:{n}") for n in "delText instrText delInstrText fldChar fldSimple".split())
HYPERLINK, SDT_CONTENT, SDT_PR, SMART_TAG, CUSTOM_XML, BDO, DIR = (
    qn(f"w:{n}") for n in "hyperlink sdtContent sdtPr smartTag customXml bdo dir".split())
TXBX, ID, VAL, AUTHOR, DATE, NAME = (qn(f"w:{n}") for n in "txbxContent id val author date name".split())
BOOKMARK_START, BOOKMARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ALTERNATE, CHOICE, FALLBACK = (f"{{{MC}}}{n}" for n in ("AlternateContent", "Choice", "Fallback"))
OMATH, OMATH_PARA = f"{{{M}}}oMath", f"{{{M}}}oMathPara"

CHANGES_OF_PROPERTIES = {
    qn(f"w:{n}Change"): n for n in "rPr pPr tblPr tblPrEx trPr tcPr sectPr tblGrid numbering".split()
}
REVISION_MARKS = frozenset((INS, DEL, MOVE_FROM, MOVE_TO))
REVISION_RANGES = frozenset(
    qn(f"w:{n}") for n in (
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
        "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd "
        "customXmlMoveToRangeStart customXmlMoveToRangeEnd").split())
CELL_MARKS = frozenset(qn(f"w:{n}") for n in "cellIns cellDel cellMerge".split())

# Ids of drawn shapes: they tie nothing together but a shape to itself.
VML_TYPE = f"{{{V}}}shapetype"
VML_IDS = ("id", "{urn:schemas-microsoft-com:office:office}spid")

# Fields whose result Word computes: what was last computed is no part of what the file says.
COMPUTED_FIELDS = frozenset(
    "PAGE NUMPAGES SECTIONPAGES SECTION PAGEREF REF NOTEREF SEQ STYLEREF DATE TIME AUTONUM LISTNUM".split())

# Marks without width that stand between words or between paragraphs.
MARKERS = frozenset(
    {qn(f"w:{n}") for n in (
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd proofErr").split()} | REVISION_RANGES)

_RUN_TIME = frozenset({
    qn(f"w:{n}") for n in "rsidR rsidRPr rsidP rsidRDefault rsidTr rsidDel rsidSect".split()
} | {f"{{{W14}}}paraId", f"{{{W14}}}textId"})
_ON = frozenset(("1", "true", "on"))

_ID_VALUES = etree.XPath("//@w:id", namespaces={"w": W}, smart_strings=False)

Signature = tuple


def signature(element: etree._Element | None, without: frozenset[str] = frozenset()) -> Signature:
    """The children of a property element as a tuple that is equal exactly when they mean the same; () for none."""
    if element is None or not len(element):
        return ()
    found = [_canonical(child) for child in element if child.tag not in without]
    if len(found) > 1:
        found.sort()
    return tuple(found)


def _canonical(element: etree._Element) -> Signature:
    attributes = element.items()
    if attributes:
        if len(attributes) == 1:
            name, value = attributes[0]
            if (name == VAL and value in _ON) or name in _RUN_TIME:
                attributes = ()
        else:
            attributes = sorted(pair for pair in attributes if pair[0] not in _RUN_TIME)
    return (element.tag, tuple(attributes), tuple([_canonical(c) for c in element]) if len(element) else ())


_NOT_FORMAT = REVISION_MARKS | {qn("w:rPrChange")}
_NOT_LAYOUT = frozenset((RPR, SECTPR, qn("w:pPrChange")))
_NOT_SECTION = frozenset((qn("w:headerReference"), qn("w:footerReference"), qn("w:sectPrChange"), qn("w:printerSettings")))
_NOT_ROW = frozenset((INS, DEL, qn("w:trPrChange")))
_NOT_CELL = CELL_MARKS | {qn("w:tcPrChange")}
_NOT_TABLE = frozenset((qn("w:tblPrChange"),))


_formats: dict[bytes, Signature] = {}  # of runs, by their XML: a document has thousands of runs and few formats
_MOST_FORMATS = 4096


def run_format(rpr: etree._Element | None) -> Signature:
    """Direct formatting of a run."""
    if rpr is None or not len(rpr):
        return ()
    written = etree.tostring(rpr, with_tail=False)
    known = _formats.get(written)
    if known is None:
        if len(_formats) > _MOST_FORMATS:
            _formats.clear()
        known = _formats[written] = signature(rpr, _NOT_FORMAT)
    return known


def layout(ppr: etree._Element | None) -> Signature:
    """Direct formatting of a paragraph, without its mark and its section."""
    return signature(ppr, _NOT_LAYOUT)


def section_format(sectpr: etree._Element | None) -> Signature:
    """Properties of a section, without its headers and footers."""
    return signature(sectpr, _NOT_SECTION)


def row_format(trpr: etree._Element | None) -> Signature:
    """Properties of a table row."""
    return signature(trpr, _NOT_ROW)


def cell_format(tcpr: etree._Element | None) -> Signature:
    """Properties of a table cell."""
    return signature(tcpr, _NOT_CELL)


def table_format(tblpr: etree._Element | None) -> Signature:
    """Properties of a table."""
    return signature(tblpr, _NOT_TABLE)


def text_of(t: etree._Element) -> str:
    """The characters of w:t as Word reads them: outer white space counts only when it is to be preserved."""
    text = t.text or ""
    if text and t.get(SPACE) != "preserve" and (text[0] in " \t\r\n" or text[-1] in " \t\r\n"):
        return text.strip(" \t\r\n")
    return text


def mark_of(p: etree._Element) -> etree._Element | None:
    """The w:rPr of the paragraph mark, or None."""
    ppr = p.find(PPR)
    return None if ppr is None else ppr.find(RPR)


def section_of(p: etree._Element) -> etree._Element | None:
    """The section that ends with this paragraph, or None."""
    ppr = p.find(PPR)
    return None if ppr is None else ppr.find(SECTPR)


def descend(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Elements of these tags in document order, as a list that may be changed while it is walked."""
    return iter(list(root.iter(*tags)))


def highest_id(root: etree._Element) -> int:
    """The highest number used as an annotation id (w:id) in a part; 0 when there is none."""
    return max((int(v) for v in _ID_VALUES(root) if v.isdigit()), default=0)
