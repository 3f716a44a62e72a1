"""Tables as people's programs write them: read row by row, and what is wrong with a row is said in words."""

from datetime import UTC, date, datetime

import pytest

from core.errors import InvalidAnswer
from core.events.create import NewEvent
from core.imports.headers import EXAMPLE, TEMPLATE, columns_of
from core.imports.queries import template
from core.imports.report import Report, look_through
from core.imports.rows import Usual, facts_from, stored
from core.imports.table import MOST_ROWS, read_table, written

USUAL = Usual(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "Europe/Berlin", "en", "en")


def read(
    text: str, *, encoding: str = "utf-8", usual: Usual = USUAL, here: set[tuple[str, date, str]] | None = None
) -> Report:
    return look_through(text.encode(encoding), False, usual, here or set())


def only(report: Report) -> NewEvent:
    assert [one.why for one in report.refused] == []
    (found,) = report.ready
    return found.facts


GERMAN = "Veranstaltung;Datum;Uhrzeit;Ort;Stadt;Künstler;Eintritt\nNacht;26.03.2027;22:00;Halle 7;Köln;Ada, Ben;12 €\n"
SAME = {
    "German Excel": read_table(GERMAN.encode("cp1252")),
    "German Excel with its own first line": read_table(("sep=;\r\n" + GERMAN.replace("\n", "\r\n")).encode("cp1252")),
    "UTF-8 with a mark": read_table(GERMAN.encode("utf-8-sig")),
    "Unicode text": read_table(GERMAN.replace(";", "\t").encode("utf-16")),
}


@pytest.mark.parametrize("kind", SAME)
def test_encoding_and_delimiter_are_found_out(kind: str) -> None:
    table = SAME[kind]
    assert table.header[5] == "Künstler"
    assert [row.cells[3:] for row in table.rows] == [("Halle 7", "Köln", "Ada, Ben", "12 €")]


HEADERS = {
    "en": "Event name,Start date,Start time,Venue,City,Line-up,Ticket link,Price,Doors",
    "de": "Veranstaltung,Datum,Uhrzeit,Veranstaltungsort,Stadt,Künstler,Tickets,Eintritt,Einlass",
    "es": "Evento,Fecha,Hora,Lugar,Ciudad,Artistas,Entradas,Precio,Apertura de puertas",
    "fr": "Événement,Date de début,Heure,Salle,Ville,Artistes,Billetterie,Tarif,Ouverture des portes",
    "it": "Evento,Data,Ora,Luogo,Città,Artisti,Biglietti,Prezzo,Apertura porte",
}


@pytest.mark.parametrize("language", HEADERS)
def test_columns_are_known_in_five_languages(language: str) -> None:
    row = "Nacht,2027-03-26,22:00,Halle 7,Lisbon,Ada; Ben,tickets.example/n,12 EUR,21:00"
    facts = only(read(f"{HEADERS[language]}\n{row}\n"))
    assert (facts.name, facts.venue, facts.time_zone) == ("Nacht", "Halle 7", "Europe/Lisbon")
    assert facts.starts_local.isoformat() == "2027-03-26T22:00:00"
    assert facts.doors_local is not None and facts.doors_local.isoformat() == "2027-03-26T21:00:00"
    assert (facts.lineup, facts.ticket_link) == (("Ada", "Ben"), "https://tickets.example/n")


WRITTEN = {
    "2027-03-26,22:00": "2027-03-26T22:00:00",
    "26.3.27,22 Uhr": "2027-03-26T22:00:00",
    "26/03/2027,10pm": "2027-03-26T22:00:00",
    "Fri 26 March 2027,10:30 PM": "2027-03-26T22:30:00",
    "26 de marzo de 2027,22h30": "2027-03-26T22:30:00",
    "26.03.2027,24:00": "2027-03-26T00:00:00",
}


@pytest.mark.parametrize("cells", WRITTEN, ids=list(WRITTEN))
def test_dates_and_hours_are_read_as_people_write_them(cells: str) -> None:
    facts = only(read(f"Name,Date,Time,Venue\nNacht,{cells},Halle 7\n"))
    assert facts.starts_local.isoformat() == WRITTEN[cells]


@pytest.mark.parametrize(("other", "wanted"), [("25/03/2027", "2027-06-05"), ("03/25/2027", "2027-05-06")])
def test_the_whole_column_tells_whether_the_month_comes_first(other: str, wanted: str) -> None:
    report = read(f"Name,Date,Time,Venue\nA,05/06/2027,22:00,Halle 7\nB,{other},22:00,Halle 7\n")
    assert {one.facts.starts_local.date().isoformat() for one in report.ready} == {wanted, "2027-03-25"}


