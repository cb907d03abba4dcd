"""The words in figures, in English, Czech and Swedish."""

from __future__ import annotations

__all__ = ["words"]

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "none": "No two codes go together in this material.",
        "area": "Area of a symbol: quotations (largest: {most}).",
        "width_overlap": "Width of a line: overlapping codings (thickest: {most}).",
        "width_sentence": "Width of a line: sentences with both (thickest: {most}).",
        "width_turn": "Width of a line: turns with both (thickest: {most}).",
        "width_document": "Width of a line: documents with both (thickest: {most}).",
        "strongest": "Shown are the {shown} strongest of {all} pairs.",
        "alone": "Left out, as they go with no other: {count}.",
        "no_category": "without category",
        "tree_columns": "Bar: quotations (longest: {most}). Numbers: respondents / quotations.",
        "codes_below": "codes: {count}",
        "empty_tree": "The codebook is empty.",
        "code": "Code",
        "category": "Category",
        "quotations": "Quotations",
        "documents": "Documents",
        "pair": "Pair",
        "count": "Count",
        "jaccard": "Jaccard",
        "nodes": "Codes",
        "edges": "Pairs",
    },
    "cs": {
        "none": "Žádné dva kódy se v tomto materiálu nevyskytují společně.",
        "area": "Plocha symbolu: výroky (nejvíce: {most}).",
        "width_overlap": "Šířka čáry: překryvy kódování (nejvíce: {most}).",
        "width_sentence": "Šířka čáry: věty s oběma kódy (nejvíce: {most}).",
        "width_turn": "Šířka čáry: promluvy s oběma kódy (nejvíce: {most}).",
        "width_document": "Šířka čáry: dokumenty s oběma kódy (nejvíce: {most}).",
        "strongest": "Zobrazené dvojice: {shown} nejsilnějších z celkem {all}.",
        "alone": "Vynecháno, protože se s ničím nepojí: {count}.",
        "no_category": "bez kategorie",
        "tree_columns": "Pruh: výroky (nejvíce: {most}). Čísla: respondenti / výroky.",
        "codes_below": "kódů: {count}",
        "empty_tree": "Kódovník je prázdný.",
        "code": "Kód",
        "category": "Kategorie",
        "quotations": "Výroky",
        "documents": "Dokumenty",
        "pair": "Dvojice",
        "count": "Počet",
        "jaccard": "Jaccard",
        "nodes": "Kódy",
        "edges": "Dvojice",
    },
    "sv": {
        "none": "Inga två koder förekommer tillsammans i materialet.",
        "area": "Symbolens yta: citat (störst: {most}).",
        "width_overlap": "Linjens bredd: överlappande kodningar (tjockast: {most}).",
        "width_sentence": "Linjens bredd: meningar med båda (tjockast: {most}).",
        "width_turn": "Linjens bredd: repliker med båda (tjockast: {most}).",
        "width_document": "Linjens bredd: dokument med båda (tjockast: {most}).",
        "strongest": "Visade par: de {shown} starkaste av {all}.",
        "alone": "Utelämnade, eftersom de inte förekommer med någon annan: {count}.",
        "no_category": "utan kategori",
        "tree_columns": "Stapel: citat (längst: {most}). Siffror: informanter / citat.",
        "codes_below": "koder: {count}",
        "empty_tree": "Kodboken är tom.",
        "code": "Kod",
        "category": "Kategori",
        "quotations": "Citat",
        "documents": "Dokument",
        "pair": "Par",
        "count": "Antal",
        "jaccard": "Jaccard",
        "nodes": "Koder",
        "edges": "Par",
    },
}


def words(language: str) -> dict[str, str]:
    """The words of a language; English for any that is not here."""
    return _WORDS.get(language, _WORDS["en"])
