"""ELAN, EXMARaLDA, Transcriber and TEI: speakers, order of time, marks, and what is left out."""

from __future__ import annotations

import pytest

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts import read
from qualcode.transcripts.registry import read_bytes
from tests.conftest import ABSENT, SHARED

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def annotation(number: int, first: str, last: str, text: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="{first}" '
        f'TIME_SLOT_REF2="{last}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
    )


EAF = (
    XML + '<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/><TIME_ORDER>'
    '<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="100"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="900"/>'
    '<TIME_SLOT TIME_SLOT_ID="t3"/><TIME_SLOT TIME_SLOT_ID="t4" TIME_VALUE="2000"/>'
    '<TIME_SLOT TIME_SLOT_ID="t5" TIME_VALUE="3000"/></TIME_ORDER>'
    '<TIER TIER_ID="Respondent" LINGUISTIC_TYPE_REF="u">'
    + annotation(1, "t2", "t3", "Dobře (..)")
    + annotation(2, "t3", "t4", "děkuji &amp; vy?")
    + '</TIER><TIER TIER_ID="T-tx" PARTICIPANT="Jana" LINGUISTIC_TYPE_REF="u">'
    + annotation(3, "t4", "t5", "Ano.")
    + annotation(4, "t1", "t2", "Jak se máte?")
    + '</TIER><TIER TIER_ID="mark" LINGUISTIC_TYPE_REF="m">'
    + annotation(5, "t1", "t5", "Part")
    + '</TIER><TIER TIER_ID="gloss" PARENT_REF="T-tx"><ANNOTATION><REF_ANNOTATION ANNOTATION_REF="a3">'
    "<ANNOTATION_VALUE>Yes</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="u"/>'
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="m" CONTROLLED_VOCABULARY_REF="v"/></ANNOTATION_DOCUMENT>'
)
EXB = (
    XML + "<basic-transcription><head><speakertable>"
    '<speaker id="S0"><abbreviation>Eva</abbreviation></speaker><speaker id="S1"><abbreviation/></speaker>'
    "</speakertable></head><basic-body><common-timeline>"
    '<tli id="T0" time="0.0"/><tli id="T1" time="1.5"/><tli id="T2"/><tli id="T3" time="4"/><tli id="T4" time="x"/>'
    '</common-timeline><tier id="A" speaker="S0" category="v" type="t" display-name="Eva [v]">'
    '<event start="T0" end="T1">Tak už př</event><event start="T1" end="T2">ijdu. </event>'
    '<event start="T3" end="T4">((2s)) Jo.</event></tier>'
    '<tier id="B" speaker="S1" category="v" type="t" display-name="Ola [v]"><event start="T1" end="T2">Mhm</event></tier>'
    '<tier id="C" category="en" type="a" display-name="Eva [en]"><event start="T0" end="T1">So</event></tier>'
    "</basic-body></basic-transcription>"
)
DOCTYPE = '<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'
TRS = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + DOCTYPE + '<Trans scribe="x"><Speakers>'
    '<Speaker id="spk1" name="Anna"/><Speaker id="spk2" name="Bo"/></Speakers><Episode><Section type="report">'
    '<Turn speaker="spk1" startTime="0" endTime="4.5"><Sync time="0"/>Hej på dig'
    '<Event desc="skratt" type="noise" extent="instantaneous"/> du<Sync time="2.1"/>\noch så <Background time="3"/></Turn>'
    '<Turn startTime="4.5" endTime="5"><Sync time="4.5"/>Någon</Turn>'
    '<Turn speaker="spk1 spk2" startTime="5" endTime="6"><Sync time="5"/><Who nb="1"/>ja visst<Who nb="2"/>nej'
    '<Comment desc="tyst"/></Turn></Section></Episode></Trans>'
)
TEI = (
    XML + '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><person xml:id="A" role="interviewer">'
    '<persName><forename>Ida</forename> <surname>Ek</surname></persName></person><person xml:id="B"/></teiHeader>'
    '<text><timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="2.5" since="#T0"/>'
    '<when xml:id="T2" interval="1" since="#T1"/><when xml:id="T3" absolute="00:01:00"/></timeline><body><head>Titel</head>'
    '<u who="#A" start="#T0" end="#T1">Hur <pause/> mår<!-- no --> du?</u>'
    "<vocal><desc>laughs</desc></vocal>"
    '<u who="#B"><anchor synch="#T1"/>Bra <gap reason="inaudible"/> <unclear>tror</unclear> jag<pause dur="PT2S"/>'
    '<kinesic desc="nods"/><note>hmm</note><anchor synch="#T2"/></u>'
    '<u who="#A #B" start="#T3"><w>Ja</w><w>visst</w><pc>.</pc></u></body></text></TEI>'
)
SAMPLES = {"a.eaf": EAF, "a.exb": EXB, "a.trs": TRS, "a.xml": TEI}


