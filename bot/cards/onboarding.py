"""A team's first word from us, and its first steps as one card that ends when they are done."""

from bot.cards.card import Action, Card, Fact, Small, Style, Text
from bot.introduction import WHO_I_AM
from bot.language import mark, tr, tr_as
from bot.tokens import Token
from core.installs.onboarding import OnboardingView, Step

NAMES = {
    Step.ACCOUNT: mark("Connect Instagram"),
    Step.APPROVER: mark("Name an approver"),
    Step.EVENT: mark("Plan a first event"),
    Step.APPROVAL: mark("Say a first yes"),
}
OPEN = {
    Step.ACCOUNT: mark("I publish there what you approve, nothing else."),
    Step.APPROVER: mark("Somebody besides you whose yes lets a post go out."),
    Step.EVENT: mark("One sentence is enough. I plan the posts, write and paint them."),
    Step.APPROVAL: mark("Press Approve on a post that you like."),
}


def welcome_card(name: str, team: str) -> Card:
    """For whoever installed Rite: who I am, and one press that shows the worth."""
    hello = tr("Hi {name}, thanks for letting me into {team}.", name=name, team=team)
    sample = tr("See it work first: the sample event comes filled in, and nothing is published.")
    return Card(
        summary=f"{hello} {tr(WHO_I_AM)}",
        title=tr("Welcome to Rite"),
        lines=(Text(hello), Text(tr(WHO_I_AM)), Text(sample)),
        actions=(Action(tr("Try a sample event"), Token("welcome.sample"), style=Style.PRIMARY),),
    )


def back_again_card(going: int, waiting: int) -> Card:
    """For whoever installed Rite once more."""
    said = [tr("Welcome back. Everything is where you left it.")]
    if going:
        said.append(tr("What was approved goes out again at its hour."))
    if waiting:
        said.append(tr("What has missed its hour waits for you: its card says so."))
    return Card(summary=" ".join(said), lines=tuple(Text(one) for one in said))


def onboarding_card(view: OnboardingView) -> Card:
    """The steps with a word for each, and buttons for those that are open."""
    if view.is_over:
        text = tr("Your first steps are done. Type help whenever you wonder what else I can do.")
        return Card(summary=text, title=tr("All set"), lines=(Text(text),))
    lines = [Fact(tr(NAMES[step]), tr_as("step", "Done.") if step in view.done else tr(OPEN[step])) for step in Step]
    left = [step for step in Step if step not in view.done]
    summary = tr(
        "First steps: {done} of {all} done. Next: {step}.", done=len(view.done), all=4, step=tr(NAMES[left[0]])
    )
    small = Small(tr("This card keeps up by itself, and ends when all is done."))
    return Card(summary=summary, title=tr("First steps"), lines=(*lines, small), actions=_actions(left))


def _actions(left: list[Step]) -> tuple[Action, ...]:
    buttons = {
        Step.ACCOUNT: [Action(tr("Connect Instagram"), Token("account.connect"))],
        Step.APPROVER: [
            Action(tr("Name an approver"), Token("welcome.approver")),
            Action(tr("I decide alone"), Token("welcome.alone")),
        ],
        Step.EVENT: [Action(tr("New event"), Token("event.new"))],
    }
    return tuple(action for step in left for action in buttons.get(step, ()))
