"""The rate limit that all runs on a machine share."""

import sqlite3
import stat
from heapq import heapify, heappop, heappush
from random import Random
from threading import Thread

import pytest

from trackerbridge.errors import BudgetSpent, UsageError
from trackerbridge.sandbox.limits import RateLimits
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.limits import SharedLimiter

TOKEN = "sandboxtoken-secret"
KEY = "sandboxkey-secret"
HEADERS = {
    "x-rate-limit-api-token-max": "100",
    "x-rate-limit-api-token-remaining": "100",
    "x-rate-limit-api-token-interval-ms": "10000",
}


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def budget(clock):
    return Budget(600, clock=clock, sleep=clock.sleep)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "limits.db"


def limiter(path, clock, token=TOKEN, **figures):
    return SharedLimiter(path, token, clock=clock, **figures)


def test_96_requests_pass_at_once_and_the_next_waits_for_the_window(path, clock, budget):
    own = limiter(path, clock)
    for _ in range(96):
        own.acquire(budget)
    assert budget.left == 600
    own.acquire(budget)
    assert budget.left == pytest.approx(590)


def test_the_window_slides(path, clock, budget):
    own = limiter(path, clock, requests=2, seconds=10)
    own.acquire(budget)
    clock.now += 6
    own.acquire(budget)
    own.acquire(budget)
    assert budget.left == pytest.approx(590)  # 6 s passed, 4 s waited until the first was 10 s old


def test_two_runs_with_one_token_share_it(path, clock, budget):
    first, second = limiter(path, clock, requests=2), limiter(path, clock, requests=2)
    first.acquire(budget)
    second.acquire(budget)
    first.acquire(budget)
    assert budget.left == pytest.approx(590)


def test_another_token_has_its_own(path, clock, budget):
    limiter(path, clock, requests=1).acquire(budget)
    limiter(path, clock, token="another", requests=1).acquire(budget)
    assert budget.left == 600


def test_waiting_counts_against_the_budget(path, clock):
    own = limiter(path, clock, requests=1)
    poor = Budget(5, clock=clock, sleep=clock.sleep)
    own.acquire(poor)
    with pytest.raises(BudgetSpent, match="rate limit has no room"):
        own.acquire(poor)


def test_the_trackers_figures_replace_ours(path, clock, budget):
    own = limiter(path, clock)
    own.observe({**HEADERS, "x-rate-limit-api-token-max": "10", "x-rate-limit-api-token-remaining": "10"})
    for _ in range(9):  # 96 % of 10
        own.acquire(budget)
    assert budget.left == 600
    own.acquire(budget)
    assert budget.left == pytest.approx(590)


def test_a_shorter_interval_is_believed(path, clock, budget):
    own = limiter(path, clock)
    own.observe({**HEADERS, "x-rate-limit-api-token-interval-ms": "100"})
    for _ in range(97):
        own.acquire(budget)
    assert budget.left == pytest.approx(599.9)


def test_what_another_program_used_is_reckoned_with(path, clock, budget):
    own = limiter(path, clock)
    own.acquire(budget)
    own.observe({**HEADERS, "x-rate-limit-api-token-remaining": "10"})  # 90 used, one of them ours
    for _ in range(6):
        own.acquire(budget)
    assert budget.left == 600
    own.acquire(budget)
    assert budget.left < 600


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**HEADERS, "x-rate-limit-api-token-max": "many"},
        {**HEADERS, "x-rate-limit-api-token-max": "0"},
        {**HEADERS, "x-rate-limit-api-token-interval-ms": "0"},
    ],
)
def test_headers_that_say_nothing_change_nothing(path, clock, budget, headers):
    own = limiter(path, clock)
    own.observe(headers)
    for _ in range(96):
        own.acquire(budget)
    assert budget.left == 600


def test_after_a_429_nobody_on_the_token_sends(path, clock, budget):
    first, second = limiter(path, clock), limiter(path, clock)
    first.refused(7)
    second.acquire(budget)
    assert budget.left == pytest.approx(593)


def test_a_clock_set_back_does_not_lock_us_out(path, clock, budget):
    own = limiter(path, clock, requests=1)
    own.acquire(budget)
    own.refused(10)
    clock.now -= 86_400
    own.acquire(Budget(1, clock=clock, sleep=clock.sleep))
    assert clock.now == pytest.approx(1_700_000_000 - 86_400)


def test_the_file_is_private_and_holds_no_token(path, clock, budget):
    limiter(path, clock).acquire(budget)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert TOKEN.encode() not in path.read_bytes()


def test_the_file_holds_no_key(path, clock, budget):
    limiter(path, clock, key=KEY).acquire(budget)
    assert KEY.encode() not in path.read_bytes()


def test_a_damaged_file_is_begun_anew(path, clock, budget):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and it is long enough to be taken for one" * 20)
    limiter(path, clock).acquire(budget)
    with sqlite3.connect(path) as store:
        assert store.execute("SELECT count(*) FROM taken").fetchone() == (1,)
    store.close()


