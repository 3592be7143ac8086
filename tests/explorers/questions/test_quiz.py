import json

import pytest

from helpers.explorers.questions.quiz import Choice, Number, QuestionsView, ask

WEIGHTS = Number(
    "How many weights does a 3 × 3 filter have on 20 channels?",
    answer=3 * 3 * 20,
    wrong={9: "You forgot the channels.", 181: "That counts the bias."},
    because="9 for each channel.",
    hint="Draw one slice first.",
)
FLIP = Choice(
    "What does a layer flip?",
    right="Nothing",
    because="It cross-correlates.",
    wrong={"The kernel": "No."},
)


@pytest.fixture
def judged(call):
    """What the browser says to answers: judged(question, "9", "10") → [{right, text}, ...]."""
    return lambda question, *texts: call(
        "questions/view", *(["judge", question.for_browser(), text] for text in texts)
    )


def test_the_right_number_is_right_however_it_is_written(judged):
    big = Number("n?", answer=-30976.5)
    answers = judged(big, "-30976.5", "−30,976.5", " -30 976.5 ", "-3.09765e4")
    assert [answer["right"] for answer in answers] == [True] * 4


def test_a_wrong_number_gets_the_misconception_that_leads_to_it(judged):
    assert [answer["text"] for answer in judged(WEIGHTS, "180", "9", "181", "17")] == [
        "9 for each channel.",
        "You forgot the channels.",
        "That counts the bias.",
        "Draw one slice first.",
    ]


def test_what_is_no_number_is_asked_for_again(judged):
    for answer in judged(WEIGHTS, "", "many", "1e", "3*3*20"):
        assert not answer["right"] and "Type a number" in answer["text"]


def test_within_the_tolerance_counts(judged):
    share = Number("How much?", answer=100 * 324 / 784, tolerance=0.1)
    answers = judged(share, "41.3", "41.3 %", "41", "42")
    assert [answer["right"] for answer in answers] == [True, True, False, False]


def test_the_options_are_all_there_and_in_an_order_that_stays():
    many = Choice("Which?", right="a", because="", wrong={c: c for c in "bcdefgh"})
    assert many.options() == many.options()
    assert sorted(option for option, _, _ in many.options()) == list("abcdefgh")
    assert [option for option, right, _ in many.options() if right] == ["a"]


def test_a_question_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="both right and wrong"):
        Number("n?", answer=180, wrong={180.0: "no"})
    with pytest.raises(ValueError, match="both right and wrong"):
        Choice("Which?", right="a", because="", wrong={"a": "no"})
    with pytest.raises(ValueError, match="no wrong answer"):
        Choice("Which?", right="a", because="", wrong={})


def test_without_a_script_question_and_answer_are_text(capsys, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "helpers.explorers.questions.quiz.display", lambda data, raw: shown.append(data)
    )
    ask(WEIGHTS, FLIP)
    page = shown[0]["text/html"]
    assert "3 × 3 filter" in page and "<details><summary>Answer</summary>180." in page
    assert "<li>The kernel</li>" in page and "Nothing. It cross-correlates." in page
    assert shown[0]["text/plain"].splitlines() == [f"1. {WEIGHTS.text}", f"2. {FLIP.text}"]
    assert "application/vnd.jupyter.widget-view+json" in shown[0]


def test_the_questions_reach_the_browser_as_they_are():
    view = QuestionsView(questions=[FLIP.for_browser()])
    assert json.loads(json.dumps(view.get_state()["questions"]))[0]["text"] == FLIP.text
