"""How many people say yes before a post goes out, in words, and the question before nobody is asked."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.tokens import Token
from bot.words import count, spoken_list
from core.approvals.policy import Policy
from core.approvals.queries import RuleView
from core.hashtags.scope import phase_title

TITLE = "Approvals"
IN_WORDS = {
    Policy.NONE: "no yes needed",
    Policy.ONE: "one yes",
    Policy.TWO: "two people",
}
HONEST = (
    "Two people are two who did not write it. Nobody says yes to what they wrote themselves, unless nobody else may. "
    "An event's rule counts before a phase's, and that before the usual one."
)


def approvals_card(rules: Sequence[RuleView], *, may_set: bool, said: str = "") -> Card:
    """All rules; `said` is what just happened."""
    opening = said or f"Usually: {policy_in_words(rules[0])}."
    lines: list[Line] = [Text(said)] if said else []
    lines += [Fact(about(rule.phase, rule.event), policy_in_words(rule)) for rule in rules]
    lines.append(Small(HONEST))
    if not may_set:
        lines.append(Small("Only an owner changes this."))
    change = (Action("Change", Token("approvals.change"), style=Style.PRIMARY),) if may_set else ()
    return Card(opening, TITLE, tuple(lines), actions=change)


def about(phase: str, event: str) -> str:
    """What a rule is about, as a person calls it."""
    return event or (phase_title(phase) if phase else "Usually")


def policy_in_words(rule: RuleView) -> str:
    """ "no yes needed (Ada set that)": who lets things go unasked is named."""
    by = f" ({rule.set_by} set that)" if rule.policy is Policy.NONE and rule.set_by else ""
    return f"{IN_WORDS[rule.policy]}{by}"


def sure_card(what: str, token: Token) -> Card:
    """Asked back before posts go out without anybody's yes."""
    asked = f"{what} shall go out without anybody's yes. Are you sure?"
    return Card(
        summary=asked,
        title=TITLE,
        lines=(
            Text(asked),
            Text("As soon as one is drafted it is scheduled, and nobody has to look at it. What waits now still does."),
        ),
        actions=(
            Action("Yes, ask nobody", token, style=Style.DANGER),
            Action("Leave it as it is", Token("approvals.show")),
        ),
    )


def became(policy: Policy, what: str, lacking: Sequence[str], waiting: int) -> str:
    """What a new rule did to posts that were approved, and to those that wait."""
    said = [f"Saved. {what}: {IN_WORDS[policy]}."]
    if lacking:
        lacks = "lacks" if len(lacking) == 1 else "lack"
        said.append(
            f"{spoken_list(list(lacking))} {lacks} a yes now and {'waits' if len(lacking) == 1 else 'wait'} for it; "
            "those that were given still count."
        )
    if waiting and policy is not Policy.TWO:
        waits = f"{count(waiting, 'post')} that {'waits' if waiting == 1 else 'wait'} already"
        said.append(f"{waits} still {'needs' if waiting == 1 else 'need'} a press.")
    return " ".join(said)
