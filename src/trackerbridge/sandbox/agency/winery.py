"""Crama Valea Cucului: guests of a winery book tours and tastings. Romanian, Romania."""

from __future__ import annotations

from trackerbridge.sandbox.agency import plot
from trackerbridge.sandbox.agency.project import Part, Project, tell
from trackerbridge.sandbox.agency.scenes import Label, Place, days
from trackerbridge.sandbox.agency.story import Member, Role, Saturday, hours_ago

BEHIND = (
    Part(
        plot.ON_TIME,
        "Cele patru tururi au fiecare pagina lor",
        "Durată, preț, ce vinuri se gustă și cum se ajunge, pentru fiecare tur în parte.",
        owner="olga",
        days=days(made=-33, due=-13, begun=-21, told=-15),
        lines=("Textele sunt la locul lor, mai rămân două fotografii.",),
    ),
    Part(
        plot.EARLY,
        "Grupurile trimit o cerere de rezervare",
        "Un grup de peste zece persoane alege data și numărul de oaspeți și primește un răspuns în aceeași zi.",
        owner="dan",
        days=days(made=-31, due=-8, begun=-24, told=-15, done=-14),
        lines=("Regulile pentru grupuri au fost clare de la început, așa că a mers repede.",),
    ),
    Part(
        plot.LATE,
        "Confirmarea rezervării ajunge pe e-mail",
        "Oaspetele primește ora, adresa și un număr de rezervare, cu posibilitatea de a răspunde.",
        owner="dan",
        days=days(made=-28, due=-11, begun=-16, ready=-8, done=-7),
    ),
    Part(
        plot.BONUS,
        "Harta podgoriei arată drumul până la cramă",
        "Un mic desen cu intrarea, parcarea și aleea spre degustări. L-am făcut în plus, cu drag.",
        owner="olga",
        days=days(made=-13),
    ),
    Part(
        plot.CANCELLED,
        "Plata în rate a pachetelor de weekend",
        "Pachetele de peste 1.000 de lei se plătesc în trei rate.",
        owner="ana",
        days=days(made=-30, due=+13, agreed=-11, gone=-10),
        lines=(
            "Am vorbit cu banca: renunțăm deocamdată la rate.",
            "În regulă, le scoatem. Celelalte termene rămân la fel.",
        ),
    ),
    Part(
        plot.ARCHIVED,
        "Sondaj despre noile etichete",
        "Trei variante de etichetă, un singur vot.",
        owner="radu",
        days=days(made=-35, gone=-23),
    ),
    Part(
        plot.IN_A_CLOSED_LIST,
        "Ghid audio pentru vizitatori",
        "Zece opriri prin vie, în două limbi.",
        days=days(due=-19),
    ),
)

UNDER_WAY = (
    Part(
        plot.HEALTHY,
        "Oaspeții rezervă un tur în trei pași",
        "Data, numărul de oaspeți, plata. Merge și de pe telefon, fără cont.",
        owner="dan",
        hours=26,
        days=days(made=-27, due=+7),
        steps=("Alegerea datei", "Numărul de oaspeți", "Plata"),
    ),
    Part(
        plot.MOVED_ONCE,
        "Calendarul arată locurile rămase la fiecare tur",
        "Oaspeții văd pe loc câte locuri mai sunt, iar crama nu mai răspunde la telefon pentru asta.",
        owner="dan",
        days=days(made=-25, new_due=+6),
        lines=(
            "/client de ce: programul de iarnă al cramei s-a stabilit mai târziu decât era prevăzut",
            "Programul de iarnă este introdus, urmează cel de primăvară.",
        ),
    ),
    Part(
        plot.MOVED_TWICE,
        "Degustările se pot dărui printr-un bon cadou",
        "Bonul ajunge pe e-mail, frumos desenat, și este valabil un an.",
        owner="olga",
        hours=32,
        days=days(made=-32, due=-14, begun=-22, moved=-16, new_due=-6, again=-7),
        lines=("Desenul este gata, rămâne trimiterea la o dată aleasă.",),
    ),
    Part(
        plot.OVERDUE,
        "Factura se emite singură după plată",
        "Firmele primesc factura pe e-mail în aceeași zi, cu datele corecte.",
        owner="dan",
        days=days(made=-22),
        lines=("Facturile pentru persoane fizice merg, cele pentru firme nu încă.",),
    ),
    Part(
        plot.STALE,
        "Vizitatorii străini citesc site-ul în engleză",
        "Aceleași pagini, aceleași prețuri, cu formularul de rezervare în engleză.",
        owner="olga",
        days=days(made=-29, due=+15, begun=-18),
        lines=("Prima pagină este tradusă.",),
    ),
    Part(
        plot.ANSWERED,
        "Galerie cu fotografii de la cules",
        "Douăzeci de fotografii care se încarcă repede și pe telefon.",
        owner="olga",
        days=days(made=-19, due=+9, begun=-11),
        lines=(
            ("ioana", "Putem pune pe prima poză echipa de la cules?"),
            "Sigur, am schimbat-o. Vă rugăm să mai aruncați o privire.",
        ),
    ),
    Part(
        plot.UNANSWERED,
        "Meniul degustărilor se schimbă după sezon",
        "Crama alege singură vinurile fiecărui sezon, fără ajutorul nostru.",
        owner="radu",
        days=days(made=-23),
        lines=("Dacă un vin se termină la mijlocul sezonului, îl putem ascunde noi?",),
    ),
    Part(
        plot.REOPENED,
        "O rezervare se poate anula până în ajun",
        "Oaspetele anulează dintr-un link, iar locul se eliberează imediat.",
        owner="radu",
        days=days(made=-21, new_due=+5),
        lines=(
            "O familie a anulat ieri, dar locurile apar încă ocupate.",
            "Mulțumim că ne-ați spus, reluăm lucrul astăzi.",
            "Locurile se eliberează acum, mai verificăm o dată.",
        ),
    ),
    Part(
        plot.NO_DATE,
        "Vârsta oaspeților se confirmă la rezervare",
        "Degustările sunt pentru adulți; copiii primesc must și un tur al lor.",
        owner="radu",
        days=days(made=-17),
        lines=("Întrebarea apare la pasul al doilea.",),
    ),
    Part(
        plot.WAITING,
        "Alegerea firmei care procesează plățile",
        "Două firme se potrivesc. Comisioanele și termenele sunt puse una lângă alta în listă.",
        owner="ana",
        days=days(first=-6),
        steps=("Comisioane comparate", "Termene comparate", "Crama a ales"),
    ),
    Part(
        plot.NOBODYS,
        "Mesaj pe telefon în dimineața vizitei",
        "Ora, adresa și vremea, într-un singur mesaj scurt.",
        owner="radu",
        lines=("Textul mesajului este aprobat.",),
    ),
    Part(
        plot.KEPT_BACK,
        "Sunați-o pe Olga Moraru: ofertă foto 1.200 lei, olga@lumen.example",
        "Fotografiile de iarnă se fac într-o singură zi, la cramă.",
        owner="ana",
        days=days(made=-8),
        lines=("Ziua este stabilită.",),
    ),
)

