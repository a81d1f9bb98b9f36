from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.hard_to_read import HardToRead
from trackerbridge.model import ClientNote, ClientSide, Evidence, NotePart, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

PLAIN = (
    "We add a map to the page. It shows our shops. You click on one. Its hours come up. You can call it. That is all."
)
DENSE = (
    "Implementation of the aforementioned functionality presupposes comprehensive harmonisation of heterogeneous "
    "infrastructure components, including authentication, authorisation, notification and reporting subsystems, whose "
    "interdependencies necessitate coordinated configuration management across organisational boundaries, "
    "notwithstanding previously established responsibilities, contractual obligations and regulatory requirements "
    "concerning confidentiality, availability and traceability of transactional information throughout its lifecycle"
)
DENSE_RU = (
    "Реализация вышеупомянутой функциональности предполагает всестороннее согласование разнородных инфраструктурных "
    "компонентов, включая подсистемы аутентификации, авторизации, уведомления и отчётности, взаимозависимости которых "
    "обусловливают необходимость скоординированного конфигурирования независимо от установленных ранее обязанностей, "
    "договорных обязательств и законодательных требований относительно конфиденциальности, доступности и "
    "отслеживаемости транзакционной информации на протяжении всего её существования"
)
DENSE_RO = (
    "Implementarea funcționalităților menționate anterior presupune armonizarea cuprinzătoare a componentelor "
    "eterogene ale infrastructurii, inclusiv subsistemele de autentificare, autorizare, notificare și raportare, "
    "ale căror interdependențe necesită configurarea coordonată dincolo de limitele organizaționale, indiferent de "
    "responsabilitățile stabilite anterior, obligațiile contractuale și cerințele legislative privind "
    "confidențialitatea, disponibilitatea și trasabilitatea informațiilor tranzacționale"
)
SEEN = frozenset({"T-1"})


def noted(text: str) -> ClientSide:
    return ClientSide(notes={"T-1": (ClientNote(NotePart.NEXT, text, at("2026-11-10")),)})


CASES = RuleCases(
    rule=HardToRead,
    flagged=(
        Case(
            "A task in progress whose title has forty words.",
            a_task("word " * 40),
            expected=Expected(severity=Severity.LOW, says="has 40 words"),
        ),
        Case(
            "A published task whose description is one sentence of seventy words.",
            a_task(description=DENSE, stage=Stage.PLANNED),
            published=SEEN,
            expected=Expected(severity=Severity.MEDIUM, says="words a sentence"),
        ),
        Case("The same in Russian.", a_task(description=DENSE_RU)),
        Case("The same in Romanian.", a_task(description=DENSE_RO)),
        Case(
            "A note for the client.", a_task(), side=noted(DENSE), expected=Expected(says="The note for the client on")
        ),
    ),
    clean=(
        Case("A task in progress with a title of eight words.", a_task("The map shows all our shops and hours")),
        Case("A published task whose description is six plain sentences.", a_task(description=PLAIN), published=SEEN),
        Case(
            "A description that is long because of its code and links.",
            a_task(description=f"{PLAIN}\n```\n{DENSE}\n```\n> {DENSE}\nhttps://example.com/{'x' * 500}"),
        ),
        Case("A list of short items without full stops.", a_task(description="- add one more shop\n" * 20)),
        Case("A plain note.", a_task(), side=noted(PLAIN)),
        Case(
            "Plain Russian.",
            a_task(description="Мы добавим карту. На ней видны все магазины. Часы работы тоже видны. " * 3),
        ),
        Case("Planned, and the client does not see it.", a_task(description=DENSE, stage=Stage.PLANNED)),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task(description=DENSE, stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)
