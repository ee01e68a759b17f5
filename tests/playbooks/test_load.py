from collections.abc import Callable
from pathlib import Path

import pytest

import playbooks
from onboarding.criteria import RecordKey
from onboarding.people import Role, StakeholderRole
from onboarding.tracks import Track
from playbooks.load import PlaybookError, load_playbook, shipped_playbooks
from playbooks.reading import Problem

FOLDER = Path(playbooks.__file__).parent
CRITERIA = ", ".join(
    [
        "{stage_done: …}, {milestone_done: …}, {plan_agreed: true}, {no_open_blockers: true}",
        *(f"{{{key}: true}}" for key in RecordKey),
    ]
)
LOW_TOUCH = (FOLDER / "low-touch.yaml").read_text("utf-8")


@pytest.fixture
def problems(tmp_path: Path) -> Callable[[str], list[tuple[int | None, str, str]]]:
    """What is wrong with a playbook of this text: line, field, message."""

    def load(text: str) -> list[tuple[int | None, str, str]]:
        path = tmp_path / "mine.yaml"
        path.write_text(text, "utf-8")
        with pytest.raises(PlaybookError) as caught:
            load_playbook(path)
        assert caught.value.path == path
        return [(p.line, p.field, p.message) for p in caught.value.problems]

    return load


Problems = Callable[[str], list[tuple[int | None, str, str]]]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_an_error_reads_as_file_line_field_and_words_R9(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = LOW_TOUCH.replace("track: low-touch", "track: medium").replace("version: 2\n", "")
    path.write_text(text, "utf-8")
    with pytest.raises(PlaybookError) as caught:
        load_playbook(path)
    assert str(caught.value).splitlines() == [
        f"{path}:3: version: is missing",
        f"{path}:5: track: 'medium' is not one of low-touch, guided, high-touch",
    ]


@pytest.mark.parametrize(
    ("written", "instead", "field", "message"),
    [
        (
            "        side: team",
            "        side: ours",
            "stages[0].milestones[0].side",
            "'ours' is not one of team, customer",
        ),
        (
            "        role: owner",
            "        role: boss",
            "stages[0].milestones[1].role",
            f"'boss' is not one of {', '.join([*Role, *StakeholderRole])}",
        ),
        (
            "        role: owner",
            "        role: champion",
            "stages[0].milestones[1].role",
            "'champion' is not one of our roles, but the side is team",
        ),
        (
            "target_day: 2",
            "target_day: soon",
            "stages[0].milestones[0].target_day",
            "must be a whole number",
        ),
        (
            "target_day: 2",
            "target_day: -1",
            "stages[0].milestones[0].target_day",
            "must be 0 or more",
        ),
        (
            "key: goal-in-your-words",
            "key: Goal in your words",
            "stages[0].milestones[1].key",
            "may have lower case letters, digits and single hyphens only",
        ),
        (
            "title: Your goal written down in your own words",
            "title: yes",
            "stages[0].milestones[1].title",
            "must be text; put it in quotes",
        ),
        (
            "title: Your goal written down in your own words",
            f"title: {'x' * 121}",
            "stages[0].milestones[1].title",
            "is 121 characters long; at most 120 fit",
        ),
        (
            "title: Your goal written down in your own words",
            "title: ''",
            "stages[0].milestones[1].title",
            "must not be empty",
        ),
        (
            "depends_on: [goal-in-your-words]",
            "depends_on: goal-in-your-words",
            "stages[0].milestones[2].depends_on",
            "must be a list",
        ),
        (
            "depends_on: [goal-in-your-words]",
            "depends_on: [goal]",
            "stages[0].milestones[2].depends_on[0]",
            "there is no milestone 'goal'",
        ),
        (
            "url: https://help.example.com/start/first-30-days",
            "url: our wiki",
            "stages[0].milestones[1].resources[0].url",
            "must be a web address that begins with https:// and has no spaces",
        ),
        (
            "- plan_agreed: true",
            "- plan_signed: true",
            "stages[0].exit[0]",
            f"must be one of {CRITERIA}",
        ),
        (
            "- plan_agreed: true",
            "- plan_agreed: false",
            "stages[0].exit[0].plan_agreed",
            "can only be true; leave it out otherwise",
        ),
        (
            "- stage_done: training",
            "- stage_done: practice",
            "stages[3].entry[0].stage_done",
            "'practice' is not one of kickoff, configuration, training, go-live, validation",
        ),
        (
            "owners: {team: owner, customer: contact}",
            "owners: owner",
            "stages[0].owners",
            "must be a mapping of fields",
        ),
        (
            "first_value: true",
            "first_value: perhaps",
            "stages[4].milestones[0].first_value",
            "must be true or false",
        ),
    ],
)
def test_what_is_wrong_is_shown_on_its_line_in_plain_words_R9(
    problems: Problems, written: str, instead: str, field: str, message: str
) -> None:
    text = LOW_TOUCH.replace(written, instead, 1)
    assert problems(text) == [(line_of(text, instead), field, message)]


def test_a_misspelt_field_is_shown_with_what_is_missing_for_it_R9(problems: Problems) -> None:
    text = LOW_TOUCH.replace("target_day: 2\n", "target: 2\n", 1)
    milestone = "stages[0].milestones[0]"
    assert problems(text) == [
        (line_of(text, "- key: warm-introduction"), f"{milestone}.target_day", "is missing"),
        (
            line_of(text, "target: 2"),
            f"{milestone}.target",
            "is not a field that a playbook has here",
        ),
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_file_R9(problems: Problems) -> None:
    text = LOW_TOUCH.replace("target_day: 3", "target_day: x")
    text = text.replace("        side: team", "        side: us", 1)
    assert [field for _, field, _ in problems(text)] == [
        "stages[0].milestones[0].side",
        "stages[1].milestones[0].target_day",
    ]


def test_training_without_a_live_session_is_shown_where_its_resources_stand_C6(
    problems: Problems,
) -> None:
    text = LOW_TOUCH.replace("live-session", "short-video")
    training = text.index("key: key-users-trained")
    line = line_of(text[training:], "resources:") + text[:training].count("\n")
    assert problems(text) == [
        (
            line,
            "stages[2].milestones[0].resources",
            "a training milestone needs a live resource",
        )
    ]


def test_a_field_left_out_is_shown_on_the_line_of_what_lacks_it(problems: Problems) -> None:
    text = LOW_TOUCH.replace("        side: team\n", "", 1)
    place = line_of(text, "- key: warm-introduction")
    assert problems(text) == [(place, "stages[0].milestones[0].side", "is missing")]


def test_a_field_given_twice_is_shown_with_both_lines(problems: Problems) -> None:
    text = LOW_TOUCH.replace("version: 2\n", "version: 2\nversion: 3\n")
    assert problems(text) == [(5, "version", "is given twice, first on line 4")]


def test_broken_yaml_is_shown_on_its_line(problems: Problems) -> None:
    ((line, field, message),) = problems(LOW_TOUCH.replace("title: Kickoff", "title: Kick: off"))
    assert line == line_of(LOW_TOUCH, "title: Kickoff")
    assert field == ""
    assert message == "this is not valid YAML: mapping values are not allowed here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, "", "the file is empty")),
        ("# only a remark\n", (None, "", "the file is empty")),
        ("- a\n- list\n", (1, "", "must be a mapping of fields")),
        ("a: 1\nb: &b [*b]\n", (2, "b[0]", "contains itself")),
        ("? [a, b]\n: 1\n", (1, "", "the name of a field must be a word")),
        ("a: 1\nb: 2025-13-45\n", (2, "b", "cannot be read: month must be in 1..12")),
        (
            "a: 1\nb: \x07\n",
            (2, "", "this is not valid YAML: special characters are not allowed"),
        ),
    ],
)
def test_odd_files_are_told_in_words(
    problems: Problems, text: str, expected: tuple[int | None, str, str]
) -> None:
    assert problems(text) == [expected]


