"""From what was counted to the lines of the table: absolute for this machine, and what follows for any."""

from collections.abc import Iterator

from bench.capacity.costs import PROCESSES, SERVERS, Costs
from bench.capacity.meter import Spent
from bench.capacity.rows import READINGS, readings_of
from bench.sheet import Line
from core.insights.rhythm import POSTS

HOUR, YEAR_SECONDS = 3600.0, 365 * 86400.0
MB = 1024 * 1024
LARGEST = 5


def lines_of(found: Costs) -> Iterator[Line]:
    yield from _steps(found)
    yield from _rows(found)
    yield from _year(found)
    yield from _memory(found)


def _steps(found: Costs) -> Iterator[Line]:
    steps = (
        ("drafting, painting and telling a post", found.drafting, found.posts),
        ("saying yes to a post and publishing it", found.publishing, found.published),
        ("one reading of a post", found.reading, found.read),
    )
    for what, spent, count in steps:
        each = 1000 * ours(spent) / count
        yield Line(
            f"{what}: CPU of Rite",
            f"{each:.1f} ms",
            "",
            f"n = {count} in {spent.seconds:.0f} s; {_by_process(spent, count)}; "
            f"{spent.redis_commands / count:.1f} commands of Redis, "
            f"{spent.transactions / count:.1f} transactions; one core does {HOUR * 1000 / each:,.0f} an hour",
        )
        yield Line(f"{what}: CPU of the servers against Rite's", f"{spent.cpu[SERVERS] / ours(spent):.2f}x")
    drafted, read = ours(found.drafting) / found.posts, ours(found.reading) / found.read
    yield Line("a post drafted against one reading", f"{drafted / read:.1f}x", "", "a post is read often, see below")


def _by_process(spent: Spent, count: int) -> str:
    return ", ".join(f"{name} {1000 * seconds / count:.1f}" for name, seconds in spent.cpu.items()) + " ms"


def ours(spent: Spent) -> float:
    """CPU seconds of our own processes."""
    return sum(spent.cpu[name] for name in PROCESSES)


def _rows(found: Costs) -> Iterator[Line]:
    rows, size = found.lived.of(found.lived.others)
    yield Line("rows of a post, readings aside", f"{rows / found.posts:.1f}", "", _largest(found))
    yield Line("bytes of a post in the database, readings aside", f"{size / found.posts / 1024:.1f} KB")
    yield Line(
        "files of a post", f"{found.files / found.posts / 1024:.0f} KB", "", "flyers, slides and stories, as JPEG"
    )


def _largest(found: Costs) -> str:
    most = sorted(found.lived.others, key=lambda name: -found.lived.size[name])[:LARGEST]
    return ", ".join(
        f"{name} {found.lived.rows[name] / found.posts:.1f} ({found.lived.size[name] / found.posts / 1024:.1f} KB)"
        for name in most
    )


def _year(found: Costs) -> Iterator[Line]:
    readings, sizes = found.year.of(READINGS)
    rows, size = found.year.of(found.year.others)
    times = found.posts_a_year / found.year.rows["posts"]  # copies are whole, a year is not a multiple of them
    a_post = readings_of(POSTS)
    yield Line(
        f"a team's year of {found.a_year} events and {found.posts_a_year:.0f} posts: rows",
        f"{(rows + readings) * times:,.0f}",
        "",
        f"{readings * times:,.0f} of them readings ({readings / (rows + readings):.0%}), {a_post} of a feed post",
    )
    yield Line(
        "a team's year: bytes in the database",
        f"{(size + sizes) * times / MB:.0f} MB",
        "",
        f"readings {sizes * times / MB:.0f} MB ({sizes / readings:.0f} bytes each with its indexes), tables packed",
    )
    yield Line("a team's year: files", f"{found.files / found.posts * found.posts_a_year / MB:,.0f} MB")
    once = ours(found.drafting) / found.posts + ours(found.publishing) / found.published
    read = ours(found.reading) / found.read * a_post
    seconds = (once + read) * found.posts_a_year
    yield Line(
        "a team's year: CPU of Rite",
        f"{seconds:,.0f} s",
        "",
        f"reading is {read / (once + read):.0%} of it; "
        f"one core, half busy, carries {YEAR_SECONDS / 2 / seconds:,.0f} teams",
    )


def _memory(found: Costs) -> Iterator[Line]:
    for name in PROCESSES:
        yield Line(
            f"memory of {name}, at rest and after the run",
            f"{found.empty[name]:.0f}, {found.used[name]:.0f} MB",
            "",
            f"at rest it spends {100 * found.rest.cpu[name] / found.rest.seconds:.1f} % of a core",
        )
    yield Line(
        "all of it at rest",
        f"{100 * ours(found.rest) / found.rest.seconds:.1f} % of a core",
        "",
        f"{found.rest.redis_commands / found.rest.seconds:.1f} commands of Redis and "
        f"{found.rest.transactions / found.rest.seconds:.1f} transactions a second, looking for what is due",
    )
