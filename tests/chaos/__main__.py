"""python -m chaos: what `make chaos` does. Real processes die and freeze, servers crash, Instagram answers badly; then
a judge looks at what went live.

The same seed goes to the two usual designs as well: if it does not make them publish things twice, it proves nothing
and the run is void.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing

from chaos import machine, usual
from chaos.report import VOID_BELOW, Outcome
from chaos.stage import Order, Servers

from provision.errors import ProvisioningFailed
from provision.say import say
from provision.servers import keep

WRONG, VOID, FAILED_PROVISIONING = 1, 2, 3
USUAL_POSTS, SQLITE_POSTS, SQLITE_KILLS = 1000, 500, 50
PER_SECOND = 8.0

Arm = Callable[[Order, Servers], Awaitable[Outcome]]
ARMS: Mapping[str, Arm] = {
    "actor": lambda order, servers: usual.run("plain Dramatiq actor", "actor", _at_most(order, USUAL_POSTS), servers),
    "restart": lambda order, servers: usual.run("restart worker", "claimer", _at_most(order, USUAL_POSTS), servers),
    "sqlite": lambda order, servers: machine.in_one_process(_on_sqlite(order)),
    "design": machine.on_servers,
}
NAIVE = ("actor", "restart")


def main() -> int:
    options = _options()
    try:
        kept = keep(["durable-postgres", "redis"])
    except ProvisioningFailed as failed:
        say(f"The chaos run did not start. {failed}")
        return FAILED_PROVISIONING
    with closing(kept):
        servers = Servers(kept.urls["durable-postgres"], kept.urls["redis"], kept)
        order = Order(options.posts, options.kills, options.freezes, options.seed, options.per_second)
        outcomes = asyncio.run(_run(order, servers, options.arms))
    return _status(outcomes)


async def _run(order: Order, servers: Servers, arms: list[str]) -> Mapping[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    say(f"Seed {order.seed}. {order.posts} posts fall due within {order.seconds:.0f} s; arms: {', '.join(arms)}.")
    for arm in arms:
        outcomes[arm] = await ARMS[arm](order, servers)
        _tell(outcomes[arm])
    return outcomes


def _tell(outcome: Outcome) -> None:
    sys.stdout.write("\n".join([outcome.line(), *outcome.notes]) + "\n")
    sys.stdout.flush()


def _status(outcomes: Mapping[str, Outcome]) -> int:
    tame = [
        outcome.arm for arm, outcome in outcomes.items() if arm in NAIVE and outcome.doubled_per_thousand < VOID_BELOW
    ]
    if tame:
        say(f"VOID: {' and '.join(tame)} doubled fewer than {VOID_BELOW:.0f} posts per 1,000.")
        return VOID
    wrong = [outcome.arm for outcome in outcomes.values() if not outcome.clean]
    say(f"WRONG: {', '.join(wrong)}." if wrong else "Nothing doubled, lost, stuck, untold or said wrongly.")
    return WRONG if wrong else 0


def _at_most(order: Order, posts: int) -> Order:
    return order.scaled(min(order.posts, posts))


def _on_sqlite(order: Order) -> Order:
    posts = min(order.posts, SQLITE_POSTS)
    kills = round(SQLITE_KILLS * posts / SQLITE_POSTS)
    return Order(posts, kills, max(1, kills // 5), order.seed, order.per_second / 2)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=None, help="one for ten posts unless told")
    parser.add_argument("--freezes", type=int, default=None, help="one for ten kills unless told")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--per-second", type=float, default=PER_SECOND, help="posts that fall due each second")
    parser.add_argument("--arms", default=",".join(ARMS), help=f"of {', '.join(ARMS)}")
    options = parser.parse_args()
    options.arms = options.arms.split(",")
    if unknown := set(options.arms) - ARMS.keys():
        parser.error(f"there is no arm {', '.join(sorted(unknown))}; there are {', '.join(ARMS)}")
    options.kills = options.posts // 10 if options.kills is None else options.kills
    options.freezes = max(1, options.kills // 10) if options.freezes is None else options.freezes
    return options


if __name__ == "__main__":
    sys.exit(main())
