"""One document that holds every class of block and inline, nested and changed. It knows the Document and no format."""

from __future__ import annotations

from generator.document import (
    Blank,
    Box,
    Cell,
    Change,
    Citation,
    Columns,
    Deleted,
    Document,
    DrafterNote,
    Duty,
    Enacting,
    EndNote,
    Figure,
    Foreign,
    Inserted,
    Items,
    Name,
    NoteAnchor,
    Notice,
    Recital,
    Reference,
    Reformatted,
    Row,
    Signature,
    SignatureBlock,
    Table,
    Term,
    Text,
    Title,
)
from tests.builders import QR, cell, doc, para, provision, said, section

ADDED = Change("inserted", "A. Reviewer", "2026-02-01")
DROPPED = Change("deleted", "A. Reviewer", "2026-02-01")


def specimen(final: bool = False, redline: bool = True, **rest) -> Document:
    """A draft ordinance with a chapter of the code, notices, tables, columns, notes and, in a redline, every change."""
    return doc(*_front(), *_body(redline), *_back(redline), final=final, **rest)


def _front() -> tuple:
    return (
        Notice("notice.draft", "draft", said("Before this draft is used"), (
            para("notice.draft.1", "Law as of January 2026. Have counsel review it.", role="body"),
            para("notice.draft.2", "Blanks", role="heading", level=2),
            Items("notice.draft.3", (said(Blank("name of the mayor", "officers.mayor.name")), said("the date of adoption"))))),
        Notice("notice.preemption", "preemption", said("State law limits this ordinance"),
               (para("notice.preemption.1", "See ", Citation("Tex. Gov’t Code § 752.053", key="tx"), "."),)),
        Title("title", said("City of Testville, Passaic County, New Jersey"), said("Ordinance No. ", Blank("ordinance number", "choices.number")),
              said("Fair & Welcoming City Ordinance"), said("An ordinance concerning services to all residents"), said("January 6, 2026")),
        Recital("recital.1", said(Text("WHEREAS", "bold"), ", <many> residents were born abroad;", NoteAnchor("note.1")),
                notes=(DrafterNote("dn.recital", ("Confirm the figure.", "Use the newest survey.")),)),
        Recital("recital.2", said(Text("WHEREAS", "bold"), ", ", Citation("8 U.S.C. § 1373(a)", ("F001",), "1373"), ", ",
                                  Citation("8 C.F.R. § 287.7(d)", ("F002",)), " and ", Citation("N.J.S.A. 40:48-2", ("F062",)),
                                  " do not require otherwise; and")),
        Enacting("enacting", said("NOW, THEREFORE, BE IT ORDAINED by the City Council:")),
    )


