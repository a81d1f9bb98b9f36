"""Prices and hours, in digits or in words: what the client is only told on purpose (CLIENT section 3).

Every pattern reads :func:`~trackerbridge.client_view.guard_text.legible` text.
"""

from __future__ import annotations

import re

from trackerbridge.client_view.guard_text import legible

_I = re.IGNORECASE

_ONES = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|thirteen|fourteen|sixteen|seventeen|eighteen|nineteen"
    r"|один|одну|одна|два|две|двух|три|тр[её]х|четыре|пять|шесть|семь|восемь|девять|десять|двенадцать|пятнадцать"
    r"|одиннадцать|тринадцать|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|сто|двести|триста|четыреста|пятьсот|шестьсот|восемьсот"
    r"|un|o|doi|dou[aă]|trei|patru|cinci|[sș]ase|[sș]apte|opt|nou[aă]|zece|cinsprezece|dou[aă]zeci|treizeci|patruzeci|cincizeci|[sș]aizeci|[sș]aptezeci|optzeci|nou[aă]zeci|unsprezece|doisprezece"
)
_MANY = (
    r"hundred|thousand|million|grand|couple|dozen|few|several|some|half|quarter|and|a|an"
    r"|сотн\w+|тысяч\w*|тыс\.?|миллион\w*|пар[ауы]|несколько|пол"
    r"|sut[aăe]|mie|mii|milion\w*|c[aâ]teva|c[aâ]țiva|jum[aă]tate|[sș]i"
)
IN_WORDS = rf"(?<![\w\-])(?!(?:and|[sș]i)\s)(?:(?:{_ONES}|{_MANY})[\s\-]){{1,5}}(?:of\s|de\s)?"

_AMOUNT = (
    r"(?<![\w.,])\d{1,3}(?:[\s.,']?\d{3}){0,4}(?:[.,]\d{1,2})?\s?(?:[kкmм]\b\.?|тыс\w*\.?|mii(?:\sde)?|млн\.?)?\s?"
)
_CODES = r"usd|eur|gbp|chf|ron|mdl|rub|rur|byn|byr|uah|pln|kzt|czk|sek"
_MONEY = (
    r"lei|leu|euros?|евро|dollars?|dolari|dolar|bucks|pounds?|quid|francs?|franci|lire\ssterline"
    r"|доллар\w*|долл\.?|бакс\w*|фунт(?:а|ов)\sстерлингов"
    r"|руб(?:л\w*)?|рос\.?\sруб\w*|бел\.?\sруб\w*|гривен|гривн\w|грн|лей|лея|леев|злот\w+|у\.\s?е\."
)
_PRICE = re.compile(
    r"[$€£₽₴₸¥]\s?\d"
    rf"|\b(?:{_CODES})\s?\d"
    rf"|{_AMOUNT}(?:de\s)?(?:[$€£₽₴₸¥]|(?:{_CODES}|{_MONEY})(?!\w)|р\.(?!\w))"
    rf"|{IN_WORDS}(?:{_CODES}|{_MONEY})(?!\w)",
    _I,
)

_TIME_UNITS = (
    r"h|hrs?|hours?|man-?\s?(?:hours?|days?|months?)|person-?\s?(?:hours?|days?)|md|mds|ч|час(?:а|ов)?|"
    r"чел\.?\s?[-/]?\s?(?:ч\w*|дн\w*)|человеко-?\s?\w+|нормо-?\s?час\w*|(?:zile?|ore|or[ăa])-om|ore|or[ăa]|om[-\s](?:zile?|ore|or[ăa])|"
    r"story\spoints?|sp|pts"
)
_HOURS = re.compile(
    r"(?<![\w.,:/])(?!24\b)\d{1,4}(?:[.,]\d{1,2})?\s?(?:[-–]\s?\d{1,4}\s?)?(?:-\s?)?(?:de\s)?"
    rf"(?:{_TIME_UNITS})(?!\w)"
    r"|\b(?:estimate[ds]?|est\.|оценка|оценили|оценено|estimare|estimat[ăe]?)\W{0,3}\d"
    rf"|{IN_WORDS}(?:с\sполовиной\s)?(?:hours|часа|часов|ore|(?:человеко|нормо)-\w+|om-(?:zile|ore))(?!\w)"
    r"|\b(?:logged|tracked|booked|billed|pontat\w*|lucrat|consumat\w*|затра[тч]\w+|потра[тч]\w+|списан\w*)\b[^.!?\n\d]{0,30}"
    r"\d{1,4}\s?(?:de\s)?(?:min(?:ut(?:e|es|ă|a)?)?|мин(?:ут\w*)?)\b"
    r"|\b(?:an|one|half\san?)\shour\b|\bполтора\sчаса|\bполчаса\b|\bполутора\sчасов|\b(?:o|jum[aă]tate\sde)\sor[aă]\b"
    r"|\b(?:one|two|three|four|five|few)\s(?:man|person)-?\s?(?:hours?|days?|months?)\b",
    _I,
)
_MAYBE_HOURS = re.compile(r"\d|hour|час|\bor[aăe]\b|человеко|нормо|\bom-|man|person", _I)  # fast, so first
_FOR_THE_PUBLIC = re.compile(
    r"(?<!\w)с\s\d{1,2}(?:[:.]\d\d)?\sдо\s\d{1,2}(?:[:.]\d\d)?\sчас(?:а|ов)(?!\w)"
    r"|(?<!\w)(?:with)?(?:in|în|în\stermen\sde|в\sтечение)\s(?:24|48|72)(?:\s?[-–]\s?(?:48|72))?\s(?:de\s)?"
    r"(?:hours|часов|часа|ore)(?!\w)",
    _I,
)
"""When a place is open, and within how many whole days something arrives: said in hours, and nobody's work."""


def holds_price(text: str) -> bool:
    """Money, whatever the currency and the spelling."""
    return _PRICE.search(text) is not None


def holds_hours(text: str) -> bool:
    """Working time, spent or estimated."""
    return _MAYBE_HOURS.search(text) is not None and _HOURS.search(_FOR_THE_PUBLIC.sub(" ", text)) is not None


def without_prices(text: str) -> str:
    """The text without what in it is a price, or hours."""
    return _HOURS.sub(" ", _PRICE.sub(" ", legible(text)))