def test_a_tag_that_would_run_code_is_refused(problems: Problems) -> None:
    ((line, _, message),) = problems("a: 1\nb: !!python/name:os.system\n")
    assert line == 2
    assert message.startswith("this is not valid YAML: could not determine a constructor")


def test_two_documents_in_one_file_are_refused(problems: Problems) -> None:
    ((line, _, message),) = problems("a: 1\n---\nb: 2\n")
    assert line == 2
    assert "expected a single document" in message


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.yaml"
    with pytest.raises(PlaybookError) as caught:
        load_playbook(path)
    assert str(caught.value) == f"{path}: cannot be read: No such file or directory"


def test_a_file_that_is_not_text_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlaybookError) as caught:
        load_playbook(path)
    assert caught.value.problems == (Problem(None, "", "is not text in UTF-8"),)


def test_a_folder_of_our_own_can_take_the_place_of_what_is_shipped_R9(tmp_path: Path) -> None:
    for track in Track:
        text = (FOLDER / f"{track}.yaml").read_text("utf-8").replace("version: 2", "version: 7")
        (tmp_path / f"{track}.yaml").write_text(text, "utf-8")
    assert {p.version for p in shipped_playbooks(tmp_path).values()} == {7}


def test_a_playbook_under_the_name_of_another_track_is_refused_R3(tmp_path: Path) -> None:
    for track in Track:
        (tmp_path / f"{track}.yaml").write_text(LOW_TOUCH, "utf-8")
    with pytest.raises(PlaybookError) as caught:
        shipped_playbooks(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'guided.yaml'}: track: 'low-touch' does not fit the name of the file, "
        f"guided.yaml"
    )
