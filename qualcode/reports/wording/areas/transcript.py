"""Sentences of the coded transcript and of the sheets of a report: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {
    "subtitle.transcript": ("Coded transcripts", "Kódované přepisy", "Kodade utskrifter"),
    "transcript.title": ("Coded transcripts", "Kódované přepisy", "Kodade utskrifter"),
    "transcript.heading": ("{case}, interview {number}", "{case}, rozhovor {number}", "{case}, intervju {number}"),
    "transcript.coders": ("Coders", "Kodéři", "Kodare"),
    "transcript.turns": ("turns", "repliky", "repliker"),
    "transcript.words": ("words", "slova", "ord"),
    "transcript.codings": ("codings", "kódování", "kodningar"),
    "transcript.language": ("language", "jazyk", "språk"),
    "transcript.how": (
        "The interviews are printed word for word. Turns bear the numbers that citations refer to. Each coding stands as a comment on exactly the words it belongs to, with the code, the number of the quotation, the place of the code in the codebook and, where there is one, the memo; its author is the coder. Where a file cannot hold comments, a passage stands between numbered brackets, [₁ and ]₁, and what is said of it follows under the same number.",
        "Rozhovory jsou vytištěny doslovně. Repliky nesou čísla, na která odkazují citace. Každé kódování je uvedeno jako komentář přesně u těch slov, k nimž patří: obsahuje kód, číslo výroku, zařazení kódu v kódovníku a případnou poznámku (memo); autorem komentáře je kodér. Tam, kde soubor komentáře obsahovat nemůže, stojí pasáž mezi číslovanými závorkami [₁ a ]₁ a to, co se k ní vztahuje, následuje pod týmž číslem.",
        "Intervjuerna återges ordagrant. Replikerna bär de nummer som hänvisningarna avser. Varje kodning står som kommentar vid exakt de ord den gäller, med koden, citatets nummer, kodens plats i kodboken och, där det finns, memot; kommentarens författare är kodaren. Där en fil inte kan innehålla kommentarer står avsnittet mellan numrerade hakparenteser, [₁ och ]₁, och det som sägs om det följer under samma nummer.",
    ),
    "transcript.how_margin": (
        "The interviews are printed word for word. Turns bear the numbers that citations refer to. A coded passage stands between numbered brackets, [₁ and ]₁; the column beside it gives under the same number the codes, the number of the quotation and, where there is one, the memo.",
        "Rozhovory jsou vytištěny doslovně. Repliky nesou čísla, na která odkazují citace. Kódovaná pasáž stojí mezi číslovanými závorkami [₁ a ]₁; sloupec vedle ní uvádí pod týmž číslem kódy, číslo výroku a případnou poznámku (memo).",
        "Intervjuerna återges ordagrant. Replikerna bär de nummer som hänvisningarna avser. Ett kodat avsnitt står mellan numrerade hakparenteser, [₁ och ]₁; spalten bredvid anger under samma nummer koderna, citatets nummer och, där det finns, memot.",
    ),
    "transcript.none": (
        "The study holds no interview that could be printed here.",
        "Studie neobsahuje žádný rozhovor, který by zde mohl být vytištěn.",
        "Studien innehåller ingen intervju som kan återges här.",
    ),
    "transcript.uncoded": (
        "This interview has no coding that would be printed here.",
        "Tento rozhovor nemá žádné kódování, které by zde bylo uvedeno.",
        "Denna intervju har ingen kodning som återges här.",
    ),
    "transcript.withheld": (
        "Codings of coders who code blind are left out.",
        "Kódování kodérů, kteří kódují naslepo, nejsou uvedena.",
        "Kodningar av kodare som kodar blint har utelämnats.",
    ),
    "transcript.table": ("Coded transcript of {case}", "Kódovaný přepis: {case}", "Kodad utskrift: {case}"),
    "transcript.description": (
        "The interview turn by turn, {n} rows: number and time of the turn, what is said with coded passages between numbered brackets, and the codes.",
        "Rozhovor po replikách, počet řádků: {n}: číslo a čas repliky, vyřčený text s kódovanými pasážemi mezi číslovanými závorkami a kódy.",
        "Intervjun replik för replik, {n} rader: replikens nummer och tid, det sagda med kodade avsnitt mellan numrerade hakparenteser samt koderna.",
    ),
    "transcript.number": ("No.", "Č.", "Nr"),
    "transcript.turn": ("Turn", "Replika", "Replik"),
    "transcript.time": ("Time", "Čas", "Tid"),
    "transcript.text": ("Text", "Text", "Text"),
    "transcript.codes": ("Codes", "Kódy", "Koder"),
    "transcript.note": ("Note", "Poznámka", "Anteckning"),
    "transcript.memo": ("Memo", "Poznámka (memo)", "Memo"),
    "sheets.about": ("about", "o souboru", "om filen"),
    "sheets.table": ("Sheet", "List", "Blad"),
    "sheets.what": ("What", "Údaj", "Uppgift"),
    "sheets.value": ("Value", "Hodnota", "Värde"),
    "sheets.report": ("Report", "Zpráva", "Rapport"),
    "sheets.caption": ("Caption", "Název", "Rubrik"),
    "sheets.description": ("Description", "Popis", "Beskrivning"),
    "sheets.note": ("Note", "Poznámka", "Anmärkning"),
    "sheets.sign": ("Sign", "Značka", "Tecken"),
    "sheets.none": (
        "This report holds no table; its text is in the report as docx, md, html or tex.",
        "Tato zpráva neobsahuje žádnou tabulku; její text je ve zprávě ve formátu docx, md, html nebo tex.",
        "Rapporten innehåller ingen tabell; dess text finns i rapporten som docx, md, html eller tex.",
    ),
}  # fmt: skip
