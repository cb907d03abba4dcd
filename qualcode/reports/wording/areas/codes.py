"""Sentences of the code report, the codebook and the report file: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {
    # parts of a report
    "part.appendix": ("Appendix {letter}. {title}", "Příloha {letter}. {title}", "Bilaga {letter}. {title}"),
    "title.author": ("Author", "Autor", "Författare"),
    # codes by group of respondents
    "groups.title": ("Codes by group of respondents", "Kódy podle skupin respondentů", "Koder efter grupp av informanter"),
    "groups.title_by": ("Codes by group ({attribute})", "Kódy podle skupin ({attribute})", "Koder efter grupp ({attribute})"),
    "groups.missing": (
        "The respondents are not grouped: the report was made without an attribute to group them by, such as the type of facility.",
        "Respondenti nejsou rozděleni do skupin: zpráva vznikla bez atributu, podle kterého by se dělili, například typu zařízení.",
        "Informanterna är inte indelade i grupper: rapporten gjordes utan något attribut att gruppera dem efter, till exempel typ av verksamhet.",
    ),
    "groups.single": (
        "All respondents belong to one group ({attribute}: {group}), so there is nothing to set side by side.",
        "Všichni respondenti patří do jedné skupiny ({attribute}: {group}), není tedy co klást vedle sebe.",
        "Alla informanter hör till en och samma grupp ({attribute}: {group}), så det finns inget att ställa bredvid varandra.",
    ),
    "groups.many": (
        "{attribute} has {n} values, more than fit beside each other in a table; an attribute with few values gives one.",
        "Atribut {attribute} má {n} hodnot, tedy více, než se vejde do tabulky vedle sebe; tabulku dá atribut s menším počtem hodnot.",
        "{attribute} har {n} värden, fler än som ryms bredvid varandra i en tabell; ett attribut med få värden ger en tabell.",
    ),
    # what a report is narrowed to
    "narrowed.codes": (
        "Only these codes are shown, each with everything below it: {codes}.",
        "Uvedeny jsou jen tyto kódy, vždy se vším, co pod ně patří: {codes}.",
        "Endast dessa koder visas, var och en med allt som ligger under den: {codes}.",
    ),
    "narrowed.partial": ("the chosen codes alone", "jen zvolené kódy", "endast de valda koderna"),
    "narrowed.above": (
        "What stands above them in the tree is counted by the chosen codes alone, not as a whole.",
        "To, co nad nimi stojí ve stromu, je započteno jen v rozsahu zvolených kódů, nikoli celé.",
        "Det som ligger över dem i trädet räknas endast med de valda koderna, inte i sin helhet.",
    ),
    "narrowed.documents": (
        "Only interviews with these respondents are read: {cases}.",
        "Čteny jsou jen rozhovory s těmito respondenty: {cases}.",
        "Endast intervjuerna med dessa informanter läses: {cases}.",
    ),
    "narrowed.attributes": (
        "Only respondents with these attributes are included: {values}.",
        "Zahrnuti jsou jen respondenti s těmito atributy: {values}.",
        "Endast informanter med dessa attribut ingår: {values}.",
    ),
    # codes with their quotations
    "codes.sentence": (
        "{table} lists {codes} with {quotations} of {respondents}, and leads to each code.",
        "{table} uvádí přehled: {codes}, {quotations}, {respondents}; od každého kódu vede odkaz k jeho výrokům.",
        "{table} ger en översikt: {codes}, {quotations}, {respondents}; från varje kod leder en länk till dess citat.",
    ),
    "codes.sentence_rows": (
        "{table} lists {codes} with {quotations} of {respondents}; {rows} prints the quotations one by one.",
        "{table} uvádí přehled: {codes}, {quotations}, {respondents}; {rows} obsahuje výroky po jednom.",
        "{table} ger en översikt: {codes}, {quotations}, {respondents}; {rows} återger citaten ett för ett.",
    ),
    "codes.sentence_none": (
        "{table} lists {codes}, without any quotation.",
        "{table} uvádí přehled: {codes}; výroky chybějí.",
        "{table} ger en översikt: {codes}; citat saknas.",
    ),
    "codes.caption": ("Codes with respondents and quotations", "Kódy s počtem respondentů a výroků", "Koder med antal informanter och citat"),
    "codes.description": (
        "{n} rows, categories and codes in the order of the tree, with respondents and quotations.",
        "Počet řádků: {n}; kategorie a kódy v pořadí stromu s počtem respondentů a výroků.",
        "{n} rader: kategorier och koder i trädets ordning med antal informanter och citat.",
    ),
    "codes.note": (
        "A respondent counts once, however often they speak of a code; a category counts each quotation below it once. How often something is said is not how much it matters.",
        "Každý respondent se počítá jednou, ať mluví o kódu jakkoli často; kategorie počítá každý výrok pod sebou jednou. To, jak často něco zazní, neříká, jakou to má váhu.",
        "Varje informant räknas en gång, hur ofta hen än talar om en kod; en kategori räknar varje citat under sig en gång. Hur ofta något sägs visar inte hur stor vikt det har.",
    ),
    "codes.limited": (
        "The most that is printed of one respondent under one code: {most}; left out for that reason: {n}. The counts include them.",
        "Nejvyšší počet výroků jednoho respondenta pod jedním kódem: {most}; kvůli tomu vynecháno: {n}. Uvedené počty zahrnují i vynechané.",
        "Högst {most} från en och samma informant återges under en kod; utelämnade av det skälet: {n}. Antalen omfattar även dem.",
    ),
    "codes.limited_none": (
        "The most that is printed of one respondent under one code: {most}; none had to be left out.",
        "Nejvyšší počet výroků jednoho respondenta pod jedním kódem: {most}; nic nebylo třeba vynechat.",
        "Högst {most} från en och samma informant återges under en kod; inget behövde utelämnas.",
    ),
    "codes.left_out": (
        "Not printed here: {n} ({cases}).",
        "Zde nevytištěno: {n} ({cases}).",
        "Återges inte här: {n} ({cases}).",
    ),
    "quote.also": ("also: {codes}", "také: {codes}", "även: {codes}"),
    "quote.coders": ("coded by {names}", "kódování: {names}", "kodat av {names}"),
    "quote.translated": ("translation; original language: {language}", "překlad; jazyk originálu: {language}", "översättning; originalspråk: {language}"),
    "quote.untranslated": ("not translated, in the original wording", "bez překladu, v původním znění", "ej översatt, i ursprunglig lydelse"),
    "memo.head": ("Memo ({kind}; {author}, {date}):", "Poznámka ({kind}; {author}, {date}):", "Memo ({kind}; {author}, {date}):"),
    "memo.kind.code": ("on the code", "ke kódu", "om koden"),
    "memo.kind.theoretical": ("theoretical", "teoretická", "teoretiskt"),
    "memo.kind.methodological": ("methodological", "metodologická", "metodologiskt"),
    "memo.kind.reflexive": ("reflexive", "reflexivní", "reflexivt"),
    "memo.kind.narrative": ("narrative", "narativní", "narrativt"),
    "rows.title": ("Quotations one by one", "Výroky po jednom", "Citaten ett för ett"),
    "rows.caption": ("Quotations with their codes", "Výroky a jejich kódy", "Citat med koder"),
    "rows.quotation": ("Quotation", "Výrok", "Citat"),
    "rows.words": ("Words", "Znění", "Ordalydelse"),
    "rows.codes": ("Codes", "Kódy", "Koder"),
    "rows.memo": ("Memo", "Poznámka", "Memo"),
    "rows.coders": ("Coders", "Kodéři", "Kodare"),
    "rows.description": (
        "{n} quotations, one a row: number, respondent, words, codes and memo.",
        "Výroky po řádcích (počet: {n}): číslo, respondent, znění, kódy a poznámka.",
        "{n} citat, ett per rad: nummer, informant, ordalydelse, koder och memo.",
    ),
    "rows.note": (
        "Codes in brackets belong to other quotations that share words with this one.",
        "Kódy v závorkách patří k jiným výrokům, které mají s tímto společná slova.",
        "Koder inom parentes hör till andra citat som delar ord med detta.",
    ),
    # codebook
    "codebook.sentence": (
        "{tree} shows the tree of codes ({codes}), with the respondents and quotations of each.",
        "{tree} ukazuje strom kódů ({codes}) a u každého počet respondentů a výroků.",
        "{tree} visar kodträdet ({codes}) med antalet informanter och citat för var och en.",
    ),
    "codebook.note_quotations": (
        "Below the example stand quotations of the interviews, each with respondent and number.",
        "Pod příkladem jsou uvedeny výroky z rozhovorů, vždy s respondentem a číslem.",
        "Under exemplet står citat ur intervjuerna, vart och ett med informant och nummer.",
    ),
    "codebook.approved": (
        "Signed off as approved: {codes} codes.",
        "Schváleno: {codes} kódů.",
        "Signerade som godkända: {codes} koder.",
    ),
    "signoff.draft": ("draft ({by}, {date})", "návrh ({by}, {date})", "utkast ({by}, {date})"),
    "signoff.in review": ("in review ({by}, {date})", "v posuzování ({by}, {date})", "under granskning ({by}, {date})"),
    "signoff.approved": ("approved ({by}, {date})", "schváleno ({by}, {date})", "godkänd ({by}, {date})"),
    "signoff.changed": ("changed since", "od té doby změněno", "ändrad sedan dess"),
    "lineage.merged": (
        "took in “{name}” ({by}, {date})",
        "sloučeno s „{name}“ ({by}, {date})",
        "har gått ihop med ”{name}” ({by}, {date})",
    ),
    "lineage.split": (
        "split from “{name}” ({by}, {date})",
        "odděleno z „{name}“ ({by}, {date})",
        "har brutits ut ur ”{name}” ({by}, {date})",
    ),
    "lineage.gave": (
        "gave part of its quotations to “{name}” ({by}, {date})",
        "část výroků přešla do „{name}“ ({by}, {date})",
        "har lämnat en del av sina citat till ”{name}” ({by}, {date})",
    ),
    "lineage.renamed": (
        "called “{name}” before ({by}, {date})",
        "dříve „{name}“ ({by}, {date})",
        "hette tidigare ”{name}” ({by}, {date})",
    ),
    "lineage.deleted": (
        "“{name}” was deleted ({by}, {date})",
        "smazáno: „{name}“ ({by}, {date})",
        "”{name}” har tagits bort ({by}, {date})",
    ),
    # narrative
    "narrative.title": ("What the categories tell", "O čem kategorie vypovídají", "Vad kategorierna berättar"),
    "narrative.no_categories": (
        "The codes stand in no category yet, so there is nothing to tell by category.",
        "Kódy zatím nejsou v žádné kategorii, není tedy co podle kategorií vyprávět.",
        "Koderna ligger ännu inte i någon kategori, så det finns inget att berätta per kategori.",
    ),
    "narrative.none": (
        "The text of each category comes from memos of the kind “{kind}” on the category and its codes; there are none yet. They are written with “qualcode memo add” or on the screen.",
        "Text ke každé kategorii pochází z poznámek druhu „{kind}“ u kategorie a jejích kódů; zatím tu žádné nejsou. Píší se příkazem „qualcode memo add“ nebo na obrazovce.",
        "Texten om varje kategori kommer från memon av slaget ”{kind}” om kategorin och dess koder; ännu finns inga. De skrivs med ”qualcode memo add” eller på skärmen.",
    ),
    "narrative.dangling": (
        "Cited here, but not among the quotations of this report: {citations}.",
        "Zde citováno, ale mezi výroky této zprávy není: {citations}.",
        "Citeras här, men finns inte bland rapportens citat: {citations}.",
    ),
    "narrative.missing": (
        "What “{name}” claims has not been written yet; this is for the author.",
        "Co kategorie „{name}“ tvrdí, zatím nebylo napsáno; doplní autor.",
        "Vad ”{name}” innebär har ännu inte skrivits; det återstår för författaren.",
    ),
    "narrative.silent": (
        "No quotation stands under it.",
        "Nepatří pod ni žádný výrok.",
        "Inget citat ligger under den.",
    ),
    "narrative.spread": (
        "{respondents} respondents speak of it, in {quotations}.",
        "Mluví o tom {respondents} respondentů ({quotations}).",
        "{respondents} informanter talar om detta ({quotations}).",
    ),
    "narrative.spread_groups": (
        "{respondents} respondents speak of it, in {quotations}; by group: {groups}.",
        "Mluví o tom {respondents} respondentů ({quotations}); podle skupin: {groups}.",
        "{respondents} informanter talar om detta ({quotations}); efter grupp: {groups}.",
    ),
    "narrative.deviant": (
        "Deviant case: {case}, {reason}.",
        "Odlišný případ: {case}, {reason}.",
        "Avvikande fall: {case}, {reason}.",
    ),
    "narrative.marked": (
        "marked as such in a memo of the researcher",
        "takto označen v poznámce výzkumníka",
        "vilket forskaren har noterat i ett memo",
    ),
    "narrative.apart": (
        "whose account lies two steps or more from the middle of the others’ on the criterion “{criterion}”",
        "jehož výpověď je v kritériu „{criterion}“ o dva stupně nebo více vzdálena od středu ostatních",
        "vars utsaga på kriteriet ”{criterion}” ligger två steg eller mer från mitten av de övrigas",
    ),
    # interview guide
    "guide.title": ("Interview guide", "Osnova rozhovoru", "Intervjuguide"),
    "guide.missing": (
        "The study holds no interview guide; it can be added with “qualcode guide import”.",
        "Studie neobsahuje osnovu rozhovoru; lze ji přidat příkazem „qualcode guide import“.",
        "Studien innehåller ingen intervjuguide; den kan läggas till med ”qualcode guide import”.",
    ),
    "guide.sentence": (
        "{table} gives the questions of the guide ({n}) in the order in which they were planned.",
        "{table} uvádí otázky osnovy ({n}) v plánovaném pořadí.",
        "{table} återger guidens frågor ({n}) i den ordning som var planerad.",
    ),
    "guide.caption": ("Questions of the interview guide", "Otázky osnovy rozhovoru", "Intervjuguidens frågor"),
    "guide.number": ("No.", "Č.", "Nr"),
    "guide.question": ("Question", "Otázka", "Fråga"),
    "guide.criteria": ("Criteria it may speak to", "Kritéria, k nimž se odpověď může vztahovat", "Kriterier som svaret kan gälla"),
    "guide.description": (
        "{n} questions of the interview guide with their numbers.",
        "Otázky osnovy rozhovoru s čísly, počet: {n}.",
        "{n} frågor ur intervjuguiden med nummer.",
    ),
}  # fmt: skip
