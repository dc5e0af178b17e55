"""Regimes: which rules held when; what is counted; what may not be mixed."""

from __future__ import annotations

import itertools
import pickle
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.errors import InputFault
from models.regimes import BY_WORD, PERSONS, REGIMES, in_force
from planner.case import load_case
from planner.scenario import read_scenario
from planner.wording import LANGUAGES, in_unit, say, spoken, subject

ROOT = Path(__file__).resolve().parent.parent
STOCKHOLM = ROOT / "scenarios" / "stockholm-2010" / "folkmangd.toml"


def keys_of(sets: list[str]) -> list[str]:
    with pytest.raises(InputFault) as caught:
        load_case(read_scenario(STOCKHOLM, sets))
    return [one.key for one in caught.value.faults]


def test_regimes_for_children_follow_each_other_without_gap_or_overlap() -> None:
    children = [regime for regime in REGIMES if regime.unit != PERSONS]
    assert children[0].first is None
    assert children[-1].last is None
    for before, after in itertools.pairwise(children):
        assert before.last is not None
        assert after.first == before.last + timedelta(1)


@pytest.mark.parametrize(("day", "word"), [
    (date(2010, 2, 5), "voluntary-agreements"), (date(2014, 1, 1), "place-numbers"),
    (date(2016, 3, 31), "place-numbers"), (date(2016, 4, 1), "running-share"),
    (date(2019, 1, 1), "redistribution"), (date(2026, 1, 1), "december-shares")])
def test_the_regime_of_a_day(day: date, word: str) -> None:
    found = in_force(day)
    assert found is not None
    assert found.word == word


def test_only_the_running_share_runs_and_redistribution_begins_in_2019() -> None:
    assert {r.word for r in REGIMES if r.runs} == {"running-share", "redistribution", "december-shares"}
    assert {r.counted_from for r in REGIMES if r.runs} == {date(2016, 1, 1)}
    assert {r.floor for r in REGIMES if r.runs} == {Fraction(1)}
    assert min(r.first for r in REGIMES if r.redistribution and r.first) == date(2019, 1, 1)
    assert BY_WORD["december-shares"].inferred == ("first",)


def test_every_regime_has_its_name_in_both_languages() -> None:
    assert set(subject("regime")) == set(BY_WORD)
    assert all(set(told) == set(LANGUAGES) for told in subject("regime").values())
    assert {word: told["sv"] for word, told in subject("regime_source").items()} == {
        word: regime.source for word, regime in BY_WORD.items()}


def test_a_scenario_without_a_name_has_the_regime_of_its_day() -> None:
    problem = load_case(read_scenario(STOCKHOLM)).problem
    assert problem.regime is BY_WORD["voluntary-agreements"]
    assert problem.unit == "places"


@pytest.mark.parametrize(("sets", "key"), [
    (["regime.name=running-share"], "regime-window"),
    (["regime.name=runing-share"], "regime-unknown-meant"),
    (["regime.unit=referrals"], "regime-unit"),
    (["regime.name=newly-arrived", "regime.outside=Räkneexempel"], "regime-unit"),
    (["regime.children_per_place=1.5"], "children-unit"),
    (["basis.amount=ledger"], "ledger-regime")])
def test_what_a_regime_refuses(sets: list[str], key: str) -> None:
    assert key in keys_of(sets)


def test_a_reason_lets_a_plan_lie_outside_the_window() -> None:
    sets = ["regime.name=place-numbers", "regime.outside=Räkneexempel"]
    assert load_case(read_scenario(STOCKHOLM, sets)).problem.regime is BY_WORD["place-numbers"]


def test_places_and_referrals_are_not_mixed() -> None:
    found = keys_of(["regime.unit=referrals", "years=[2018]", "population_date=2017-12-31"])
    assert {"places-unit", "capacity-unit", "rule-unit"} <= set(found)


@pytest.mark.parametrize(("language", "unit", "text", "said"), [
    ("sv", "referrals", "{new} nya platser, en plats; Platsen och skolplats", "{new} nya anvisningar, en "
     "anvisning; Anvisningen och skolplats"),
    ("sv", "persons", "Nya platser: {n}", "Nya personer: {n}"),
    ("en", "persons", "{places} places", "{places} persons"),
    ("en", "referrals", "a place in-place", "a referral in-place")])
def test_a_sentence_speaks_of_what_is_counted(language: str, unit: str, text: str, said: str) -> None:
    sentence = dict.fromkeys(LANGUAGES, text)
    assert in_unit(sentence, spoken(language, unit)) == said
    assert in_unit(sentence, spoken(language, "places")) == text


def test_a_sentence_s_own_words_for_a_unit_go_first() -> None:
    sentence: dict[str, Any] = {"sv": "platser i drift", "sv_referrals": "anvisade", "en": "places"}
    assert in_unit(sentence, spoken("sv", "referrals")) == "anvisade"
    assert in_unit(sentence, spoken("sv", "persons")) == "personer i drift"


def test_a_spoken_language_survives_another_process_and_is_the_language() -> None:
    one = pickle.loads(pickle.dumps(spoken("sv", "referrals")))
    assert one == "sv"
    assert say("regime_text.referrals", one) == say("regime_text.referrals", "sv")
    assert in_unit({"sv": "plats"}, one) == "anvisning"


def test_plan_years_beyond_the_rules_are_told() -> None:
    from planner.regime_told import regime_lines
    sets = ["years=[2013, 2014, 2015]", "need.total=340", "population_date=2012-12-31"]
    told = list(regime_lines(load_case(read_scenario(STOCKHOLM, sets)).problem, "sv"))
    assert any("2014 och 2015 ligger utanför" in line for line in told)
    within = list(regime_lines(load_case(read_scenario(STOCKHOLM)).problem, "sv"))
    assert not any("utanför" in line for line in within)
