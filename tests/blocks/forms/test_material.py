"""The form that shows what helps (C6, C7)."""

from datetime import date

from blocks.forms import material
from onboarding.material import MaterialView, StepMaterial
from onboarding.playbook import Audience, Resource, ResourceFormat
from tests.blocks.oracles import assert_slack_takes_view

TODAY = date(2026, 3, 2)


def text_of(view: MaterialView) -> str:
    shown = material.render(view)
    assert_slack_takes_view(shown)
    return "\n".join(
        block["text"]["text"] if "text" in block else block["elements"][0]["text"]
        for block in shown["blocks"]
    )


def resource(audience: Audience, title: str = "Steps") -> Resource:
    return Resource(
        format=ResourceFormat.STEP_BY_STEP,
        title=title,
        url="https://help.example.com/a?b=1&c=2",
        audience=audience,
    )


def test_what_fits_comes_first_and_the_rest_says_for_whom_it_is_C7() -> None:
    step = StepMaterial(
        "Trained <well>",
        TODAY,
        is_done=False,
        yours=(resource(Audience.END_USER),),
        others=(resource(Audience.EXECUTIVE),),
    )
    said = text_of(MaterialView(Audience.END_USER, (step,), TODAY))
    assert said.splitlines() == [
        "Chosen for those who work with it every day.",
        "*Trained &lt;well&gt;*, by Mon 2 Mar",
        "📎 <https://help.example.com/a?b=1&amp;c=2|Steps> (Step by step)",
        "_For your colleagues_",
        "📎 <https://help.example.com/a?b=1&amp;c=2|Steps> (Step by step, for executives)",
    ]


def test_a_plan_without_material_says_whom_to_ask() -> None:
    assert "somebody will show you" in text_of(MaterialView(None, (), TODAY))


def test_the_fullest_plan_fits_a_form() -> None:
    longest = tuple(resource(audience, "&" * 120) for audience in Audience) * 20
    steps = (StepMaterial("&" * 120, TODAY, is_done=True, yours=longest, others=longest),) * 100
    assert "and 80 more steps" in text_of(MaterialView(None, steps, TODAY))
