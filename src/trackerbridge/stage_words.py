"""The words that Trello lists are called by, in English, Russian and Romanian: data of :mod:`trackerbridge.stages`.

Written without regard to case, diacritics or punctuation; each entry, between commas, is one or more whole words. A
longer entry beats a shorter one inside it: so "not done", "to be done", "definition of done" do not mean *done*.
"""

from __future__ import annotations

from enum import StrEnum


class Notion(StrEnum):
    """What a run of words says. CHECK and WAIT become the client's stages only where the client is named."""

    PLAN = "plan"
    PROGRESS = "progress"
    CHECK = "check"
    WAIT = "wait"
    CLIENT_LOOKS = "client looks"
    CLIENT_OWES = "client owes"
    DONE = "done"
    CANCELLED = "cancelled"
    NOTHING = "nothing"  # eats its words: they look like a stage and are none


CLIENT_STEMS = ("client", "customer", "клиент", "заказчик", "beneficiar")

ANYWHERE: dict[Notion, str] = {
    Notion.PLAN: """
        backlog, to do, todo, to dos, todos, to be done, be done, planned, planning, scheduled, up next, next up, not
        started, not begun, icebox, selected for development, ready for dev, ready for development,
        ready to start, ready for work, on hold,
        paused, parked, postponed, next sprint, next week, queue, queued, upcoming, this sprint, бэклог, беклог, к
        выполнению, надо сделать, нужно сделать, сделать, запланировано, план, планы, в планах, очередь, в очереди, на
        очереди, к исполнению, взять в работу, не начато, не начаты, задачи на неделю, на паузе, отложено, отложенные,
        готово к работе, готово к разработке, предстоит, de facut, de realizat, planificat, planificate, planificare,
        in plan, urmeaza, urmatoarele, neinceput, neincepute, amanat, amanate, in pauza, gata de lucru, gata de
        dezvoltare, coada
    """,
    Notion.PROGRESS: """
        in progress, inprogress, doing, in dev, in development, in work, wip, work in progress, working on, ongoing,
        started, underway, in design, implementing, almost done, nearly done, half done, almost ready, partially done,
        partly done, blocked, blockers, stuck, dev in progress, в работе, в процессе, делаем, делается, в разработке,
        выполняется, начато, почти готово, принято в работу, принято к работе, взято в работу, заблокировано,
        заблокированные, блокеры, частично готово, in lucru, in curs, in desfasurare, in progres, lucram, in
        dezvoltare, in executie, aproape gata, inceput, incepute, blocat, blocate, partial gata
    """,
    Notion.CHECK: """
        review, reviewing, to review, in review, qa, quality assurance, testing, in test, to test, ready to test,
        ready for test, ready for testing, ready for qa, verification, verify, to verify, being checked, checking,
        merge, waiting merge, waiting for merge, staging, ready to deploy, ready for deploy, ready for deployment,
        ready to release, ready for release, ready for production, ready to ship, ready to merge, dev done,
        development done, dev complete, development complete, qa done, qa complete, qa passed, review done,
        approval, sign off, proofreading, на проверке, проверка, проверить, тестирование, на тестировании, в
        тестировании, в тесте, на тесте, к проверке, ревью, на ревью, код ревью, готово к проверке, готово к
        тестированию, готово к тесту, готово к релизу, готово к выкладке, на согласовании, согласование, вычитка,
        testare, in testare, de testat, verificare, in verificare, de verificat, revizuire, in revizuire, de
        revizuit, gata de testare, gata de verificare, gata de test, gata de lansare, gata de livrare, spre
        aprobare, aprobare, patch available
    """,
    Notion.WAIT: """
        waiting, waiting for, waiting on, awaiting, pending, wait for, blocked by, blocked on, blocked waiting,
        needs info, need info, needs input, need input, input needed, info needed, feedback needed, questions for,
        question for, question to, ожидание, ожидает, ожидаем, в ожидании, ждем, ждет, ждут, вопрос к, вопросы к,
        нужен ответ, нужна информация, заблокировано у, in asteptare, asteptare, asteptam, asteapta, intrebari
        pentru, de clarificat cu, blocat de, blocat la
    """,
    Notion.CLIENT_LOOKS: """
        uat, with client, with customer, user acceptance, acceptance testing, ready for client, ready for customer,
        sent to client, sent to customer, show to client, demo to client, приемка, на приемке, на сдаче, у клиента,
        у заказчика, отправлено клиенту, показать клиенту, готово для клиента, receptie, la receptie, la client,
        trimis clientului, trimise clientului, gata pentru client, de aratat clientului
    """,
    Notion.CLIENT_OWES: """
        on client, client action, client to do, client todo, client to provide, client input, from client, from
        customer, от клиента, от заказчика, за клиентом, за заказчиком, на стороне клиента, на стороне заказчика, de
        la client, sarcina clientului
    """,
    Notion.DONE: """
        done, completed, complete, finished, shipped, released, delivered, deployed, resolved, in production, on
        production, launched, accepted, went live, published, готово, готовые, сделано, сделанные, выполнено,
        выполненные, завершено, завершенные, закрыто, закрытые, сдано, опубликовано, выпущено, выложено, в проде, на
        проде, решено, принято, исполнено, gata, finalizat, finalizate, finalizata, terminat, terminate, terminata,
        incheiat, incheiate, livrat, livrate, facut, facute, rezolvat, rezolvate, publicat, publicate, lansat,
        lansate, realizat, realizate
    """,
    Notion.CANCELLED: """
        canceled, cancelled, rejected, declined, won t do, wont do, will not do, won t fix, wontfix, dropped,
        abandoned, obsolete, duplicate, duplicates, not doing, not needed, discarded, not to do, отменено,
        отмененные, отмена, отклонено, не делаем, не будем делать, снято, неактуально, не актуально, дубликаты,
        дубликат, anulat, anulate, anulata, respins, respinse, renuntat, abandonat, abandonate, nu se face, nu
        facem, duplicat
    """,
    Notion.NOTHING: """
        not done, not yet done, not completed, not complete, not finished, not ready, not delivered, not released,
        not shipped, not deployed, not resolved, never done, nothing done, isn t done, undone, unfinished,
        incomplete, definition of done, done criteria, definition of ready, done when, how to, to complete, to be
        completed, to finish, to be released, to be delivered, to be published, when done, if done, until done,
        getting things done, how work gets done, meeting, meetings, review meeting, in review meeting, sprint review
        notes, planning poker, не готово, не сделано, не выполнено, не завершено, не закрыто, не решено, не принято,
        незавершенные, критерии готовности, определение готовности, когда готово, nu e gata, nu este gata, nu sunt
        gata, nu e facut, nefinalizat, nefinalizate, neterminat, neterminate, nerezolvat, nerezolvate, nu e
        finalizat, cand e gata, criterii de finalizare, testing issues, test issues, qa issues, review issues, testing
        bugs, qa bugs, review comments, review notes, test cases, test plan, test plans, замечания по тестированию,
        ошибки тестирования, тест кейсы, testing feedback, probleme de testare, cazuri de test
    """,
}

# Words too common to mean a stage inside a longer name ("Open questions", "Замечания к работе"), but clear when they
# are all of it.
WHOLE: dict[Notion, str] = {
    Notion.PLAN: """
        next, later, new, open, ready, inbox, today, tomorrow, this week, someday, soon, requested, tasks, новые,
        новое, задачи, далее, потом, сегодня, завтра, входящие, открыто, к работе, в работу, к разработке, noi, nou,
        sarcini, astazi, azi, maine, deschis, deschise
    """,
    Notion.PROGRESS: """
        dev, development, active, current, now, working, coding, implementation, design, production, разработка,
        сейчас, дизайн, реализация, текущие, dezvoltare, acum, implementare, curent, curente, activ
    """,
    Notion.CHECK: """
        test, tests, check, approve, тест, тесты, test staging, test qa, verificari
    """,
    Notion.DONE: """
        closed, live, prod, archive, archived, архив, inchis, inchise, arhiva, arhivate
    """,
}
