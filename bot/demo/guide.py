"""The guide on the sandbox's page: what a newcomer does to live through an onboarding."""

from bot.demo.portfolio.hazel_and_finch import HAZEL_AND_FINCH
from bot.demo.stage import TEAM_CHANNEL, Stage
from sandbox.guide import GuideStep

NEXT_TO_START = "Brightwater"
"""A company of the sandbox that is nobody's customer yet."""


def guide(stage: Stage) -> list[GuideStep]:
    """The steps, once the portfolio has been played."""
    olivia, maya, ben = (stage.driver.person(name) for name in ("olivia", "maya", "ben"))
    team_channel = olivia.channel(TEAM_CHANNEL).id
    new = olivia.channel(HAZEL_AND_FINCH.channel).id
    return [
        GuideStep(
            "Be Olivia, who looks after new customers",
            f"Each `#onb-…` channel is a customer. *{HAZEL_AND_FINCH.name}* signed this morning: "
            "this is its channel, with the plan both companies will tick. The others are further "
            "on: one is on time, one slow, one has gone quiet, and one has arrived.",
            olivia.id,
            new,
        ),
        GuideStep(
            "Start a customer yourself (or skip this)",
            f"Type `/onboard new {NEXT_TO_START}` and fill in the form: a goal in their words, a "
            f"country, a contract value such as `40k`, and {ben.real_name} with `{ben.email}`. "
            "Its channel is there a moment later. It is the only command anybody needs.",
            olivia.id,
            "general",
        ),
        GuideStep(
            "Be Maya, the customer, and come in",
            f"Maya Finch works at {HAZEL_AND_FINCH.name}. In her inbox is the invitation that "
            "Milepost had Slack send. Accept it.",
            maya.id,
            "inbox",
        ),
        GuideStep(
            "Tick a milestone",
            "Below the welcome stands the plan, the same for Maya as for Olivia. Press *Mark done* "
            "at “The people on your side are named”. At a milestone that is not hers the button "
            "says whose it is.",
            maya.id,
            new,
        ),
        GuideStep(
            "See it celebrated",
            "The plan changed in place for both companies. Below it is now “1 reply”: open it, and "
            "there is a word of thanks in the plan's thread.",
            maya.id,
            new,
        ),
        GuideStep(
            "Say that you are stuck",
            "At the end of the plan press *We're stuck*, choose a milestone and say what is in the "
            "way. Olivia is called by name in the thread, and it stands in the plan until somebody "
            "presses *Sorted*.",
            maya.id,
            new,
        ),
        GuideStep(
            "See what your colleagues see",
            "Be Olivia again. In the team channel Milepost says what is new with every customer; "
            "what is for her alone, the digest of each morning say, comes as a direct message. "
            f"Type `/onboard status {HAZEL_AND_FINCH.name}` to see how one stands.",
            olivia.id,
            team_channel,
        ),
        GuideStep(
            "Turn the clock",
            "At the top, let a working day pass, or go to the next thing that happens. Milepost "
            "goes by this clock: what it does by itself happens at its own local time. The marks "
            "at people and channels show where something came.",
            olivia.id,
            team_channel,
        ),
        GuideStep(
            "Look behind it",
            "*Inspector*, at the top right, shows every call Milepost made to Slack and every "
            "payload it got, with the blocks as JSON. Under *Faults* you make Slack fail: see what "
            "people notice of it.",
        ),
    ]
