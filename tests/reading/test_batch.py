import json
from collections.abc import Iterator

from releases.reading.batch import answer, run

TEXT = "All of Us Strangers is released in UK cinemas on Friday 26th January 2024."


def line(**fields: object) -> str:
    return json.dumps(fields)


def test_a_line_is_answered_with_its_id_and_statements() -> None:
    found = json.loads(answer(line(id="a1", text=TEXT)))
    assert found["id"] == "a1"
    (statement,) = found["statements"]
    assert statement["title"] == "All of Us Strangers"
    assert statement["date"] == "2024-01-26"
    assert statement["precision"] == "day"
    assert TEXT[statement["start"] : statement["end"]] == statement["sentence"] == TEXT


def test_a_page_is_read_like_a_text() -> None:
    page = f"<html><body><article><h1>Review</h1><p>{TEXT}</p></article></body></html>"
    found = json.loads(answer(line(id=7, html=page)))
    assert [s["territory"] for s in found["statements"]] == ["GB"]


def test_the_published_day_tells_the_year() -> None:
    text = "“Perfect Days” opens in cinemas on 23 February."
    found = json.loads(answer(line(id=1, text=text, published="2024-02-10")))
    assert [s["date"] for s in found["statements"]] == ["2024-02-23"]


def test_a_bad_line_is_answered_with_an_error_on_its_own_line() -> None:
    bad = [
        "not json",
        "[1, 2]",
        line(id=1),
        line(id=2, text=5),
        line(id=3, text="x", published="soon"),
        line(id=4, text="x", url=5),
        '{"id": 5, "text": "\\ud800"}',
        "[" * 100_000,
        "null",
        '{"id": {}}',
    ]
    answers = list(run([*bad, line(id="good", text=TEXT)]))
    assert len(answers) == len(bad) + 1
    assert all("\n" not in text for text in answers)
    read = [json.loads(text) for text in answers]
    assert [("error" in one) for one in read[:5]] == [True] * 5
    assert read[-1]["statements"]


def test_answers_keep_the_order_over_processes() -> None:
    many = [line(id=n, text=TEXT * 20) for n in range(900)]
    assert sum(map(len, many)) > 1_000_000
    answers = list(run(many, workers=2))
    assert [json.loads(text)["id"] for text in answers] == list(range(900))


def test_lines_are_taken_only_as_fast_as_they_are_answered() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield line(id=taken, text="nothing here " * 800)

    answers = run(endless(), workers=2)
    for _ in range(300):
        next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert taken < 2500
