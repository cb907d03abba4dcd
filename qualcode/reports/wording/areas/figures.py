"""What is said of the tree of codes and of the codes that go together."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {
    "procedure.codes": (
        "The codebook holds {nodes}; codes by origin: {origins}.",
        "Kódovník: {nodes}; kódy podle původu: {origins}.",
        "Kodboken omfattar {nodes}; koder efter ursprung: {origins}.",
    ),
    "figures.tree_sentence": (
        "{figure} shows the tree: {nodes}.",
        "{figure} ukazuje strom: {nodes}.",
        "{figure} visar trädet: {nodes}.",
    ),
    "figures.tree_loose": (
        "In no category: {codes}.",
        "Mimo kategorie: {codes}.",
        "Utan kategori: {codes}.",
    ),
    "figures.tree_description": (
        "Tree of {nodes}; the numbers beside each are those of the table of codes.",
        "Strom: {nodes}; uvedená čísla odpovídají tabulce kódů.",
        "Träd: {nodes}; siffrorna intill är desamma som i kodtabellen.",
    ),
    "figures.not_drawn": (
        "The picture is left out, since it would show figures of fewer than {people}.",
        "Obrázek není uveden, protože by ukazoval údaje, za nimiž stojí méně než {people}.",
        "Bilden är utelämnad, eftersom den skulle visa siffror för färre än {people}.",
    ),
    "missing.pairs": (
        "No two codes occur together in what at least {people} say, so there is no network to draw.",
        "Žádné dva kódy se nevyskytují společně u dostatečného počtu respondentů (nejméně: {people}), síť proto není co kreslit.",
        "Inga två koder förekommer tillsammans hos minst {people}, så det finns inget nätverk att rita.",
    ),
    "procedure.minimum": (
        "Pairs that fewer than {people} bring together are left out.",
        "Dvojice, které společně zaznívají u menšího počtu respondentů, se neuvádějí (nejméně: {people}).",
        "Par som förekommer tillsammans hos färre än {people} utelämnas.",
    ),
    "figures.network_sentence": (
        "{figure} shows which codes go together. The first by count, then by Jaccard coefficient: {first}.",
        "{figure} ukazuje, které kódy se vyskytují společně. První podle počtu, pak podle Jaccardova koeficientu: {first}.",
        "{figure} visar vilka koder som förekommer tillsammans. De första efter antal, sedan efter Jaccards koefficient: {first}.",
    ),
    "figures.network_tied": (
        "Not named, though as frequent as the last of these: {pairs}.",
        "Nejmenováno, ačkoli stejně časté jako poslední z nich: {pairs}.",
        "Inte nämnda, fast lika vanliga som det sista av dessa: {pairs}.",
    ),
    "figures.network_caption": (
        "Network of codes that occur together (unit: {unit}; {role}; {documents}; {pairs}; minimum: {people})",
        "Síť společně se vyskytujících kódů (jednotka: {unit}; {role}; {documents}; {pairs}; minimum: {people})",
        "Nätverk av koder som förekommer tillsammans (enhet: {unit}; {role}; {documents}; {pairs}; minst {people})",
    ),
    "figures.network_description": (
        "Network of codes: {pairs}, counted by {unit}. Area stands for quotations, width of a line for the count, shape and colour for the category. The first by count, then by Jaccard coefficient: {first}.",
        "Síť kódů: {pairs}, jednotka: {unit}. Plocha odpovídá počtu výroků, šířka čáry počtu společných výskytů, tvar a barva kategorii. První podle počtu, pak podle Jaccardova koeficientu: {first}.",
        "Nätverk av koder: {pairs}, räknade per {unit}. Ytan står för antal citat, linjens bredd för antal samförekomster, form och färg för kategori. De första efter antal, sedan efter Jaccards koefficient: {first}.",
    ),
    "figures.network_not_drawn": (
        "Codes that go together (unit: {unit}; {role}; {documents}; {pairs}; minimum: {people}). The first by count, then by Jaccard coefficient: {first}.",
        "Kódy, které se vyskytují společně (jednotka: {unit}; {role}; {documents}; {pairs}; minimum: {people}). První podle počtu, pak podle Jaccardova koeficientu: {first}.",
        "Koder som förekommer tillsammans (enhet: {unit}; {role}; {documents}; {pairs}; minst {people}). De första efter antal, sedan efter Jaccards koefficient: {first}.",
    ),
    "figures.pair": (
        "{a} with {b} ({times}; {people}; Jaccard {jaccard})",
        "{a} + {b} ({times}; {people}; Jaccard {jaccard})",
        "{a} med {b} ({times}; {people}; Jaccard {jaccard})",
    ),
    "figures.pair_cited": (
        "{a} with {b} ({times}; {people}; Jaccard {jaccard}: {cites})",
        "{a} + {b} ({times}; {people}; Jaccard {jaccard}: {cites})",
        "{a} med {b} ({times}; {people}; Jaccard {jaccard}: {cites})",
    ),
}  # fmt: skip
