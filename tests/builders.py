"""Small builders of documents for tests, and one rich sample. They know the Document and no format."""

from __future__ import annotations

from generator.document import (
    Blank,
    Block,
    Box,
    Cell,
    Citation,
    Columns,
    Document,
    DrafterNote,
    Duty,
    Enacting,
    EndNote,
    Figure,
    Inline,
    Inlines,
    Items,
    LanguageRecord,
    Level,
    Name,
    NoteAnchor,
    Notice,
    Origin,
    Paragraph,
    Properties,
    Provision,
    Recital,
    Reference,
    Row,
    Section,
    Series,
    Signature,
    SignatureBlock,
    Table,
    Term,
    Text,
    Title,
)

INSTRUMENT = Series(
    "instrument",
    (
        Level("decimal", "Section {n}.", "Section"),
        Level("lower-letter", "({n})", "subsection"),
        Level("decimal", "({n})", "paragraph"),
        Level("upper-letter", "({n})", "subparagraph"),
        Level("lower-roman", "({n})", "clause"),
    ),
)
CODE = Series(
    "code",
    (
        Level("decimal", "§ 17-{n}.", "§"),
        Level("upper-letter", "{n}.", "subsection"),
        Level("decimal", "({n})", "paragraph"),
        Level("lower-letter", "({n})", "subparagraph"),
    ),
)


def said(*content: str | Inline) -> Inlines:
    """Inlines from words and inlines."""
    return tuple(Text(one) if isinstance(one, str) else one for one in content)


def doc(
    *blocks: Block,
    final: bool = False,
    series: tuple[Series, ...] = (INSTRUMENT, CODE),
    language: LanguageRecord | None = None,
    title: str = "Welcoming Ordinance",
    kind: str = "ordinance",
    **rest,
) -> Document:
    """A document of some blocks."""
    record = language or LanguageRecord()
    return Document(
        kind,
        "testville-nj",
        title,
        tuple(blocks),
        series=series,
        language=record,
        final=final,
        properties=Properties(
            title=title,
            language=record.tag,
            library_version="0.1",
            law_date="2026-01-01",
            licence="CC0-1.0",
            subject="Model instrument",
        ),
        **rest,
    )


def section(id: str, heading: str, *children: Block, number: int = 1, series: str = "instrument", **rest) -> Section:
    """A numbered section."""
    pattern = {"instrument": "Section {n}.", "code": "§ 17-{n}."}[series]
    return Section(id, said(heading), children, series=series, designator=pattern.format(n=number), **rest)


def provision(
    id: str,
    designator: str,
    *chapeau: str | Inline,
    children: tuple[Provision, ...] = (),
    level: int = 1,
    flush: Inlines = (),
    heading: str = "",
    series: str = "instrument",
    **rest,
) -> Provision:
    """A subdivision with its mark."""
    return Provision(
        id, level, said(*chapeau), children, flush, said(heading) if heading else (), series, designator, **rest
    )


def para(id: str, *content: str | Inline, role: str = "body", **rest) -> Paragraph:
    """An unnumbered paragraph."""
    return Paragraph(id, said(*content), role, **rest)


def cell(id: str, *content: str | Inline, header: bool = False, span: int = 1) -> Cell:
    """A table cell of one paragraph."""
    return Cell((para(id, *content),), header, span)


QR = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="33" height="33" viewBox="0 0 33 33">'
    '<path fill="#fff" d="M0 0h33v33h-33z"/><path stroke="#000" d="M4 4.5h7m1 0h3m7 0h7m-25 1h1m5 0h1m1 0h1"/>'
    "</svg>"
)


def draft_notice() -> Notice:
    """The summary that stands on a draft's first page."""
    return Notice(
        "notice.draft",
        "draft",
        said("Draft: not for adoption"),
        (
            para(
                "notice.why",
                "Have this draft reviewed by the municipal attorney before introduction. Law as of January 1, 2026.",
            ),
            para("notice.blanks.heading", "Blanks to fill", role="heading", level=2),
            Items(
                "notice.blanks",
                (
                    said(Blank("name of the mayor", "officers.mayor.name"), " (officers.mayor.name)"),
                    said(Blank("ordinance number", "number"), " (number)"),
                ),
            ),
            para("notice.changed.heading", "Left out or changed", role="heading", level=2),
            Table(
                "notice.changes",
                (
                    Row((cell("c1", "Clause", header=True), cell("c2", "What happened", header=True)), header=True),
                    Row((cell("c3", "Community commission"), cell("c4", "Urges, because a resolution binds no one."))),
                ),
                (0.4, 0.6),
                "Clauses left out or changed",
            ),
        ),
    )


