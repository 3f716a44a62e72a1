"""How often something comes again, as people type it in six languages. Pure."""

import re

from core.errors import InvalidAnswer
from core.series.model import Step
from core.series.recurrence import LAST, Recurrence

_WEEKDAYS = (
    "mon monday montag lunes lundi lunedi segunda",
    "tue tuesday dienstag martes mardi martedi terca",
    "wed wednesday mittwoch miercoles mercredi mercoledi quarta",
    "thu thursday donnerstag jueves jeudi giovedi quinta",
    "fri friday freitag viernes vendredi venerdi sexta",
    "sat saturday samstag sonnabend sabado samedi sabato",
    "sun sunday sonntag domingo dimanche domenica",
)
_NTH = {
    1: "first 1st ersten erster primer primero premier primo primeiro primeira",
    2: "second 2nd zweiten zweiter segundo deuxieme secondo other",
    3: "third 3rd dritten dritter tercer tercero troisieme terzo",
    4: "fourth 4th vierten vierter cuarto quatrieme quarto",
    LAST: "last letzten letzter ultimo ultima dernier",
}
_DAY = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
_PLACE = {word: nth for nth, words in _NTH.items() for word in words.split()}
_MONTH = re.compile(r"\b(?:month|monthly|monats?|monatlich|mes|mois|mese)\b")
_FORTNIGHT = re.compile(
    r"\b(?:fortnight\w*|biweekly|(?:every )?(?:two|2) weeks|alle (?:zwei|2) wochen|jede[rn]? zweite[nr]?"
    r"|cada dos|sur deux|ogni due|a cada dois|a cada duas|sim,? uma nao)\b"
)
_MONTHLY = re.compile(r"\b(?:monthly|every month|once a month|monatlich)\b")
_PLAIN = str.maketrans("áàãâéèêíìóòõôúùç", "aaaaeeeiioooouuc")


def read_recurrence(text: str, usual: tuple[Recurrence, ...]) -> Recurrence:
    """ "every Friday", "first Saturday of the month", "weekly". usual: what the event's own day suggests.

    Raises InvalidAnswer beside "how".
    """
    said = text.casefold().translate(_PLAIN)
    words = re.findall(r"[a-z0-9]+", said)
    days = [_DAY.get(word, _DAY.get(word.removesuffix("s"))) for word in words]
    weekday = next((day for day in days if day is not None), usual[0].weekday)
    nth = next((_PLACE[word] for word in words if word in _PLACE), 0)
    named = any(day is not None for day in days)
    if _MONTH.search(said) and (nth or _MONTHLY.search(said)):
        return Recurrence(Step.MONTHS, weekday, nth=nth or _nth_of(usual))
    if _FORTNIGHT.search(said) or (named and nth == 2):
        return Recurrence(Step.WEEKS, weekday, every=2)
    if nth and named:  # "the first Saturday"
        return Recurrence(Step.MONTHS, weekday, nth=nth)
    if named or re.search(r"\b(?:weekly|every week|wochentlich|wöchentlich|jede woche)\b", said):
        return Recurrence(Step.WEEKS, weekday)
    raise InvalidAnswer("Write it like “every Friday” or “first Saturday of the month”.", field="how")


def _nth_of(usual: tuple[Recurrence, ...]) -> int:
    return next((one.nth for one in usual if one.step is Step.MONTHS), LAST)
