"""Sentences of files for a reviewer: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {
    "review.codebook.title": (
        "Codebook for review",
        "Kódovník k připomínkování",
        "Kodbok för granskning",
    ),
    "review.transcript.title": (
        "Coded transcript for review: {case}",
        "Kódovaný přepis k připomínkování: {case}",
        "Kodad utskrift för granskning: {case}",
    ),
    "review.transcript.numbered": (
        "Coded transcript for review: {case}, interview {number}",
        "Kódovaný přepis k připomínkování: {case}, rozhovor {number}",
        "Kodad utskrift för granskning: {case}, intervju {number}",
    ),
    "review.how": ("How to review", "Jak připomínkovat", "Så granskar du"),
    "review.how.comment": (
        "Select any words and add a comment. A comment on a heading speaks of the code as a whole.",
        "Označte libovolná slova a přidejte komentář. Komentář u nadpisu se týká kódu jako celku.",
        "Markera valfria ord och lägg till en kommentar. En kommentar vid en rubrik gäller koden som helhet.",
    ),
    "review.how.edit": (
        "Change names and definitions directly in the text, with or without tracked changes.",
        "Názvy a definice upravujte přímo v textu, se sledováním změn i bez něj.",
        "Ändra namn och definitioner direkt i texten, med eller utan spårade ändringar.",
    ),
    "review.how.new": (
        "New codes can be written anywhere; they come back as a note, not as a code.",
        "Nové kódy můžete napsat kamkoli; vrátí se jako poznámka, nikoli jako kód.",
        "Nya koder kan skrivas var som helst; de kommer tillbaka som en anteckning, inte som en kod.",
    ),
    "review.how.transcript": (
        "Select any words and add a comment, or reply to a comment that names a code. The transcript itself is not changed by edits in this file.",
        "Označte libovolná slova a přidejte komentář, nebo odpovězte na komentář, který uvádí kód. Úpravy v tomto souboru samotný přepis nezmění.",
        "Markera valfria ord och lägg till en kommentar, eller svara på en kommentar som anger en kod. Själva utskriften ändras inte av redigeringar i filen.",
    ),
    "review.how.return": (
        "Save the file as .docx and send it back. Nothing is adopted until the researcher has accepted it.",
        "Soubor uložte jako .docx a pošlete zpět. Nic se nepřevezme, dokud to autor či autorka výzkumu nepřijme.",
        "Spara filen som .docx och skicka tillbaka den. Inget övertas förrän forskaren har godtagit det.",
    ),
    "review.codes": ("Codes", "Kódy", "Koder"),
    "review.text": ("Transcript", "Přepis", "Transkription"),
    "review.none": (
        "The codebook holds no code yet.",
        "Kódovník zatím neobsahuje žádný kód.",
        "Kodboken innehåller ännu ingen kod.",
    ),
    "review.kind.theme": ("Theme", "Téma", "Tema"),
    "review.kind.category": ("Category", "Kategorie", "Kategori"),
    "review.kind.code": ("Code", "Kód", "Kod"),
    "review.under": ("under {path}", "pod: {path}", "under {path}"),
    "review.used": (
        "{quotations}, {respondents} respondents",
        "{quotations}, respondenti: {respondents}",
        "{quotations}, respondenter: {respondents}",
    ),
    "review.unused": ("not applied yet", "zatím nepoužito", "ännu inte använd"),
    "review.state.draft": ("draft", "návrh", "utkast"),
    "review.state.in review": ("in review", "v posuzování", "under granskning"),
    "review.state.approved": ("approved", "schváleno", "godkänd"),
    "review.state.changed": (
        "approved, changed since",
        "schváleno, od té doby změněno",
        "godkänd, ändrad sedan dess",
    ),
    "review.field.name": ("Name", "Název", "Namn"),
    "review.field.brief": ("Brief definition", "Stručná definice", "Kort definition"),
    "review.field.full": ("Full definition", "Úplná definice", "Fullständig definition"),
    "review.field.when": ("When to use", "Kdy použít", "När den används"),
    "review.field.when_not": ("When not to use", "Kdy nepoužít", "När den inte används"),
    "review.field.example": ("Example", "Příklad", "Exempel"),
    "review.field.memo": ("Memo", "Poznámka", "Memo"),
    "review.field.condensed": ("Condensed text", "Kondenzovaný text", "Kondenserad text"),
    "review.field.translation": ("Translation", "Překlad", "Översättning"),
    "review.facts": ("Definition of {code}", "Definice kódu {code}", "Definition av {code}"),
    "review.answers": (
        "What became of the comments",
        "Jak byly připomínky vypořádány",
        "Vad som hände med kommentarerna",
    ),
    "review.answers.title": (
        "Comments and edits of earlier rounds, and what was decided",
        "Připomínky a úpravy z předchozích kol a jejich vypořádání",
        "Kommentarer och ändringar från tidigare omgångar och vad som beslutades",
    ),
    "review.answers.nowhere": ("Without a place", "Bez určeného místa", "Utan plats"),
    "review.answers.edit": (
        "{author} proposed: {new}",
        "{author}, navržené znění: {new}",
        "{author} föreslog: {new}",
    ),
    "review.answers.comment": ("{author}: {said}", "{author}: {said}", "{author}: {said}"),
    "review.answers.somebody": ("A reviewer", "Recenzent", "En granskare"),
    "review.answers.empty": ("(no text)", "(bez textu)", "(ingen text)"),
    "review.became.accepted.edit": ("Adopted.", "Převzato.", "Införd."),
    "review.became.accepted.comment": ("Settled.", "Vypořádáno.", "Åtgärdad."),
    "review.became.declined": ("Not adopted.", "Nepřevzato.", "Inte införd."),
    "review.became.open": ("Still open.", "Dosud otevřeno.", "Fortfarande öppen."),
    "review.token": (
        "Mark of this file: {token}. Please leave this line as it is; the comments find their way back by it.",
        "Značka tohoto souboru: {token}. Tento řádek prosím ponechte beze změny; podle něj se připomínky přiřadí zpět.",
        "Filens märke: {token}. Låt raden stå kvar; med dess hjälp hittar kommentarerna tillbaka.",
    ),
}
