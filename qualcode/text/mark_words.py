"""The words in which transcribers of the three languages note what was not said: laughter, pauses, what could not be heard."""

from __future__ import annotations

__all__ = ["PLACES", "WORDS"]

WORDS: dict[str, dict[str, str]] = {
    "pause": {
        "en": "pause pauses pausing silence silent",
        "cs": "pauza pauzy pauzu odmlka odmlčí odmlčel odmlčela ticho mlčí mlčení",
        "sv": "paus pausar tystnad tyst",
    },
    "laughter": {
        "en": "laugh laughs laughing laughed laughter chuckle chuckles chuckling giggle giggles giggling",
        "cs": """smích smíchu smíchem směje smějí smějíc smějící smáli zasměje zasměje zasmějí zasmál zasmála zasmání
            smíšek uchechtne chichotá""",
        "sv": "skratt skrattar skrattade skrattande skratta fniss fnissar fnittrar",
    },
    "unclear": {
        "en": "inaudible unintelligible indistinct unclear incomprehensible unint incompr",
        "cs": """nesrozumitelné nesrozumitelně nesrozumitelná nesrozumitelný nesrozum nesroz neslyšitelné neslyšitelně
            neslyšet nerozumět nezřetelné nezřetelně nejasné""",
        "sv": "ohörbart ohörbar ohörbara ohörb otydligt otydlig oklart svårhört hörs_ej hörs_inte",
    },
    "overlap": {
        "en": "crosstalk overlap overlaps overlapping simultaneous simultaneously at_once talking_over",
        "cs": "překryv překrývá překrývají současně zároveň naráz přes_sebe do_řeči",
        "sv": "samtidigt överlappar överlappande överlapp i_mun i_munnen",
    },
    "back-channel": {
        "en": "mhm mm hm hmm uhm uhhuh uh huh yeah yes yep right okay ok aha",
        "cs": "mhm hm hmm jo no ano aha jasně jojo",
        "sv": "mhm mm hm ja jo jaha okej aa precis",
    },
    "direction": {
        "en": """cough coughs coughing sigh sighs sighing cry cries crying sob sobs sobbing nod nods nodding sniff sniffs
            whisper whispers whispering yawns gasps applause phone rings knocks noise interruption interrupted""",
        "cs": """kašle zakašle kašlání vzdech vzdychne vzdechne povzdech povzdechne pláče pláč brečí vzlyká přikývne
            kývne přikyvuje kývá šeptá šeptem zvoní telefon zaklepání klepe hluk šum vyrušení přerušení přerušeno odkašle
            odkašlání zívne mlaskne gestikuluje ukazuje ukáže""",
        "sv": """hostar hostning suckar suck gråter gråt snyftar nickar viskar viskande gäspar telefonen ringer knackar
            harklar harkling buller avbrott avbryts pekar visar""",
    },
    "anonymised": {
        "en": "redacted anonymised anonymized removed deidentified",
        "cs": "anonymizováno anonymizace anonymizovaný anonymizovaná vynecháno odstraněno",
        "sv": "anonymiserat anonymiserad avidentifierat avidentifierad borttaget borttagen",
    },
}
"""Kind of mark, language, words in small letters, those of a phrase joined by ``_``.

One of them in a short bracket makes it a mark; of a back-channel all words must be there.
"""

PLACES: dict[str, str] = {
    "en": """name names surname place city town village street address country region date age phone number email
        organisation organization institution company employer hospital clinic facility school university
        person man woman husband wife child doctor""",
    "cs": """jméno příjmení jména místo město obec vesnice ulice adresa země kraj okres datum věk telefon číslo email
        organizace instituce firma zaměstnavatel nemocnice klinika léčebna zařízení poradna škola univerzita osoba muž
        žena manžel manželka dítě lékař lékařka""",
    "sv": """namn förnamn efternamn plats ort stad gata adress land region län datum ålder telefon nummer
        epost organisation institution företag arbetsgivare sjukhus klinik mottagning verksamhet skola universitet person
        man kvinna make maka barn läkare""",
}
"""What stands in square brackets for a name that was taken out: ``[město]``, ``[city 2]``, ``[name of the clinic]``."""
