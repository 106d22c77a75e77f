"""How the parts of an instrument begin: recitals, enacting words, headings, definitions, signatures. Knows no numbering."""

from __future__ import annotations

import re

RECITAL = re.compile(r"^(?:\(?\w{1,3}[.)]\s+)?(?:AND\s+)?WHEREAS\b|^(?:\(?\w{1,3}[.)]\s+)?Whereas\b[,:]?\s")
_BODY = (r"(?:(?:City|Borough|Town|Township|Village|County|Common|Municipal|Metropolitan|Governing)?\s*(?:Council|Committee|"
         r"Commission|Board|"
         r"Trustees|Supervisors|Commissioners|Body|Legislature|Aldermen))")
ENACTING = re.compile(
    r"^(?:NOW,?\s+THEREFORE|Now,?\s+[Tt]herefore|BE IT (?!FURTHER)|Be it (?!further)|IT IS (?:HEREBY )?(?:ORDERED|RESOLVED|"
    r"ORDAINED|DIRECTED)|"
    r"It is (?:hereby )?(?:ordered|resolved|ordained)|THEREFORE,? |Therefore,? (?:be it|I,)|ORDERED\b|RESOLVED\b(?! FURTHER)|"
    r"I,\s.{3,160}?(?:order|direct|proclaim|declare)|(?:THE|The)\s.{3,140}?\b(?:ORDAINS?|[Oo]rdains?|HEREBY RESOLVES?|"
    r"hereby resolves?|"
    r"DO(?:ES)? (?:HEREBY )?ORDAIN|do(?:es)? (?:hereby )?ordain|RESOLVES?:|resolves?:)|By virtue of (?:the|my)|BY VIRTUE OF|"
    r"Pursuant to the (?:authority|power)|By the authority vested|BY THE AUTHORITY)")
FURTHER = re.compile(r"^(?:AND )?(?:BE IT (?:FURTHER|FINALLY)|Be it (?:further|finally)|FURTHER RESOLVED|RESOLVED,? FURTHER|"
                     r"And be it further)")
OPERATIVE = re.compile(
    r"^(?P<words>.*?\b(?:RESOLVED|[Rr]esolved|ORDAINED|[Oo]rdained|ORDERED|[Oo]rdered)\b(?:(?!\bthat\b|"
    r"\bTHAT\b).){0,200}?,?\s+(?:that|THAT):?)"
    r"\s+(?P<rest>\S.*)$")
SIGNATURE = re.compile(
    r"^(?:IN WITNESS|In witness|ATTEST\b|Attest(?:ed)?\b[:\s]?|APPROVED(?: AS TO| BY|:|\s*$| this)|Approved (?:as to|by|this)|"
    r"ADOPTED\b|Adopted(?: this| on|:| by)|"
    r"SIGNED\b|Signed\b|SO ORDERED|So ordered|DATED\b|Dated\b|By:|/s/|PASSED\b|Passed (?:and|this|on)|INTRODUCED\b|"
    r"Introduced(?: by|:| on)|"
    r"First [Rr]eading\b|FIRST READING|Second [Rr]eading\b|ROLL CALL|RECORD OF|Roll [Cc]all|MOTION\b|Moved by|Ayes\b|AYES\b|"
    r"Yeas\b|YEAS\b|"
    r"CERTIFICATION\b|Certification\b|I(?:, .{3,60},)? (?:do )?hereby certify|The foregoing|ISSUED\b|Issued (?:this|at|on)|"
    r"GIVEN under|Given under|"
    r"Executed\b|_{5,}\s*(?:$|\(?(?:Date|Mayor|Name|[A-Z])))")
_TITLE_OF_OFFICE = (r"(?:Mayor|Clerk|Municipal Clerk|City Clerk|Township Clerk|Borough Clerk|Council President|President|"
                    r"Supervisor|Manager|"
                    r"Chief of Police|Director|Superintendent|Attorney|Solicitor|Corporation Counsel|Executive)")
