"""The language model and the tables: shipped whole, small, and telling text from noise."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.hanzi import fold, readings, simplified, toneless
from scraper.language import code_points, model
from scraper.language.build import is_set_aside
from scraper.language.lattice import HOLE, Lattice, Reader

DIGESTS = {
    "language.xz": "8a1c5190e5276c1121b587f9334e14ac0dbdf0939120317048bfaf42f02be2a3",
    "fold.txt": "bb2b76bf5a13eb52d211f6fd956e1184a910b5d597b5c7e83f388cc6001b2a0b",
    "readings.txt": "d0da1565d589b326ce8bd8dd584dcbab053b5c07d0581061af5ad172d578e03e",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_a_table_is_the_one_that_was_built(name: str) -> None:
    data = (files("scraper") / "data" / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGESTS[name]


def test_the_model_takes_at_most_350_kilobytes() -> None:
    assert len((files("scraper") / "data" / "language.xz").read_bytes()) <= 350_000


def test_prose_costs_less_than_the_same_characters_shuffled() -> None:
    assert model().bits("本办法自公布之日起施行") < model().bits("之法行办公施日布起自本") - 20


def test_both_scripts_cost_the_same() -> None:
    assert model().bits("關於實施意見") == model().bits("关于实施意见")


@given(st.text(max_size=50))
def test_costs_are_given_for_each_character_and_add_up(text: str) -> None:
    costs = model().costs(text)
    assert len(costs) == len(text)
    chain = [model().pair(None if at == 0 else text[at - 1], character) for at, character in enumerate(text)]
    assert sum(chain) == pytest.approx(float(costs.sum()), rel=1e-3)


def lattice_of(*places: str) -> Lattice:
    """Give a lattice with a hole where a place has several characters."""
    return Lattice(
        "".join(place if len(place) == 1 else HOLE for place in places),
        tuple(tuple(place) for place in places if len(place) > 1),
    )


def test_a_lattice_is_read_by_its_neighbours() -> None:
    assert Reader(model()).read(lattice_of("人", "民泯", "政", "府俯")) == "人民政府"


def test_pairs_of_the_page_itself_count() -> None:
    lattice = lattice_of("到", "澄橙", "溪", "镇")
    assert Reader(model(), "澄溪镇党委。澄溪镇政府。" * 3).read(lattice) == "到澄溪镇"


@settings(deadline=None)  # the first lattice loads the model
@given(st.lists(st.text("人民政府工作的报告，。\nA1", min_size=1, max_size=3), min_size=1, max_size=6))
def test_no_other_text_through_a_lattice_is_likelier(places: list[str]) -> None:
    lattice = lattice_of(*places)
    reader = Reader(model(), "报告工作。")

    def bits(text: str) -> float:
        codes = np.array([ord(one) for one in f"\n{text}\n"])
        return float(reader.pairs(codes[:-1], codes[1:]).sum())

    every = min(bits("".join(text)) for text in product(*places))
    assert bits(reader.read(lattice)) == pytest.approx(every, abs=1e-2)


@settings(deadline=None)
@given(st.text("民府A。\n", min_size=1, max_size=1), st.text("政俯1，", min_size=1, max_size=3))
def test_a_candidate_costs_what_it_costs_after_the_first_and_the_last_after_it(first: str, options: str) -> None:
    reader = Reader(model(), "报告工作。人民政府")
    alone, between = (reader.between(first, tuple(options), last) for last in ("", "府"))
    for option, bits, both in zip(options, alone, between, strict=True):
        assert bits == pytest.approx(float(reader.pairs(code_points(first), code_points(option))[0]), rel=1e-4)
        behind = float(reader.pairs(code_points(option), code_points("府"))[0])
        assert both == pytest.approx(bits + behind, rel=1e-4)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(min_size=1))
def test_folding_a_page_at_once_gives_the_same(text: str) -> None:
    assert fold(text * 300) == fold(text) * 300


def test_folding_joins_scripts_widths_and_cases() -> None:
    assert fold("ＡＢc發展　") == "abc发展 "


def test_readings_tell_what_a_character_can_be_read_as() -> None:
    assert {"zhòng", "chóng"} <= readings()["重"]
    assert toneless("lǜ") == "lü"
    assert simplified()["發"] == "发"


def test_one_paragraph_in_twenty_is_set_aside() -> None:
    share = sum(is_set_aside(f"第{number}条") for number in range(4000)) / 4000
    assert 0.03 < share < 0.07