def _body(redline: bool) -> tuple:
    chapter = (
        section("code.policy", "Policy", para("code.policy.text", "Every resident may use the services of the City.", role="lead"),
                series="code"),
        section("code.privacy", "Privacy",
                provision("code.privacy.ask", "A.", "An agency ", Duty("must not", "shall not"), " ask about status unless",
                          series="code", heading="Asking", flush=said("and then only in private."), children=(
                              provision("code.privacy.ask.law", "(1)", "the law requires it; or", level=2, series="code", children=(
                                  provision("code.privacy.ask.law.a", "(a)", "a court orders it;", level=3, series="code"),)),
                              provision("code.privacy.ask.need", "(2)", "the service depends on it.", level=2, series="code"))),
                provision("code.privacy.share", "B.", "Records under ", Reference("code.privacy.ask.law", "§ 17-2.A(1)"), " and ",
                          Reference("code.policy", "§ 17-1"), " are confidential.", series="code",
                          notes=(DrafterNote("dn.share", ("Compare the public records act.",)),)),
                number=2, series="code"),
    )
    sections = (
        section("definitions", "Definitions", para("definitions.lead", "In this ordinance:", role="lead"),
                para("definitions.agency", Term("agency", "Agency", True), " means an office of the City.", role="definition"),
                para("definitions.form", Term("form", "Form", True), " means ", Name("Form I-247A"), ".", role="definition")),
        section("duties", "Duties",
                provision("duties.a", "(a)", "An ", Term("agency", "agency"), " ", Duty("must"), " act ", Text("promptly", "italic"),
                          " and ", Text("in writing", "underline"), "."),
                provision("duties.b", "(b)", "See ", Reference("duties.a", "subsection (a)"), " and ", Reference("code.privacy", "§ 17-2"),
                          ".", NoteAnchor("note.1"), NoteAnchor("note.2")),
                para("duties.flush", "This section binds every agency.", role="flush"), number=2),
        section("chapter", "Chapter 17 added",
                para("chapter.lead", "The Code is amended by adding Chapter 17, to read as follows:", role="lead"),
                para("chapter.heading", "Chapter 17. Fair and Welcoming City", role="heading", level=2), *chapter, number=3),
        section("mixed", "Everything else",
                para("mixed.text", "Before the list:"),
                provision("mixed.a", "(a)", "one;"),
                Items("mixed.items", (said("a bullet;"), said("another."))),
                provision("mixed.b", "(b)", "two."),
                Items("mixed.steps", (said("Read."), said("Call.")), True),
                Box("mixed.box", said("Know your rights"), (para("mixed.box.1", "You may remain silent."),)), number=4),
    )
    return (*sections, *_redlined()) if redline else sections


def _redlined() -> tuple:
    return (
        section("new", "A new section", provision("new.a", "(a)", "Wholly new."), number=5, change=ADDED),
        section("changed", "Changed words",
                para("changed.1", "The City ", Deleted(said("may"), DROPPED), Inserted(said("must ", Text("always", "bold")), ADDED), " act ",
                     Reformatted(said(Text("now", "bold")), "", Change("inserted", "A. Reviewer")), ".", role="lead"),
                provision("changed.a", "(a)", "Dropped.", change=DROPPED),
                provision("changed.b", "(b)", "Moved here.", change=Change("moved", "A. Reviewer", "", "duties.a")), number=6),
        para("dropped", "A dropped paragraph.", change=DROPPED),
    )


def _back(redline: bool) -> tuple:
    head = Row((cell("t.h1", "Member", header=True), cell("t.h2", "Yes", header=True), cell("t.h3", "No", header=True)), True)
    rows = (Row((cell("t.1", "A | B", header=True), Cell(()), Cell(()))), Row((cell("t.2", "Both columns"), cell("t.3", "spanned", span=2))),
            *((Row((cell("t.4", "New row"), Cell(()), Cell(())), change=ADDED),) if redline else ()))
    return (
        Table("votes", (head, *rows), (0.5, 0.25, 0.25), "Roll call"),
        Columns("columns", ((para("col.en", "You may remain silent."), para("col.ar", "لك الحق في التزام الصمت.")),
                            (provision("col.en.a", "(a)", "First."), provision("col.ar.a", "(a)", "أولا."))), ("en-US", "ar")),
        Figure("code", QR, "A code that leads to the website of the City", 25),
        SignatureBlock("sign", "execution", said("Approved"), (
            Signature(said(Blank("name of the mayor", "officers.mayor.name")), said("Mayor")),
            Signature(said(Name("Ana Ruiz")), said("Council President"), said("For the Council:"), dated=False))),
        SignatureBlock("attest", "attestation", said("Attest"), (Signature(said("Jo Doe"), said("City Clerk")),)),
        para("custody", "The clerk ", Text("holds", "strike"), " keeps the original, ", Foreign("es", said("el original")), ".", role="small"),
        EndNote("note.1", 1, said("American Community Survey 2023, table B05002.")),
        EndNote("note.2", 2, said("Form I-247A (8/17).")),
        EndNote("note.3", 3, said("A source that no words point to.")),
    )
