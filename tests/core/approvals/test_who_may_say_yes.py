"""Whose yes counts: approvers and owners, never the author unless nobody else is there."""

from uuid import uuid4

import pytest
from builders import person

from core.approvals.policy import approvers, check_may_approve, check_may_edit, spoken_list
from core.errors import NotAllowed
from core.workspaces.model import Member, Role

WORKSPACE = uuid4()
ADA, BEN, CY, GIL = (
    person("Ada", Role.OWNER, WORKSPACE),
    person("Ben", Role.APPROVER, WORKSPACE),
    person("Cy", Role.EDITOR, WORKSPACE),
    person("Gil", Role.GUEST, WORKSPACE),
)
TEAM = [ADA, BEN, CY, GIL]

# who asks, who is there, who wrote it -> what is said, empty when the yes counts
CASES: list[tuple[str, Member, list[Member], Member | None, str]] = [
    ("an owner", ADA, TEAM, CY, ""),
    ("an approver", BEN, TEAM, CY, ""),
    ("an editor", CY, TEAM, ADA, "Only approvers can release posts: Ben."),
    ("an editor, their own", CY, TEAM, CY, "Only approvers can release posts: Ada and Ben."),
    ("a guest", GIL, TEAM, CY, "Only approvers can release posts: Ada and Ben."),
    ("an owner, their own, with an approver there", ADA, TEAM, ADA, "somebody else says yes: Ben."),
    ("an approver, their own", BEN, TEAM, BEN, "somebody else says yes: Ada."),
    ("an owner alone", ADA, [ADA], ADA, ""),
    ("an owner with an editor, their own", ADA, [ADA, CY], ADA, ""),
    ("nobody's words", BEN, TEAM, None, ""),
    ("nobody may", CY, [CY, GIL], CY, "Nobody here may approve yet."),
    ("a stranger", ADA, [BEN, CY], CY, "Only approvers"),
]


@pytest.mark.parametrize(("who", "people", "author", "said"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_yes_counts_or_the_answer_names_whose_does(
    who: Member, people: list[Member], author: Member | None, said: str
) -> None:
    author_id = author.id if author else None
    if not said:
        check_may_approve(who, people, author_id)
        assert who in approvers(people, author_id)
        return
    with pytest.raises(NotAllowed) as refusal:
        check_may_approve(who, people, author_id)
    assert said in refusal.value.message


def test_guests_look_on() -> None:
    for member in (ADA, BEN, CY):
        check_may_edit(member)
    with pytest.raises(NotAllowed, match="Guests can look"):
        check_may_edit(GIL)


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["Ada"], "Ada"), (["Ada", "Cy"], "Ada and Cy"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_said_as_people_say_them(names: list[str], said: str) -> None:
    assert spoken_list(names) == said
