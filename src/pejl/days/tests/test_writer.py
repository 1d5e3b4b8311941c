import asyncio
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pejl.days.judging import judge_batch
from pejl.days.log import Writer, store
from pejl.days.models import Contribution
from pejl.days.run import close_slot, end_day, open_slot
from pejl.days.tests.making import make_answer, make_open_slot, make_slot, make_tokens

pytestmark = pytest.mark.django_db(transaction=True)
needs_two_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time: nothing is beside it"
)


def close_it(slot, following):
    close_slot(slot.day, slot, None)


def open_the_next(slot, following):
    open_slot(slot.day, following, None)


def end_it(slot, following):
    end_day(slot.day, None, None)


def run_alone(step, *args):
    """In its own thread, with a connection of its own."""
    try:
        step(*args)
    finally:
        connection.close()


async def append(writer, answer):
    """Its verdict."""
    told = asyncio.get_running_loop().create_future()
    writer.put(answer, lambda verdict: told.done() or told.set_result(verdict))
    return await told


async def append_all(answers, waits=lambda task: None):
    """By a writer of its own; each verdict, in the answers' order. `waits` is told of each wait."""
    writer = Writer()
    writer.start()
    try:
        waiting = [asyncio.ensure_future(append(writer, answer)) for answer in answers]
        await asyncio.sleep(0)
        for task in waiting:
            waits(task)
        return await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 10)
    finally:
        writer.stop()


def test_200_answers_at_once_are_all_acknowledged_and_stored_once():
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day) for _ in range(4)]
    assert len(answers) == 200
    verdicts = asyncio.run(append_all([*answers, *answers[:40]]))
    assert all(verdict.saved for verdict in verdicts)
    stored = list(Contribution.objects.values_list("key", flat=True))
    assert sorted(stored) == sorted(answer.key for answer in answers)


def test_each_gets_its_own_verdict():
    slot = make_open_slot()
    tokens = make_tokens(slot.day, 10)
    answers = [make_answer(token, slot, option=n % 3) for n, token in enumerate(tokens)]
    verdicts = asyncio.run(append_all(answers))
    assert [verdict.saved for verdict in verdicts] == [n % 3 < 2 for n in range(10)]


def test_a_tick_given_up_waiting_for_does_not_stop_the_others():
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 20)]
    given_up = []

    def give_up_the_first(task):
        if len(given_up) < 10:
            given_up.append(task.cancel())

    verdicts = asyncio.run(append_all(answers, give_up_the_first))
    assert all(isinstance(verdict, asyncio.CancelledError) for verdict in verdicts[:10])
    assert all(verdict.saved for verdict in verdicts[10:])


def test_what_waits_when_the_writer_is_told_to_stop_is_written_first():
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 10)]

    async def append_and_stop():
        writer = Writer()
        waiting = [asyncio.ensure_future(append(writer, answer)) for answer in answers]
        await asyncio.sleep(0)
        writer.start()
        writer.stop()
        return await asyncio.wait_for(asyncio.gather(*waiting), 10)

    assert all(verdict.saved for verdict in asyncio.run(append_and_stop()))
    assert Contribution.objects.count() == 10


def test_an_answer_is_acknowledged_only_when_another_connection_can_read_it():
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 20)]
    seen = []

    async def append_and_look():
        writer = Writer()
        writer.start()
        try:
            for answer in answers:
                assert (await append(writer, answer)).saved
                seen.append(await asyncio.to_thread(look, answer.key))
        finally:
            writer.stop()

    def look(key):
        try:
            return Contribution.objects.filter(key=key).exists()
        finally:
            connection.close()

    asyncio.run(append_and_look())
    assert seen == [True] * 20


def test_when_the_log_cannot_be_written_all_are_told_and_the_next_are_stored():
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 5)]

    async def append_around_a_fault():
        writer = Writer()
        writer.start()
        try:
            await asyncio.to_thread(rename_log, "days_contribution", "elsewhere")
            told = await asyncio.gather(*(append(writer, answer) for answer in answers))
            await asyncio.to_thread(rename_log, "elsewhere", "days_contribution")
            return told, await asyncio.gather(*(append(writer, answer) for answer in answers))
        finally:
            writer.stop()

    told, after = asyncio.run(append_around_a_fault())
    assert [verdict.code for verdict in told] == ["down"] * 5
    assert all(verdict.saved for verdict in after)
    assert Contribution.objects.count() == 5


def rename_log(name, other):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {other}")
    connection.close()


@needs_two_writers
@pytest.mark.parametrize("step", [close_it, open_the_next, end_it])
def test_a_closing_waits_for_the_answers_that_are_being_stored(step):
    """And so each acknowledged answer is in the result that the closing fixes."""
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 10)]
    following = make_slot(slot.day, "poll", 2)
    closing = threading.Thread(target=run_alone, args=[step, slot, following])
    with transaction.atomic():
        assert all(verdict.saved for verdict in judge_batch(answers)[0])
        closing.start()
        closing.join(timeout=0.3)
        assert closing.is_alive()
    closing.join(timeout=10)
    slot.refresh_from_db()
    assert slot.state == "closed"
    assert slot.release_upto == Contribution.objects.order_by("id").last().id


@needs_two_writers
def test_answers_to_the_item_that_closes_and_to_the_one_that_opens_do_not_lock_each_other_out():
    slot = make_open_slot()
    following = make_slot(slot.day, "poll", 2)
    tokens = make_tokens(slot.day, 2)
    moving = threading.Thread(target=run_alone, args=[open_the_next, slot, following])
    with transaction.atomic():
        assert judge_batch([make_answer(tokens[0], slot)])[0][0].saved
        moving.start()
        moving.join(timeout=0.3)
        assert judge_batch([make_answer(tokens[1], following)])[0][0].code == "closed"
    moving.join(timeout=10)
    following.refresh_from_db()
    assert following.state == "open"


@needs_two_writers
def test_items_are_locked_in_the_order_of_their_ids():
    """As the steps of the run lock them: else two could each wait for the other."""
    slot = make_open_slot()
    following = make_slot(slot.day, "poll", 2)
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        judge_batch([make_answer("stranger", following), make_answer("stranger", slot)])
    (locking,) = [query["sql"] for query in asked if "FOR SHARE" in query["sql"]]
    assert "ORDER BY slot.id FOR SHARE OF slot" in locking


def test_an_answer_on_its_way_when_the_item_closes_is_refused_and_not_stored():
    slot = make_open_slot()
    answer = make_answer(make_tokens(slot.day, 1)[0], slot)
    close_it(slot, None)
    assert store([answer])[0].code == "closed"
    assert not Contribution.objects.exists()