def load(name: str, text: str | bytes) -> Transcript:
    data = text.encode("latin-1" if name.endswith(".trs") else "utf-8") if isinstance(text, str) else text
    got = read_bytes(data, name)
    assert canonical(got.text) == got.text
    assert got.text == "".join(got.text[t.start : t.end] + "\n" for t in got.turns)
    return got


def turns(got: Transcript) -> list[tuple[str, int | None, int | None]]:
    return [(got.text[t.start : t.end], t.start_time, t.end_time) for t in got.turns]


def test_elan() -> None:
    got = load("a.eaf", EAF)
    assert turns(got) == [
        ("Jana: Jak se máte?", 100, 900),
        ("Respondent: Dobře (..) děkuji & vy?", 900, 2000),
        ("Jana: Ano.", 2000, 3000),
    ]
    assert (
        "Left out: 2 tiers that annotate others or hold marks (“mark” and “gloss”; 7 letters)."
        in got.warnings
    )
    assert any(said.startswith("Without a time: 1 annotation") for said in got.warnings)


def test_elan_without_times_that_can_be_read() -> None:
    got = load("a.eaf", EAF.replace('TIME_VALUE="100"', 'TIME_VALUE="-1"'))
    assert "Left out: 1 time that cannot be read." in got.warnings
    assert "PAL-frames" in load("a.eaf", EAF.replace("milliseconds", "PAL-frames")).warnings[0]
    back = load("a.eaf", EAF.replace('TIME_VALUE="2000"', 'TIME_VALUE="20"'))
    assert all(t.end_time is None or t.start_time is None or t.start_time <= t.end_time for t in back.turns)


def test_elan_puts_tiers_of_one_speaker_together() -> None:
    got = load("a.eaf", EAF.replace('TIER_ID="Respondent"', 'TIER_ID="R" PARTICIPANT="Jana"'))
    assert "Tiers of one speaker are put together: “R” and “T-tx” (Jana)." in got.warnings


def test_a_real_elan_file() -> None:
    path = SHARED / "transcripts" / "elan.eaf"
    if not path.is_file():
        pytest.skip(ABSENT)
    got, _ = read(path)
    assert {turn.label for turn in got.turns} == {"P001"}
    assert got.turns[0].start_time == 610
    assert "1292 letters" in got.warnings[0]


def test_exmaralda() -> None:
    got = load("a.exb", EXB)
    assert turns(got) == [
        ("Eva: Tak už přijdu.", 0, None),
        ("S1: Mhm", 1500, None),
        ("Eva: ((2s)) Jo.", 4000, None),
    ]
    assert "Left out: 1 tier of descriptions or annotations (“Eva [en]”; 2 letters)." in got.warnings
    assert "Left out: 1 time that cannot be read." in got.warnings


