"""A report as files: pages to print and a table, in the reader's language, with a dash for what nobody told."""

import csv
import io
from datetime import date, timedelta
from uuid import uuid4

from builders import NOW, empty_post
from publishing_machine import Machine

from bot.cards.report import packed
from bot.flows.report_words import CSV, PDF
from bot.language import speaking
from bot.reports import report_file
from core.insights.model import Insight
from core.posts.model import PostStatus
from core.reports.span import Span

NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


async def test_the_table_holds_every_post_and_the_pages_are_a_pdf(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        for number in range(3):
            post = empty_post(machine.team, due_at=NOW - (5 + number) * timedelta(days=1))
            post.status, post.published_at, post.about = PostStatus.PUBLISHED, post.due_at, ""
            session.add(post)
            await session.flush()
            if number:
                metrics = {"reach": 1_000 * number}
                session.add(
                    Insight(
                        id=uuid4(),
                        workspace_id=post.workspace_id,
                        post_id=post.id,
                        reading=1,
                        metrics=metrics,
                        taken_at=NOW,
                    )
                )
    about = packed(NOVEMBER, ("reach", "saves"))
    with speaking("de"):
        words, table = await report_file(machine.services, machine.team.workspace_id, about, CSV)
        _, pages = await report_file(machine.services, machine.team.workspace_id, about, PDF)
    assert (words, table.name) == ("Bericht, November 2026", "report-2026-11-01-2026-11-30.csv")
    header, *rows = csv.reader(io.StringIO(table.data.decode("utf-8-sig")))
    assert header[-2:] == ["Erreichte Personen", "Gespeichert"]
    assert [row[-2:] for row in rows] == [["2000", "–"], ["1000", "–"], ["–", "–"]]
    assert pages.data.startswith(b"%PDF-") and pages.data.count(b"/Type /Page ") <= 2
