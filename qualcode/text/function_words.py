"""Words that carry a sentence and say nothing of its subject: question words, pronouns, auxiliaries, politeness; three languages."""

from __future__ import annotations

__all__ = ["FUNCTION_WORDS", "QUESTION_WORDS"]

_ASKING = {
    "en": "where who whom whose when many much often long",
    "cs": "kde kam odkud kdo koho komu kdy kolik casto dlouho proc",
    "sv": "var vem vart nar manga ofta lange varfor mycket",
}
_CARRYING = {
    "en": """
    about actually all also and any anybody anyone anything are ask asked because been before being
    bit both but can come comes could describe did does doing done each else even ever every example
    few first for from get gets give goes had has have having her here hers him his how into its
    just kind know let like little lot made make maybe mean means might mine more most must myself
    now off one only other our ours out over own perhaps please quite rather really said same say
    see shall she should some somebody someone something sort start still such take tell than thank
    that the their them then there these they thing things think this those though time told too
    understand use usually very was way well were what whether which while why will with work
    working would yes yet you your yours yourself want look looks happen happens happened happening
    mentioned
    """,
    "cs": """
    aby ale ani asi atd bez bude budou budu byl byla byli bylo bych bychom byste byt cely chcete
    ceho cem dale dane dekuju dekuji delate dela dnes dobre dobry docela hodne chtel chtela jak jake
    jaka jaky jakou jakym jaci jakych jako jde jedna jeden jeji jejich jen jenom jeste jestli jich
    jim jinak jine jiny jsem jsi jsme jsou jste kazdy kdyz kom ktera ktere kteri ktery kterou kvuli
    mate mam maji mame mel mela meli mezi mit mne muj muze muzete mohl mohla mohli mohlo moct nas
    nam nami naopak nebo neco nejak nejvic nekdo nekoho nekom nektere nektery nem nemate neni nejaky
    nejake nejakou nez nic nich nim nimi nyni okolo ona oni ono pak podle pokud popsat popiste
    povidat prace pracujete pracovat pro proto prosim pred prede pres pri predstavite rekne reknete
    rici rict rikate rikat ruzne sam sami samotna stale sve svuj svoje svou tady tahle tak takhle
    takova takove takovy takze taky tam tato ted teda tedy ten tenhle tento tech tem tim tohle toho
    tohoto tom tomto tomu treba tuto typicky urcite vam vami vas vase vasi vasem vasich vedete vice
    vlastne vsak vsech vsechno vsichni vypada vzdy zacatek zda zde zpusob zpusobu znamena deje stane
    stalo
    """,
    "sv": """
    aldrig alla allt alltid and andra annan annat annars att bara beratta berattar beskriva beskriv
    bli blir blivit borja bra brukar bade dar daremot darfor deras dess dessa det detta dig din dina
    ditt dom eller emot ens ett fanns finns fler flera fram fran fraga fragat fraan for forst fore
    gar gor gjort gora haft hade han har hennes hon hos hur hurdan honom ibland icke igen inom inga
    ingen inget innan inte jag jobbar jobba kanske kan kom komma kommer kring kunde kunna lagga lite
    lagom langre lika man med mellan men mer mera mest mig min mina mitt mot maste nagon nagot nagra
    nan nat nog nya nae nej oavsett ocksa och olika oss redan samma sadan sager saga sagt sedan ska
    skall skulle sig sin sina sitt sjalv sjalva slags som stalla tanker tack tar till tills tycker
    under upp utan utifran vad vara varit varje vars vet vidare vilka vilken vilket vill vore vaar
    ver visst vanligtvis arbetar arbetet arbete over hander hande
    """,
}

QUESTION_WORDS = frozenset(word for words in _ASKING.values() for word in words.split())
"""Words that say what is asked for: a place, a person, a number; lower case without accents."""
FUNCTION_WORDS = QUESTION_WORDS.union(*(words.split() for words in _CARRYING.values()))
"""These and all others that say nothing of a subject; lower case without accents, three letters and more."""