WRONG = {
    "A,05/06/2027,22:00,Halle 7,": "may be 5 June or 6 May",
    "A,2027-13-01,22:00,Halle 7,": "there is no day “2027-13-01”",
    "A,2027-03-26,25:00,Halle 7,": "there is no hour “25:00”",
    "A,2027-03-26,,Halle 7,": "the hour is missing",
    ",2027-03-26,22:00,Halle 7,": "no name",
    "A,2027-03-26,22:00,,": "no venue",
    "A,2027-03-28,02:30,Halle 7,": "does not exist on Sunday 28 March 2027",
    "A,2020-03-26,22:00,Halle 7,": "has passed already",
    "A,2027-03-26,22:00,Halle 7,Mars/Base": "I don't know the time zone “Mars/Base”",
}


@pytest.mark.parametrize("row", WRONG, ids=list(WRONG))
def test_what_is_wrong_with_a_row_is_said(row: str) -> None:
    report = read(f"Name,Date,Time,Venue,Time zone\n{row}\n")
    assert not report.ready
    assert WRONG[row] in report.refused[0].why
    assert report.refused[0].number == 2


def test_rows_that_are_here_already_or_twice_in_the_file_are_left_out() -> None:
    rows = ["Nacht,2027-03-26,22:00,Halle 7", "NACHT ,26.03.2027,23:00,halle 7", "Tag,2027-03-27,12:00,Hof"]
    report = read("Name,Date,Time,Venue\n" + "\n".join(rows), here={("tag", date(2027, 3, 27), "hof")})
    assert [one.number for one in report.ready] == [2]
    assert sorted(one.number for one in report.doubles) == [3, 4]


UNREADABLE = {
    "a workbook": (b"PK\x03\x04rest", "Save it as CSV"),
    "nothing": (b"", "no table"),
    "bytes": (b"\x00\x01\x02" * 40, "no table"),
    "other columns": (b"Colour,Shape\nred,round\n", "I need a column for the name and one for the date"),
    "too many rows": (b"Name,Date\n" + b"A,2027-01-01\n" * (MOST_ROWS + 1), "more than 1,000 rows"),
    "too large": (b"Name,Date\n" + b"A" * 1024 * 1024, "over 1 MB"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_table_of_events_is_told_why(kind: str) -> None:
    data, why = UNREADABLE[kind]
    with pytest.raises(InvalidAnswer, match=why):
        look_through(data, False, USUAL, set())


def test_no_cell_that_goes_back_is_run_as_a_formula_and_it_is_read_as_it_was() -> None:
    evil = '=HYPERLINK("http://evil.example","click")'
    table = read_table(written(TEMPLATE, [[evil, "@SUM(1)", "+1", "-1", "\tx", "fine"]]))
    assert all(not cell.startswith(("=", "@", "+", "-", "\t")) for cell in table.rows[0].cells)
    facts = only(read(written(("Name", "Date", "Time", "Venue"), [[evil, "2027-03-26", "22:00", "H"]]).decode()))
    assert facts.name == evil


def test_the_template_can_be_sent_back_as_it_is() -> None:
    assert set(columns_of(TEMPLATE)) >= {"name", "date", "time", "venue", "city", "time_zone", "lineup", "price"}
    facts = only(look_through(template(), False, USUAL, set()))
    assert facts.name == EXAMPLE[0]
    assert facts.ends_local is not None and facts.ends_local.isoformat() == "2027-03-27T06:00:00"


def test_facts_are_the_same_after_they_were_kept() -> None:
    facts = only(read(f"{HEADERS['en']}\nNacht,2027-03-26,22:00,Halle 7,Lisbon,Ada; Ben,t.example/n,12 EUR,21:00\n"))
    assert facts_from(stored(facts)) == facts


ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Nacht
LOCATION:Halle 7, Köln
DTSTART;TZID=Europe/Berlin:20270326T220000
END:VEVENT
BEGIN:VEVENT
SUMMARY:Somewhere
DTSTART;TZID=Europe/Berlin:20270327T220000
END:VEVENT
BEGIN:VEVENT
SUMMARY:Long ago
LOCATION:Halle 7
DTSTART;TZID=Europe/Berlin:20200327T220000
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_file_gives_all_its_events_to_come() -> None:
    report = look_through(ICS.encode(), True, USUAL, set())
    assert [one.facts.name for one in report.ready] == ["Nacht"]
    assert [(one.cells[0], one.why) for one in report.refused] == [("Somewhere", "no venue")]
