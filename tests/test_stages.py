"""What list names mean, in three languages, as people really write them."""

import pytest

from trackerbridge.model import Stage
from trackerbridge.stages import StageMap, normalise

NAMES = {
    Stage.PLANNED: (
        "Backlog", "To Do", "ToDo", "TODO", "To-do", "1. Backlog (12)", "📋 Backlog", "Things to do",
        "To be done", "Next up", "Icebox",
        "Product Backlog", "Sprint backlog", "On hold", "Not started", "Ready for dev", "Next", "Inbox", "Planned",
        "Бэклог", "К выполнению", "Надо сделать", "Запланировано", "Новые", "Не начато", "На паузе",
        "К работе", "📌 К работе!", "В работу", "К разработке", "Взять в работу", "В план", "На очереди",
        "К исполнению", "Готово к работе",
        "De făcut", "DE FACUT", "Planificat", "Urmează", "Neînceput",
    ),
    Stage.IN_PROGRESS: (
        "Doing", "In Progress", "In-Progress", "IN PROGRESS 🚧", "In Dev", "Dev", "WIP", "Blocked",
        "Almost done", "Waiting", "Pending",
        "В работе", "В процессе", "В разработке", "Почти готово", "Заблокировано", "Принято в работу", "Ожидание",
        "Принято к работе", "Взято в работу",
        "În lucru", "In lucru", "ÎN LUCRU", "În curs", "În desfășurare", "Aproape gata", "În așteptare",
    ),
    Stage.TESTING: (
        "Review", "In Review", "Code Review", "QA", "QA 🧪", "Testing", "Ready for review", "Ready for QA",
        "WAITING MERGE", "Dev done",
        "QA done", "Ready to release", "Patch Available", "Internal review", "Approval",
        "На проверке", "Тестирование", "Код-ревью", "Готово к проверке", "Готово к тестированию", "На согласовании",
        "Testare", "În testare", "În verificare", "De verificat", "Gata de testare",
    ),
    Stage.REVIEW: (
        "Client review", "Ready for client review", "Review with client", "Ready for client", "With client",
        "UAT", "Customer acceptance testing",
        "Согласование с клиентом", "На проверке у клиента", "Приёмка", "На приемке", "У заказчика",
        "Verificare client", "La client", "Recepție", "Gata pentru client",
    ),
    Stage.WAITING: (
        "Waiting for client", "Waiting on customer", "Blocked by client", "Questions for client",
        "Pending client feedback",
        "Done, waiting for client", "Client action", "Needs info from client",
        "Ждём клиента", "Ожидание ответа клиента", "Вопросы к заказчику", "На стороне клиента",
        "Așteptăm clientul", "În așteptare client", "De la client",
    ),
    Stage.DONE: (
        "Done", "DONE ✅", "✓ Done", "𝐃𝐨𝐧𝐞", "Complete", "Completed", "Shipped", "Released Sprint 3",
        "Done 2026", "Closed", "Live", "Delivered",
        "Done this week", "Accepted", "Deployed to production",
        "Готово", "Готово!", "Сделано", "Выполнено", "Завершено", "Закрыто", "Сдано",
        "Gata", "Finalizat", "Terminate", "Livrat", "Făcut", "Încheiat", "Rezolvate",
    ),
    Stage.CANCELLED: (
        "Canceled", "Cancelled", "Won't do", "Wontfix", "Rejected", "Отменено", "Не делаем", "Неактуально",
        "Anulat", "Respinse", "Renunțat",
    ),
    Stage.UNKNOWN: (
        "", "🚀", "Ideas", "Notes", "User stories", "Questions", "Definition of done", "Not done yet",
        "Not Done", "Undone", "Unfinished",
        "Done?", "Done / Cancelled", "Done / Not done",
        "2015-07-07 Release", "Release 2.0", "Meeting Time", "Team Tasks",
        "Project files", "To complete",
        "Abandonedhouse", "Condone", "Client feedback", "Prioritized Stories", "Getting things done",
        "Usability testing issues", "Usability Testing - Feedback", "QA bugs", "Замечания по тестированию",
        "Не готово", "Не сделано", "Идеи", "Замечания к работе", "Критерии готовности", "Nu e gata",
        "Nefinalizate", "Idei",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for stage, names in NAMES.items() for name in names])
def test_a_name_as_people_write_it(name, stage):
    assert StageMap().stage_of(name) is stage


def test_the_configuration_comes_first():
    stages = StageMap.of({"testing": ["Doing", "🧪"], "planned": ["Done"]})
    assert stages.stage_of("  DOING ") is Stage.TESTING
    assert stages.stage_of("Done") is Stage.PLANNED
    assert stages.stage_of("🧪") is Stage.TESTING
    assert stages.stage_of("Doing now") is Stage.IN_PROGRESS  # only the configured name itself is overridden


def test_configured_names_are_compared_without_diacritics_and_decoration():
    assert StageMap.of({"review": ["În așteptare!"]}).stage_of("in asteptare ⏳") is Stage.REVIEW


def test_an_unknown_stage_in_the_configuration_is_an_error():
    with pytest.raises(ValueError, match="finished"):
        StageMap.of({"finished": ["Done"]})


@pytest.mark.parametrize(
    ("name", "stage"),
    [("Doing", Stage.DONE), ("Waiting for client", Stage.DONE), ("Notes", Stage.DONE), ("Cancelled", Stage.CANCELLED)],
)
def test_the_trackers_own_tick_beats_every_name_but_cancelled(name, stage):
    assert StageMap().stage_of(name, done=True) is stage


@pytest.mark.parametrize(
    ("name", "words"),
    [("✅ În_Lucru!", "in lucru"), ("  To — Do ", "to do"), ("Ｄｏｎｅ", "done"), ("Йод", "иод"), ("🎉", "")],
)
def test_normalised_names(name, words):
    assert normalise(name) == words