OFFICER = re.compile(rf"^(?:Hon\. )?[A-Z][\w.’' -]{{3,40}},\s*(?:City |Township |Borough |Town |Village |"
                     rf"County )?{_TITLE_OF_OFFICE}\b[^.;]{{0,30}}$|"
                     rf"^(?:City |Township |Borough |Town |Village |County )?{_TITLE_OF_OFFICE}$")
ATTACHED = re.compile(r"^(?:EXHIBIT|Exhibit|APPENDIX|Appendix|ATTACHMENT|Attachment|SCHEDULE|Schedule|ANNEX|Annex) (?:[A-Z]|\d+)\b")

VERB = (r"(?:shall mean and include|means and includes|means or includes|shall be defined as|is defined as|are defined as|"
        r"shall mean|"
        r"shall include|shall refer to|shall have the meaning|has the meaning|have the meaning|refers to|refer to|means|mean|"
        r"includes|include|denotes)\b")
DEFINITION = re.compile(rf"^(?:The (?:term|word)s? )?(?P<open>[“\"])(?P<term>[^”\"]{{2,80}}?),?[”\"](?:,? (?:or|"
                        rf"and) [“\"][^”\"]{{2,80}}[”\"])?"
                        rf"\s*(?:\([^)]*\)\s*)?[:,–—-]?\s*(?={VERB}|is any|is an? |are )")
BARE_DEFINITION = re.compile(rf"^[A-Z][\w’'/() -]{{1,60}}?[:,]?\s+(?:{VERB}|: [A-Z])")
_DUTY = re.compile(r"\b(?:shall|must|may|is|are|was|were|has|have|will|takes?|means|does|do|apply|applies|urges?|directs?|"
                   r"supports?|calls? (?:on|upon)|"
                   r"becomes?|establish(?:es)?|agrees?|adopts?|prohibits?|holds?|repeals?|resolves?|created|amended|repealed)\b")
_RUN_IN = re.compile(r"^(?P<head>[A-Z0-9][^.:;“”\"]{1,90}?)(?:\.\s*[–—-]?|:|\s[–—])\s+(?=[A-Z“\"(§\d])")
HEADING_WORDS = 14


def is_heading(text: str) -> bool:
    """Whether a whole line reads as a heading: short, without a verb of law, no sentence."""
    bare = text.rstrip(" .:–—-")
    if not bare or len(bare.split()) > HEADING_WORDS or text.rstrip().endswith((";", ",", "?", ":")) or not re.search(r"[A-Za-z]", bare):
        return False
    return not (bare[:1].islower() or re.search(r"[.;:]\s", bare)) and (bare.isupper() or not _DUTY.search(bare))


def split_heading(text: str, bold: str = "") -> tuple[str, str]:
    """The run-in heading of a text and what follows it; an empty heading where there is none."""
    if bold and len(bold.split()) <= HEADING_WORDS and text.startswith(bold) and bold != text and not re.search(r"\b(?:shall|must)\b", bold):
        rest = text[len(bold):]
        if re.match(r"\s*[.:–—-]|\s{1,3}\S", rest) and not re.match(r"\s+[a-z]", rest):
            return bold.rstrip(" .:–—-"), rest.lstrip(" .:–—-")
    match = _RUN_IN.match(text)
    if match and len(match["head"].split()) <= 9 and (match["head"].isupper() or _nominal(match["head"])) and _title_like(match["head"]):
        return match["head"].strip(), text[match.end():]
    return "", text


def _nominal(head: str) -> bool:
    """Whether words have no verb of law, or ask: What federal law does not require."""
    asks = re.match(r"(?:What|When|Who|How|Where|Why)\b", head) and not re.search(r"\b(?:shall|must)\b", head)
    return bool(asks) or not _DUTY.search(head)


def _title_like(head: str) -> bool:
    """Whether words can be a heading and no beginning of a sentence or citation."""
    return not re.search(r"\b(?:v|vs|No|U\.S|C\.F\.R|Inc|St|Mr|Ms|Dr|Sec|Art|et al|N\.J|seq)$", head) and not re.match(
        r"(?:In this|As used|For (?:the )?purposes?|If|When|Where|Unless|No|Any|Each|Every|Nothing|All)\b.*\b(?:of|the|this)\b", head)