def test_transcriber() -> None:
    got = load("a.trs", TRS)
    assert turns(got) == [
        ("Anna: Hej på dig [skratt] du och så", 0, 4500),
        ("Någon", 4500, 5000),
        ("Anna: ja visst", 5000, 6000),
        ("Bo: nej {tyst}", 5000, 6000),
    ]
    said = " ".join(got.warnings)
    assert "Several people speak at once in 1 turn" in said
    assert "Left out: 1 mark of background sounds." in said


def test_tei() -> None:
    for name in ("a.xml", "a.tei"):
        got = load(name, TEI)
        assert turns(got) == [
            ("Ida Ek: Hur [pause] mår du? [laughs]", 0, 2500),
            ("B: Bra [inaudible] tror jag [pause 2 s] [nods]", 2500, 3500),
            ("Ida Ek & B: Ja visst.", 60000, None),
        ]
        said = " ".join(got.warnings)
        assert "Left out: 1 note or normalised form inside utterances (3 letters)." in said
        assert "1 unclear or deleted passage" in said
        assert "Left out: 5 letters outside of utterances (in “head”)." in said
        assert got.roles["Ida Ek"] == "interviewer"


def test_letters_in_are_letters_out() -> None:
    for name, spoken in (("a.eaf", "Jaksemáte Dobře děkuji vy Ano"), ("a.exb", "Takužpřijdu Mhm s Jo")):
        got = load(name, SAMPLES[name])
        speech = "".join(got.text[t.speech_start : t.end] for t in got.turns)
        assert count_letters(speech) == count_letters(spoken)


@pytest.mark.parametrize("name", SAMPLES)
def test_bad_files_are_refused_in_a_sentence_or_two(name: str) -> None:
    good = SAMPLES[name].encode("latin-1" if name == "a.trs" else "utf-8")
    for data, words in (
        (good[: len(good) // 2], "broken"),
        (good.replace(b"</", b"<", 1), "broken"),
        (b"", "empty"),
        (b" \n", "empty"),
        (good.replace(b"a", b"a\x00", 1), "broken|but"),
        (good.replace(b"</", b"&#x1b;</", 1), "broken"),
        (good.replace(b"</", b"&#xD800;</", 1), "broken"),
        (b'<?xml version="1.0"?><other/>', "outermost element"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "document type"),
        (b"just words", "plain text"),
    ):
        with pytest.raises(FileError, match=words) as caught:
            load(name, data)
        assert len(str(caught.value)) < 300


def test_only_the_own_document_type_of_transcriber_is_accepted() -> None:
    for bad in (
        '<!DOCTYPE Trans SYSTEM "http://x/trans-14.dtd">',
        '<!DOCTYPE Trans SYSTEM "trans-14.dtd" [<!ENTITY x "y">]>',
        DOCTYPE + DOCTYPE,
    ):
        with pytest.raises(FileError):
            load("a.trs", TRS.replace(DOCTYPE, bad))


def test_files_without_speech_are_refused_by_name_of_what_they_hold() -> None:
    with pytest.raises(FileError, match="tiers: “Eva .v.”"):
        load("a.exb", EXB.replace('type="t"', 'type="d"'))
    with pytest.raises(FileError, match="top tiers"):
        load(
            "a.eaf",
            EAF.replace("<TIER ", '<TIER PARENT_REF="x" ').replace('PARENT_REF="x" TIER_ID="gloss"', ""),
        )
    with pytest.raises(FileError, match="no utterances"):
        load("a.xml", TEI.replace("<u ", "<p ").replace("</u>", "</p>"))
    with pytest.raises(FileError, match="no words"):
        load("a.trs", '<?xml version="1.0"?><Trans><Turn speaker="a"/></Trans>')


def test_wrong_encoding_and_a_megabyte_without_a_break() -> None:
    with pytest.raises(FileError):
        load("a.eaf", EAF.encode("cp1250"))
    assert "Dobře" in load("a.eaf", EAF.replace("UTF-8", "UTF-16").encode("utf-16")).text
    long = load("a.xml", TEI.replace("Bra", "x" * 1_000_000))
    assert count_letters(long.text) > 1_000_000