AHEAD = (
    Part(
        plot.VAGUE,
        "Modificări",
        "Ce a ieșit la ultima discuție: butonul de rezervare, două prețuri, programul de duminică.",
        owner="radu",
        past=(),
    ),
    Part(
        plot.NOT_BEGUN,
        "Povestea cramei, de la bunici până azi",
        "O pagină cu fotografii vechi și cu glasul familiei.",
        owner="olga",
        days=days(made=-18),
    ),
    Part(
        plot.ON_A_WEEKEND,
        "Rezervările online se deschid pentru toată lumea",
        "Din această zi, butonul „Rezervă” funcționează pentru toate tururile.",
        owner="dan",
        days=days(made=-26, due=Saturday(ahead=18)),
        steps=("Locurile introduse", "Plata verificată", "Prima rezervare urmărită până la capăt"),
    ),
    Part(
        plot.EXTRA,
        "Tur privat cu vinificatorul",
        "Un al cincilea tur, cerut după ce am convenit planul: două ore, cel mult șase oaspeți.",
        owner="ana",
        days=days(due=+18),
        lines=("Ne-au întrebat mai mulți oaspeți de un tur privat. Se poate adăuga?", "Se poate, l-am trecut separat."),
    ),
    Part(
        plot.INTERNAL,
        "Comparăm două servicii de trimitere a e-mailurilor",
        "Câte mesaje ajung în prima minută, la cele mai folosite căsuțe.",
        owner="radu",
        days=days(due=+6, told=hours_ago(4)),
        lines=("Primul serviciu este măsurat.",),
    ),
    Part(plot.TEMPLATE, "Sarcină nouă", "Ce va fi posibil? Pentru cine? Până când?"),
)

STORY = tell(
    Project(
        name="crama",
        customer="Crama Valea Cucului",
        work="tururi și degustări",
        language="ro",
        zone="Europe/Bucharest",
        country="RO",
        domain="valea-cucului.example",
        lists={
            Place.IDEAS: "Idei",
            Place.PLANNED: "De făcut",
            Place.DOING: "În lucru",
            Place.TESTING: "În testare",
            Place.REVIEW: "La client, pentru aprobare",
            Place.WAITING: "Așteptăm clientul",
            Place.DONE: "Gata",
            Place.CANCELLED: "Anulat",
            Place.OLD_IDEAS: "Idei vechi",
        },
        labels={
            Label.CLIENT: "pentru client",
            Label.EXTRA: "suplimentar",
            Label.BONUS: "bonus",
            Label.DESIGN: "design",
        },
        steps="Gata când",
        hours="Estimare, ore",
        members=(
            Member("ana", "Ana Munteanu", Role.LEAD),
            Member("dan", "Dan Ceban"),
            Member("olga", "Olga Moraru"),
            Member("radu", "Radu Ionașcu"),
            Member("mihai", "Mihai Stănescu", Role.GUEST),
            Member("ioana", "Ioana Dobre", Role.GUEST),
        ),
        tester="radu",
        channels="comentarii pe aceste carduri sau hello@lumen.example",
        parts=BEHIND + UNDER_WAY + AHEAD,
    )
)
