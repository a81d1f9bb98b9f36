"""The few words that the board page itself says, in the languages of the sample boards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "boards": "Boards",
        "all_boards": "All boards",
        "private": "Private board",
        "org": "Workspace board",
        "public": "Public board",
        "members": "Members",
        "cards": "cards",
        "archived": "Put away",
        "empty": "Nothing here yet",
        "no_lists": "There is nothing on this board yet.",
        "no_boards": "There are no boards here.",
        "due": "Due",
        "complete": "Done",
        "overdue": "Overdue",
        "soon": "Due soon",
        "comments": "Comments",
        "steps": "Steps",
        "attachments": "Links",
        "description": "Has a description",
        "template": "Template",
        "label": "Label without a name",
        "footer": "This board lives in the trackerbridge sandbox on your machine. Everybody on it is invented.",
    },
    "ru": {
        "boards": "Доски",
        "all_boards": "Все доски",
        "private": "Закрытая доска",
        "org": "Доска рабочего пространства",
        "public": "Открытая доска",
        "members": "Участники",
        "cards": "карточки",
        "archived": "В архиве",
        "empty": "Здесь пока пусто",
        "no_lists": "На этой доске пока ничего нет.",
        "no_boards": "Досок пока нет.",
        "due": "Срок",
        "complete": "Готово",
        "overdue": "Срок прошёл",
        "soon": "Скоро срок",
        "comments": "Комментарии",
        "steps": "Шаги",
        "attachments": "Ссылки",
        "description": "Есть описание",
        "template": "Шаблон",
        "label": "Метка без названия",
        "footer": "Эта доска живёт в песочнице trackerbridge на вашем компьютере. Все люди и компании вымышлены.",
    },
    "ro": {
        "boards": "Table",
        "all_boards": "Toate tablele",
        "private": "Tablă privată",
        "org": "Tablă a spațiului de lucru",
        "public": "Tablă publică",
        "members": "Membri",
        "cards": "carduri",
        "archived": "Arhivate",
        "empty": "Nimic aici deocamdată",
        "no_lists": "Pe această tablă nu este încă nimic.",
        "no_boards": "Nu există încă nicio tablă.",
        "due": "Termen",
        "complete": "Gata",
        "overdue": "Termen depășit",
        "soon": "Termen apropiat",
        "comments": "Comentarii",
        "steps": "Pași",
        "attachments": "Linkuri",
        "description": "Are descriere",
        "template": "Șablon",
        "label": "Etichetă fără nume",
        "footer": "Această tablă există doar în sandboxul trackerbridge de aici. Toți oamenii sunt inventați.",
    },
}

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_ROMANIAN = re.compile("[ăâîșț]", re.IGNORECASE)


def language_of(texts: Iterable[str]) -> str:
    """The language the page speaks: that of most of the board's own words; English where nothing says otherwise."""
    texts = [text for text in texts if text]
    if 2 * sum(bool(_CYRILLIC.search(text)) for text in texts) > len(texts):
        return "ru"
    if 4 * sum(bool(_ROMANIAN.search(text)) for text in texts) > len(texts):
        return "ro"
    return "en"