def detainers() -> Section:
    """A section with every level of subdivision, flush text and a reference."""
    deepest = tuple(
        provision(f"detainers.hold.warrant.signed.r{at}", f"({mark})", words, level=4)
        for at, (mark, words) in enumerate(
            (("i", "issued by a judge or magistrate; and"), ("ii", "supported by probable cause; or"))
        )
    )
    third = (
        provision(
            "detainers.hold.warrant.signed",
            "(A)",
            "the authority presents a ",
            Term("judicial-warrant", "judicial warrant"),
            " that is",
            children=deepest,
            level=3,
        ),
        provision("detainers.hold.warrant.order", "(B)", "a court orders it.", level=3),
    )
    second = (
        provision(
            "detainers.hold.past",
            "(1)",
            "hold a person past the time when the person would otherwise be released; or",
            level=2,
        ),
        provision(
            "detainers.hold.warrant",
            "(2)",
            "transfer a person to an ",
            Term("authority", "immigration authority"),
            ", unless",
            children=third,
            level=2,
        ),
    )
    return section(
        "detainers",
        "Detainers and release",
        provision(
            "detainers.hold",
            "(a)",
            "On the basis of a civil detainer (Form ",
            Citation("I-247A"),
            "), an ",
            Term("agency", "agency"),
            " ",
            Duty("must not"),
            children=second,
            flush=said(
                "This subsection applies whether or not the detainer is accompanied by an administrative warrant."
            ),
            heading="Civil detainers",
        ),
        provision(
            "detainers.notice",
            "(b)",
            "An agency ",
            Duty("must", "shall"),
            " give the person a copy of the detainer. ",
            Reference("privacy", "Section 3"),
            " applies to that copy, and ",
            Reference("detainers.hold.warrant", "Section 2(a)(2)"),
            " to its use.",
            NoteAnchor("note.1"),
        ),
        provision(
            "detainers.report",
            "(c)",
            "The ",
            Name("Chief of Police"),
            " must report each year on ",
            Reference("detainers.hold", "subsection (a)"),
            ".",
        ),
        number=2,
        origin=Origin("detainers", "model", "binds"),
        notes=(
            DrafterNote(
                "note.detainers",
                (
                    "This version forbids holding a person on a civil detainer. A step down permits transfers.",
                    "Counsel should check the county's agreements.",
                ),
            ),
        ),
    )


def roll_call() -> Table:
    """A roll-call table with empty cells to tick."""
    head = Row(
        tuple(
            cell(f"rc.h{at}", words, header=True)
            for at, words in enumerate(("Member", "Aye", "Nay", "Abstain", "Absent"))
        ),
        header=True,
    )
    rows = tuple(
        Row(
            (
                cell(f"rc.{at}.0", Blank(f"council member {at}", "bodies.governing.members")),
                *(Cell(()) for _ in range(4)),
            )
        )
        for at in range(1, 5)
    )
    return Table("roll-call", (head, *rows), (0.4, 0.15, 0.15, 0.15, 0.15), "Roll call")


