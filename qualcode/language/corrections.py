"""Words of our field that simplemma's dictionaries lack or get wrong, as lemma and forms.

Found by looking up the inflected forms of some 150 words that interviews with addictologists and case
managers are full of. A user's own lemmas go before these. A form that belongs to two words
(*lives*, *drunk*) is left to the dictionary.
"""

from __future__ import annotations

__all__ = ["CORRECTIONS"]

_CS = {
    "abstinence": "abstinenci abstinencí abstinencím abstinencích abstinencemi",
    "abstinovat": "abstinuje abstinuji abstinuju abstinuješ abstinujeme abstinujete abstinují abstinujou abstinoval "
    "abstinovala abstinovalo abstinovali abstinovaly",
    "adiktolog": "adiktologa adiktologovi adiktologem adiktologové adiktologů adiktologům adiktology adiktolozích",
    "adiktologie": "adiktologii adiktologií",
    "adiktoložka": "adiktoložky adiktoložce adiktoložku adiktoložkou adiktoložek adiktoložkám adiktoložkách adiktoložkami",
    "azylák": "azyláku azylákem azyláky azyláků azylákům azylácích",
    "bezdomovec": "bezdomovec bezdomovče",
    "člověk": "lidem",
    "depistáž": "depistáži depistáží depistážím depistážích depistážemi",
    "detox": "detoxu detoxem detoxy detoxů detoxům detoxech",
    "doprovázet": "doprovázet",
    "exekutor": "exekutora exekutorem exekutoři exekutorů exekutorům exekutory exekutorech",
    "exekuce": "exekuci exekucí exekucím exekucích exekucemi",
    "heroin": "heroinem",
    "klientka": "klientky klientce klientku klientko klientkou klientek klientkám klientkách klientkami klientkama",
    "koordinátor": "koordinátoři koordinátorovi koordinátorech",
    "opatrovník": "opatrovníka opatrovníkovi opatrovníkem opatrovníci opatrovníků opatrovníkům opatrovníky opatrovnících",
    "peer": "peera peerovi peerem peeři peerové peerů peerům peery peerech",
    "pervitin": "pervitinu pervitine pervitinem",
    "případový": "případový případového případovému případovém případovým případová případové případovou případových "
    "případovými případoví případovej případovýho případovýmu případovýma",
    "psychiatr": "psychiatrovi psychiatře psychiatři psychiatrech",
    "psychiatrie": "psychiatrii psychiatrií",
    "recidiva": "recidivy recidivě recidivu recidivou recidiv recidivám recidivách recidivami",
    "síťování": "síťováním síťováních",
    "sociálka": "sociálky sociálce sociálku sociálkou sociálek sociálkám sociálkách",
    "stabilizovaný": "stabilizovaného stabilizovanému stabilizovaném stabilizovaným stabilizovaní stabilizovaná "
    "stabilizované stabilizovanou stabilizovaných stabilizovanými stabilizovanej",
    "stigmatizace": "stigmatizaci stigmatizací stigmatizacím stigmatizacích stigmatizacemi",
    "stříkačka": "stříkačky stříkačce stříkačku stříkačkou stříkaček stříkačkám stříkačkách stříkačkami",
    "substituce": "substituci substitucí substitucím substitucích substitucemi",
    "substituční": "substituční substitučního substitučnímu substitučním substitučních substitučními",
    "terapeut": "terapeutovi",
    "terén": "terénem",
    "ubytovna": "ubytovnou ubytoven ubytovnám ubytovnách ubytovnami",
    "uživatel": "uživatelích",
    "vedení": "vedeních",
    "výdejna": "výdejny výdejně výdejnu výdejnou výdejen výdejnám výdejnách",
}

_SV = {
    "boende": "boende",
    "drog": "drog",
    "känna": "känt",
    "missbruk": "missbruk",
    "plan": "plan",
    "skuld": "skulder",
    "uppsökande": "uppsökande",
    "återfall": "återfall återfalls återfallet återfallets återfallen återfallens",
}

_EN = {
    "bad": "worse worst",
    "break": "broke",
    "counselling": "counselling counseling",
    "data": "data",
    "diagnosis": "diagnoses",
    "feel": "felt",
    "go": "gone",
    "meeting": "meeting meetings",
    "think": "thought thinking",
}


def _by_form(table: dict[str, str]) -> dict[str, str]:
    """Turn lemma -> forms into form -> lemma."""
    return {form: lemma for lemma, forms in table.items() for form in forms.split()}


CORRECTIONS: dict[str, dict[str, str]] = {"cs": _by_form(_CS), "sv": _by_form(_SV), "en": _by_form(_EN)}
"""Lemma by lower-cased form, by language."""
