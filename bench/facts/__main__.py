"""python -m bench.facts [--captions N] [--seed N] [--show]: print how many lies the fact lock catches, and how often
it is wrong about the honest."""

import argparse
import random
from collections import Counter
from collections.abc import Iterator

from bench.facts.captions import caption, told_of
from bench.facts.events import made_up
from bench.facts.lies import LIES
from bench.facts.several import Checked, honest_in_two, lying_in_two, options
from bench.sheet import at_least, at_most, markdown
from core.copy.facts import check_facts
from core.copy.languages import LANGUAGES
from core.ports.copywriter import Brief

MOST_WRONGLY_FLAGGED = at_most(2, " %")
ALL = at_least(100, " %")


def honest(count: int, seed: int) -> Iterator[Checked]:
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        brief, dice = made_up(seed + number, language), random.Random(seed + number)
        yield _checked(language, brief, caption(told_of(brief, dice), language, dice))


def lying(count: int, seed: int) -> Iterator[Checked]:
    """Every kind of lie in every language, in turns, until there are `count`."""
    made = number = 0
    kinds = list(LIES)
    while made < count:
        language, kind = LANGUAGES[number % len(LANGUAGES)], kinds[number // len(LANGUAGES) % len(kinds)]
        brief, dice = made_up(seed + number, language), random.Random(seed + number)
        lie = LIES[kind](brief, told_of(brief, dice), dice)
        number += 1
        if lie is None:
            continue
        made += 1
        told = caption(lie.told, language, dice)
        yield _checked(kind, lie.brief, f"{told}\n{lie.line}" if lie.line else told)


def _checked(kind: str, brief: Brief, text: str) -> Checked:
    return Checked(kind, brief, text, check_facts(text, brief))


def main() -> None:
    asked = _parser().parse_args()
    lies, truths = list(lying(asked.captions, asked.seed)), list(honest(asked.captions, asked.seed))
    missed = [each for each in lies if not each.findings]
    flagged = [each for each in truths if each.findings]
    rows = [_row(kind, [each for each in lies if each.kind == kind], caught=True) for kind in LIES]
    both, both_true = list(lying_in_two(asked.captions, asked.seed)), list(honest_in_two(asked.captions, asked.seed))
    offered = list(options(asked.captions, asked.seed))
    rows += [
        _row(f"honest, {language}", [e for e in truths if e.kind == language], caught=False) for language in LANGUAGES
    ]
    rows += [
        _row("lying, two languages", both, caught=True),
        _row("honest, two languages", both_true, caught=False),
        _row("options of the offline writer", offered, caught=False),
    ]
    print(markdown(("Captions", "How many", "Flagged"), rows))
    print()
    _sum_up("Lies caught", lies, caught=True)
    _sum_up("Honest captions flagged", truths, caught=False)
    _sum_up("Lies caught in captions of two languages", both, caught=True)
    _sum_up("Honest captions of two languages flagged", both_true, caught=False)
    _sum_up("Options flagged", offered, caught=False)
    missed += [each for each in both if not each.findings]
    flagged += [each for each in (*both_true, *offered) if each.findings]
    codes = Counter(finding.code for each in flagged for finding in each.findings)
    if codes:
        print("Wrong flags:", ", ".join(f"{code} {count}" for code, count in codes.most_common()))
    if asked.show:
        for each in (*missed, *flagged):
            print(f"\n--- {each.kind}: {[(f.code, f.said) for f in each.findings]}\n{each.brief}\n{each.text}")


def _sum_up(what: str, captions: list[Checked], *, caught: bool) -> None:
    found = sum(bool(each.findings) for each in captions)
    share = 100 * found / len(captions)
    goal = ALL if caught else MOST_WRONGLY_FLAGGED
    print(f"{what}: {found} of {len(captions)}, {share:.1f} % ({goal.words(share)})")


def _row(what: str, captions: list[Checked], *, caught: bool) -> tuple[str, str, str]:
    found = sum(bool(each.findings) for each in captions)
    return what, str(len(captions)), f"{found}" + ("" if found == (len(captions) if caught else 0) else " ←")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.facts", description=__doc__)
    parser.add_argument("--captions", type=int, default=500, help="how many lying ones, and as many honest ones")
    parser.add_argument("--seed", type=int, default=20261204)
    parser.add_argument("--show", action="store_true", help="print every caption the fact lock was wrong about")
    return parser


if __name__ == "__main__":
    main()
