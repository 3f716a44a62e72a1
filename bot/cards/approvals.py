"""How many people say yes before a post goes out, in words, and the question before nobody is asked."""

from collections.abc import Sequence

from bot.cards.card import Action, Card, Fact, Line, Small, Style, Text
from bot.language import mark, tr, tr_as, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import spoken_list
from core.approvals.policy import Policy
from core.approvals.queries import RuleView
from core.hashtags.scope import phase_title

TITLE = mark("Approvals")
IN_WORDS = {
    Policy.NONE: mark("no yes needed"),
    Policy.ONE: mark("one yes"),
    Policy.TWO: mark("two people"),
}
HONEST = mark(
    "Two people are two who did not write it. Nobody says yes to what they wrote themselves, unless nobody else may. "
    "An event's rule counts before a phase's, and that before the usual one."
)


def approvals_card(rules: Sequence[RuleView], *, may_set: bool, said: str = "") -> Card:
    """All rules; `said` is what just happened."""
    opening = said or tr("Usually: {policy}.", policy=policy_in_words(rules[0]))
    lines: list[Line] = [Text(said)] if said else []
    lines += [Fact(about(rule.phase, rule.event), policy_in_words(rule)) for rule in rules]
    lines.append(Small(tr(HONEST)))
    if not may_set:
        lines.append(Small(tr("Only an owner changes this.")))
    change = Action(tr_as("button", "Change"), Token("approvals.change"), style=Style.PRIMARY)
    return Card(opening, tr(TITLE), tuple(lines), actions=(change,) if may_set else ())


def about(phase: str, event: str) -> str:
    """What a rule is about, as a person calls it."""
    return event or (retold(phase_title(phase)) if phase else tr("Usually"))


def policy_in_words(rule: RuleView) -> str:
    """ "no yes needed (Ada set that)": who lets things go unasked is named."""
    policy = tr(IN_WORDS[rule.policy])
    if rule.policy is Policy.NONE and rule.set_by:
        return tr("{policy} ({name} set that)", policy=policy, name=rule.set_by)
    return policy


def sure_card(what: str, token: Token) -> Card:
    """Asked back before posts go out without anybody's yes."""
    asked = tr("{what} shall go out without anybody's yes. Are you sure?", what=what)
    then = tr(
        "As soon as one is drafted it is scheduled, and nobody has to look at it. What waits now still does.",
    )
    return Card(
        summary=asked,
        title=tr(TITLE),
        lines=(Text(asked), Text(then)),
        actions=(
            Action(tr("Yes, ask nobody"), token, style=Style.DANGER),
            Action(tr("Leave it as it is"), Token("approvals.show")),
        ),
    )


def became(policy: Policy, what: str, lacking: Sequence[str], waiting: int) -> str:
    """What a new rule did to posts that were approved, and to those that wait."""
    said = [tr("Saved. {what}: {policy}.", what=what, policy=tr(IN_WORDS[policy]))]
    if lacking:
        lacks = tr_many(
            "{posts} lacks a yes now and waits for it; those that were given still count.",
            "{posts} lack a yes now and wait for it; those that were given still count.",
            len(lacking),
            posts=spoken_list(list(lacking)),
        )
        said.append(lacks)
    if waiting and policy is not Policy.TWO:
        needs = tr_many(
            "{n} post that waits already still needs a press.",
            "{n} posts that wait already still need a press.",
            waiting,
        )
        said.append(needs)
    return " ".join(said)