def sample(final: bool = False) -> Document:
    """A whole ordinance with every block and inline class but changes."""
    chapter = (
        section(
            "code.policy",
            "Policy",
            para("code.policy.text", "Every resident may use the services of the City.", role="lead"),
            number=1,
            series="code",
        ),
        section(
            "code.privacy",
            "Privacy",
            provision(
                "code.privacy.ask",
                "A.",
                "An agency must not ask about immigration status unless",
                series="code",
                children=(
                    provision("code.privacy.ask.law", "(1)", "the law requires it; or", level=2, series="code"),
                    provision("code.privacy.ask.need", "(2)", "the service depends on it.", level=2, series="code"),
                ),
            ),
            provision(
                "code.privacy.share",
                "B.",
                "Records under ",
                Reference("code.privacy.ask.law", "§ 17-2.A(1)"),
                " and ",
                Reference("code.policy", "§ 17-1"),
                " are confidential.",
                series="code",
            ),
            number=2,
            series="code",
        ),
    )
    blocks: list[Block] = [] if final else [draft_notice()]
    blocks += [
        Notice(
            "notice.preemption",
            "preemption",
            said("State law limits this ordinance"),
            (para("notice.preemption.text", "Section 2 was adopted with knowledge of state law."),),
        ),
        Title(
            "title",
            said("City of Testville, Passaic County, New Jersey"),
            said("Ordinance No. ", Blank("number", "number")),
            said("Fair and Welcoming City Ordinance"),
            said(
                "An ordinance concerning the services of the City to all residents, and adding Chapter 17 to the Code"
            ),
            said("Introduced January 6, 2026"),
        ),
        Recital(
            "recital.1",
            said(
                Text("WHEREAS", "bold"),
                ", the City of Testville is home to people from many countries, of whom 41 percent were born abroad;",
            ),
        ),
        Recital(
            "recital.2",
            said(
                Text("WHEREAS", "bold"),
                ", the Constitution of the United States forbids the federal government to "
                "command the officers of a State, ",
                Citation("Printz v. United States, 521 U.S. 898 (1997)"),
                ", and ",
                Citation("8 U.S.C. § 1373"),
                " does not require otherwise; and",
            ),
            notes=(DrafterNote("note.printz", ("Anti-commandeering.",)),),
        ),
        Enacting("enacting", said("NOW, THEREFORE, BE IT ORDAINED by the City Council of the City of Testville:")),
        section(
            "definitions",
            "Definitions",
            para("definitions.lead", "In this chapter:", role="lead"),
            para(
                "definitions.agency",
                Term("agency", "Agency", True),
                " means a department, board or officer of the City.",
                role="definition",
            ),
            para(
                "definitions.warrant",
                Term("judicial-warrant", "Judicial warrant", True),
                " means a warrant that a judge of a court has signed, as ",
                Citation("N.J.S.A. 2C:43-1"),
                " has it.",
                role="definition",
            ),
            number=1,
            origin=Origin("definitions"),
        ),
        detainers(),
        section(
            "privacy",
            "Privacy of records",
            para(
                "privacy.text",
                "An agency must not collect immigration status. Each agency must post this notice by ",
                Blank("date", "choices.date"),
                ".",
                NoteAnchor("note.2"),
                role="lead",
            ),
            Items(
                "privacy.items",
                (said("at the counter;"), said("on its website; and"), said("in each language of its users.")),
            ),
            Items("privacy.steps", (said("Read the request."), said("Call the City Attorney.")), ordered=True),
            number=3,
            origin=Origin("privacy", "narrow", "binds"),
        ),
        section(
            "chapter",
            "Chapter 17 added",
            para(
                "chapter.lead",
                "The Code of the City is amended by adding a new Chapter 17, to read as follows:",
                role="lead",
            ),
            *chapter,
            number=4,
        ),
        section(
            "effective",
            "Effective date",
            para(
                "effective.text",
                "This ordinance takes effect 20 days after passage, as ",
                Reference("chapter", "Section 4"),
                " and ",
                Reference("effective.text", "Section 5"),
                " provide.",
                NoteAnchor("note.1"),
                role="lead",
            ),
            number=5,
        ),
        Box("box", said("Whom to call"), (para("box.text", "City Clerk: (201) 555-0142"),)),
        Figure("figure", QR, "A code that leads to the City's website", 25),
        Columns(
            "columns",
            (
                (
                    para("col.en", "You have the right to remain silent."),
                    para("col.es", "Usted tiene derecho a guardar silencio."),
                ),
            ),
            ("en-US", "es-US"),
        ),
        roll_call(),
        SignatureBlock(
            "signatures",
            "execution",
            said("Approved"),
            (
                Signature(said(Blank("name of the mayor", "officers.mayor.name")), said("Mayor")),
                Signature(said(Name("Ana Ruiz")), said("Council President"), said("For the Council:")),
            ),
        ),
        SignatureBlock("attestation", "attestation", said("Attest"), (Signature(said("Jo Doe"), said("City Clerk")),)),
        EndNote("note.1", 1, said("Form I-247A (8/17), U.S. Immigration and Customs Enforcement.")),
        EndNote("note.2", 2, said("American Community Survey 2023, table B05002.")),
    ]
    return doc(*blocks, final=final)
