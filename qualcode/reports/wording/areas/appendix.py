"""Sentences of the appendix of a thesis: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {
    "subtitle.appendix": ("Appendix to the thesis", "Přílohy práce", "Bilagor till uppsatsen"),
    "thesis.title": (
        "Categories, subcategories, codes and statements",
        "Kategorie, podkategorie, kódy a výroky",
        "Kategorier, underkategorier, koder och citat",
    ),
    "thesis.overview": ("Overview", "Přehled", "Översikt"),
    "thesis.sentence": (
        "{table} leads from category and subcategory to the code and to one statement as an example; behind the code stands how many respondents speak of it (of {total}). All statements follow, category by category.",
        "{table} vede od kategorie a podkategorie ke kódu a k jednomu výroku jako ukázce; u kódu je uvedeno, kolik respondentů o něm mluví (z {total}). Poté následují všechny výroky po kategoriích.",
        "{table} leder från kategori och underkategori till koden och till ett citat som exempel; vid koden anges hur många informanter som tar upp den (av {total}). Därefter följer alla citat, kategori för kategori.",
    ),
    "thesis.sentence_limited": (
        "{table} leads from category and subcategory to the code and to one statement as an example; behind the code stands how many respondents speak of it (of {total}). Statements follow, category by category, at most {most} of one respondent under one code.",
        "{table} vede od kategorie a podkategorie ke kódu a k jednomu výroku jako ukázce; u kódu je uvedeno, kolik respondentů o něm mluví (z {total}). Poté následují výroky po kategoriích, od jednoho respondenta u jednoho kódu nejvýše {most}.",
        "{table} leder från kategori och underkategori till koden och till ett citat som exempel; vid koden anges hur många informanter som tar upp den (av {total}). Därefter följer citat, kategori för kategori, högst {most} av samma informant under samma kod.",
    ),
    "thesis.caption": (
        "Category – subcategory – code – statement",
        "Kategorie – podkategorie – kód – výrok",
        "Kategori – underkategori – kod – citat",
    ),
    "thesis.description": (
        "{n} codes under their categories and subcategories, each with a statement as an example. A category stands only in the first of its rows.",
        "Počet kódů: {n}; jsou řazeny pod kategorie a podkategorie, u každého je ukázkový výrok. Kategorie je uvedena jen v prvním ze svých řádků.",
        "Antal koder: {n}; de står under sina kategorier och underkategorier, var och en med ett citat som exempel. En kategori anges bara på sin första rad.",
    ),
    "thesis.theme": ("Theme: {name}", "Téma: {name}", "Tema: {name}"),
    "thesis.no_theme": ("Without theme", "Bez tématu", "Utan tema"),
    "thesis.category": ("Category", "Kategorie", "Kategori"),
    "thesis.subcategory": ("Subcategory", "Podkategorie", "Underkategori"),
    "thesis.code": ("Code", "Kód", "Kod"),
    "thesis.statement": ("Statement", "Výrok", "Citat"),
    "thesis.no_statement": ("no statement", "bez výroku", "inget citat"),
    "thesis.left_out": (
        "Left out here: {quotations}.",
        "Zde vynecháno: {quotations}.",
        "Utelämnat här: {quotations}.",
    ),
    "thesis.consent": (
        "A blank form of the informed consent is added by the author.",
        "Vzor informovaného souhlasu přikládá autor.",
        "En blankett för informerat samtycke bifogas av författaren.",
    ),
    "units.title": (
        "Meaning units, codes, categories and themes",
        "Významové jednotky, kódy, kategorie a témata",
        "Meningsbärande enheter, koder, kategorier och teman",
    ),
    "units.sentence": (
        "{table} shows the steps of the content analysis after Graneheim & Lundman (2004), from the meaning unit to the theme: rows {n}.",
        "{table} ukazuje kroky obsahové analýzy podle Graneheim & Lundman (2004) od významové jednotky k tématu: řádků {n}.",
        "{table} visar innehållsanalysens steg enligt Graneheim & Lundman (2004), från meningsbärande enhet till tema: rader {n}.",
    ),
    "units.caption": (
        "From meaning unit to theme",
        "Od významové jednotky k tématu",
        "Från meningsbärande enhet till tema",
    ),
    "units.description": (
        "{n} rows: meaning unit with its number, condensed meaning unit, code, subcategory, category, theme.",
        "Počet řádků: {n}; významová jednotka s číslem, kondenzovaná významová jednotka, kód, podkategorie, kategorie, téma.",
        "Antal rader: {n}; meningsbärande enhet med nummer, kondenserad meningsenhet, kod, underkategori, kategori, tema.",
    ),
    "units.unit": ("Meaning unit", "Významová jednotka", "Meningsbärande enhet"),
    "units.condensed": ("Condensed meaning unit", "Kondenzovaná významová jednotka", "Kondenserad meningsenhet"),
    "units.theme": ("Theme", "Téma", "Tema"),
    "units.not_condensed": ("not condensed", "nekondenzováno", "ej kondenserad"),
    "units.without": (
        "Not condensed yet: {n} meaning units. Condensed text is set with “qualcode quotation set --condensed”.",
        "Dosud nekondenzováno: {n} významových jednotek. Kondenzovaný text se zadává příkazem „qualcode quotation set --condensed“.",
        "Ännu ej kondenserade: {n} meningsbärande enheter. Kondenserad text anges med ”qualcode quotation set --condensed”.",
    ),
    "units.no_theme": (
        "The tree of codes holds no theme, so that the column for it is empty.",
        "Strom kódů neobsahuje žádné téma, proto je jeho sloupec prázdný.",
        "Kodträdet innehåller inget tema, därför är kolumnen för tema tom.",
    ),
    "sample.title": ("Sample of a coded transcript", "Ukázka kódovaného přepisu", "Exempel på kodad utskrift"),
    "sample.missing": (
        "No coded interview can be shown: nothing has been coded yet.",
        "Žádný kódovaný rozhovor nelze ukázat: dosud nic není kódováno.",
        "Ingen kodad intervju kan visas: inget har kodats ännu.",
    ),
    "sample.sentence": (
        "From the interview {case}, turns {first} to {last}: coded passages stand between numbered brackets, and the codes under the same number beside them. The author checks the sample for names and places before it is made public.",
        "Z rozhovoru {case}, repliky {first} až {last}: kódované pasáže stojí mezi číslovanými závorkami, kódy jsou pod týmž číslem vedle nich. Před zveřejněním autor ověří, že v ukázce nejsou jména a místa.",
        "Ur intervjun {case}, replikerna {first} till {last}: kodade avsnitt står mellan numrerade hakparenteser, koderna under samma nummer bredvid. Före publicering kontrollerar författaren att exemplet inte röjer namn och platser.",
    ),
}  # fmt: skip
