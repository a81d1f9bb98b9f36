"""The confusing track on folders of our own, and on the real rows where they are there."""

import csv
from pathlib import Path

import pytest
from benchmarks.accuracy import confusing
from benchmarks.accuracy.near import near_groups
from benchmarks.accuracy.text_rows import SETS
from tests.shared_data import DATA

COMMENTS = [
    ("I don't understand why this is here. What does it do?", "confusion"),
    ("Not sure what you mean by that, it is confusing.", "confusion"),
    ("Patch Set 2: Code-Review+1\n\nLooks good, thanks.", "no_confusion"),
    ("Done.", "no_confusion"),
]


def written(folder: Path, name: str, lines: list[dict[str, str]]) -> None:
    path = folder / "confusing" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def test_rows_that_no_model_saw_are_judged_by_the_shipped_one(tmp_path):
    lines = [{"id": str(at), "label": label, "text": text} for at, (text, label) in enumerate(COMMENTS)]
    written(tmp_path, "ebert-confusion-general", lines)

    found = confusing.measure(tmp_path)

    assert list(found) == ["ebert-confusion-general"]
    scores = found["ebert-confusion-general"]
    assert (scores["n"], scores["positives"], scores["precision"], scores["recall"], scores["f1"]) == (4, 2, 1, 1, 1)
    assert scores["how"].startswith("shipped model on 4 rows")
    assert scores["beside"]["a question mark"]["recall"] == 0.5
    assert scores["beside"]["always"]["precision"] == 0.5


def test_a_folder_without_labelled_texts_gives_nothing(tmp_path):
    assert confusing.measure(tmp_path) == {}


def test_vague_wording_stands_beside_the_two_tools_whose_verdicts_are_columns(tmp_path):
    smells = {f"{by}_subjective_lang": "-" for by in ("gold", "arta", "smella")}
    lines = [
        {"text": "It should be easy to use.", "project": "a", **smells, "gold_subjective_lang": "easy"},
        {"text": "It shall answer within 2 s.", "project": "a", **smells, "arta_subjective_lang": "answer"},
    ]
    written(tmp_path, "arta-requirement-smells", lines)

    scores = confusing.measure(tmp_path)["arta-requirement-smells"]

    assert scores["f1"] == 1
    assert scores["beside"]["ARTA's column"]["precision"] == 0
    assert scores["beside"]["ARTA, as published"]["f1"] == 0.71


def test_nearly_the_same_rows_are_one_group():
    one = "please rename the variable in the loop above to something shorter"

    assert near_groups([one, "something else entirely", one + " now", "", ""]) == [0, 1, 0, 3, 4]


@pytest.mark.skipif(not (DATA / "confusing").is_dir(), reason="the labelled rows are not shipped with the repository")
def test_real_rows_that_a_model_saw_are_judged_out_of_fold():
    pytest.importorskip("sklearn", reason="judging out of fold needs scikit-learn (the extra `forecast`)")
    found = confusing.measure(DATA)

    assert set(found) == {one.name for one in SETS}
    trained = [one.name for one in SETS if one.trains]
    assert all("the shipped model on 0" in found[name]["how"] for name in trained)
    for name in ("ebert-confusion-general", "ebert-confusion-inline"):
        assert found[name]["f1"] >= 0.60
        assert found[name]["precision"] >= 0.55
    assert found["arta-requirement-smells"]["f1"] >= 0.75
    assert found["arta-requirement-smells"]["precision"] >= 0.68
    assert found["clearcrc"]["precision"] >= 0.72
    assert found["clearcrc"]["recall"] >= 0.35