def test_a_folder_that_cannot_be_made_is_said(tmp_path, clock):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be made"):
        limiter(tmp_path / "file" / "limits.db", clock)


def test_threads_never_go_over_it_together(path):
    now = 1_700_000_000.0
    passed = []

    def work():
        own = SharedLimiter(path, TOKEN, requests=30, clock=lambda: now)
        poor = Budget(5, clock=lambda: now, sleep=lambda _: None)
        for _ in range(10):
            try:
                own.acquire(poor)
            except BudgetSpent:
                return
            passed.append(1)

    threads = [Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 30


class TestInLine:
    """Who waits has a place in line, and only who sends counts."""

    def test_who_asked_first_goes_first_and_everyone_at_a_moment_of_their_own(self, path, clock, budget):
        own = limiter(path, clock, requests=1)
        own.acquire(budget)
        first, second = own.stand_in_line(budget), own.stand_in_line(budget)
        assert (first[1], second[1]) == (pytest.approx(10), pytest.approx(20))
        clock.now += 10
        assert own.turn(second[0], budget)[0] == pytest.approx(10)
        assert own.turn(first[0], budget)[0] == 0

    def test_a_place_counts_from_its_answer_on(self, path, clock, budget):
        """It reached the tracker at some moment before that, and leaves the tracker's window no later."""
        own = limiter(path, clock, requests=1)
        place = own.acquire(budget)
        clock.now += 3
        own.observe({}, [place])
        own.acquire(budget)
        assert budget.left == pytest.approx(587)

    def test_what_left_our_window_while_an_answer_came_was_not_sent_by_others(self, path, clock, budget):
        own = limiter(path, clock)
        sent = [own.acquire(budget) for _ in range(50)]
        own.observe({}, sent)
        clock.now += 9.9
        last = own.acquire(budget)
        clock.now += 0.2  # the tracker counted 51 when it came in; 50 of them are ten seconds old by now
        own.observe({**HEADERS, "x-rate-limit-api-token-remaining": "49"}, [last])
        now = clock.now
        for _ in range(95):
            own.acquire(budget)
        assert clock.now == now

    def test_who_waits_heeds_what_another_program_sent_meanwhile(self, path, clock, budget):
        own = limiter(path, clock, requests=96)
        places = [own.acquire(budget) for _ in range(96)]
        waiting, seconds, _ = own.stand_in_line(budget)
        assert seconds == pytest.approx(10)
        clock.now += 9
        own.observe({**HEADERS, "x-rate-limit-api-token-remaining": "0"}, places[:1])
        clock.now += 1
        assert own.turn(waiting, budget)[0] == 0  # 95 have left, and five are there: the first one, and four of others
        now = clock.now
        for _ in range(90):
            own.acquire(budget)
        assert clock.now == now
        own.acquire(budget)
        assert clock.now == pytest.approx(now + 9)

    def test_a_place_that_nobody_had_time_for_is_given_back(self, path, clock, budget):
        own = limiter(path, clock, requests=1)
        own.acquire(budget)
        with pytest.raises(BudgetSpent):
            own.acquire(Budget(5, clock=clock, sleep=clock.sleep))
        own.acquire(budget)
        assert budget.left == pytest.approx(590)

    def test_a_long_ban_binds_the_run_that_was_told_and_a_later_one_asks_again(self, path, clock, budget):
        own = limiter(path, clock)
        own.refused(3600)
        with pytest.raises(BudgetSpent, match=r"asked us to wait.*another 3600 s"):
            own.acquire(budget)
        limiter(path, clock).acquire(budget)
        assert budget.left == 600


class TestOfAKey:
    """Tokens of one key have a limit together, besides each its own (API-FACTS 3.2)."""

    def test_the_tokens_of_a_key_share_its_limit(self, path, clock, budget):
        three = [limiter(path, clock, token=f"token {number}", key=KEY) for number in range(3)]
        for own in three:
            for _ in range(96):
                own.acquire(budget)
        assert budget.left == 600
        limiter(path, clock, token="a fourth", key=KEY).acquire(budget)
        assert budget.left == pytest.approx(590)

    def test_another_key_and_no_key_have_nothing_to_do_with_it(self, path, clock, budget):
        limiter(path, clock, token="one", key=KEY, of_key=(1, 10.0)).acquire(budget)
        limiter(path, clock, token="two", key="another", of_key=(1, 10.0)).acquire(budget)
        limiter(path, clock, token="three").acquire(budget)
        assert budget.left == 600

    def test_who_waits_for_their_own_token_takes_no_room_of_others(self, path, clock, budget):
        busy = limiter(path, clock, token="busy", requests=1, key=KEY, of_key=(3, 10.0))
        busy.acquire(budget)
        waiting = [busy.stand_in_line(budget)[1] for _ in range(3)]
        assert waiting == [pytest.approx(10), pytest.approx(20), pytest.approx(30)]
        idle = limiter(path, clock, token="idle", requests=9, key=KEY, of_key=(3, 10.0))
        assert [idle.stand_in_line(budget)[1] for _ in range(3)] == [0, 0, pytest.approx(10)]

    def test_what_another_program_used_of_the_key_is_reckoned_with(self, path, clock, budget):
        own = limiter(path, clock, key=KEY)
        own.observe(key_headers(remaining=20), [own.acquire(budget)])  # 280 used, one of them ours
        other = limiter(path, clock, token="another", key=KEY)
        for _ in range(8):
            other.acquire(budget)
        assert budget.left == 600
        other.acquire(budget)
        assert budget.left == pytest.approx(590)

    def test_where_the_key_is_used_up_every_token_of_it_waits(self, path, clock, budget):
        limiter(path, clock, key=KEY).observe(key_headers(remaining=0), [])
        limiter(path, clock, token="another", key=KEY).acquire(budget)
        assert budget.left == pytest.approx(590)

    def test_the_trackers_own_figures_of_a_key_replace_ours(self, path, clock, budget):
        own = limiter(path, clock, key=KEY)
        own.observe(key_headers(remaining=50, maximum=50))
        for _ in range(48):
            own.acquire(budget)
        assert budget.left == 600
        own.acquire(budget)
        assert budget.left == pytest.approx(590)


def key_headers(*, remaining, maximum=300):
    names = {"max": maximum, "remaining": remaining, "interval-ms": 10_000}
    return {f"x-rate-limit-api-key-{name}": str(value) for name, value in names.items()}


@pytest.mark.parametrize("latency", [0.0, 0.4])
@pytest.mark.parametrize("tokens", [2, 5])
def test_the_sandbox_refuses_no_token_of_a_key_and_what_the_key_allows_is_used(path, clock, latency, tokens):
    """Its own limiter, with the test's clock; each token has eight threads of 15 requests."""
    chance, limits = Random(tokens), RateLimits(enforced=True, timer=lambda: clock.now)
    own = [limiter(path, clock, token=f"token {number}", key=KEY) for number in range(tokens)]
    patient = Budget(10_000, clock=clock, sleep=clock.sleep)
    began, verdicts, left = clock.now, [], [15] * 8 * tokens
    agenda = [(clock.now + chance.random() / 100, who, "ask", 0, {}) for who in range(8 * tokens)]
    heapify(agenda)
    while agenda:
        clock.now, who, step, place, headers = heappop(agenda)
        limit = own[who % tokens]
        if step == "arrives":
            verdicts.append(limits.count(KEY, f"token {who % tokens}"))
            answered = clock.now + latency * chance.random()
            heappush(agenda, (answered, who, "answer", place, verdicts[-1].headers))
        elif step == "answer":
            limit.observe(headers, [place])
            left[who] -= 1
            if left[who]:
                heappush(agenda, (clock.now, who, "ask", 0, {}))
        else:
            place, wait, _ = limit.stand_in_line(patient) if step == "ask" else (place, *limit.turn(place, patient))
            again = clock.now + wait + chance.random() / 200
            arrives = clock.now + latency * chance.random()
            heappush(agenda, (again, who, "turn", place, {}) if wait > 0 else (arrives, who, "arrives", place, {}))
    assert [verdict.refused for verdict in verdicts if verdict.refused] == []
    assert len(verdicts) == 120 * tokens
    windows = (120 * tokens - 1) // min(96 * tokens, 288)
    assert clock.now - began <= windows * (10 + 2 * latency + 0.1) + 15 * latency + 0.1


@pytest.mark.parametrize("latency", [0.0, 0.08, 0.4])
def test_48_contenders_are_never_refused_and_use_what_the_limit_allows(path, clock, latency):
    """The tracker counts when a request comes in, anywhere between sending and answer; nothing here takes real time."""
    own, chance = limiter(path, clock, requests=24), Random(6)
    tracker_allows, window, each = 25, 10.0, 6
    arrived, came_in, left = [], [], [each] * 48
    agenda = [(clock.now + chance.random() / 100, contender, "ask", 0) for contender in range(48)]
    patient = Budget(10_000, clock=clock, sleep=clock.sleep)
    heapify(agenda)
    while agenda:
        clock.now, contender, step, place = heappop(agenda)
        if step == "answer":
            came_in.append(clock.now)
            own.observe({}, [place])
            left[contender] -= 1
            if left[contender]:
                heappush(agenda, (clock.now, contender, "ask", 0))
            continue
        place, wait, _ = own.stand_in_line(patient) if step == "ask" else (place, *own.turn(place, patient))
        if wait > 0:
            heappush(agenda, (clock.now + wait + chance.random() / 200, contender, "turn", place))
            continue
        arrived.append(clock.now + latency * chance.random())
        heappush(agenda, (clock.now + latency, contender, "answer", place))
    arrived.sort()
    assert len(arrived) == 48 * each
    assert min(late - soon for soon, late in zip(arrived, arrived[tracker_allows:], strict=False)) > window
    stretch = 24 * 5
    slowest = max(late - soon for soon, late in zip(came_in, came_in[stretch:], strict=False))
    assert slowest <= 5 * (window + latency + 0.1)
