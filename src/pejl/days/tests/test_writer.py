import threading

import pytest
from django.db import connection, transaction

from pejl.days.judging import judge_batch
from pejl.days.log import NotStored, Writer, store
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


@pytest.fixture
def writer():
    writer = Writer()
    writer.start()
    yield writer
    writer.stop()


def submit_from_threads(writer, answers, threads=5):
    futures = []

    def submit(part):
        futures.extend([writer.submit(answer) for answer in part])

    parts = [answers[n::threads] for n in range(threads)]
    running = [threading.Thread(target=submit, args=[part]) for part in parts]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return [future.result(timeout=10) for future in futures]


def test_200_answers_from_several_threads_are_all_acknowledged_and_stored_once(writer):
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day) for _ in range(4)]
    assert len(answers) == 200
    verdicts = submit_from_threads(writer, [*answers, *answers[:40]])
    assert all(verdict.saved for verdict in verdicts)
    stored = list(Contribution.objects.values_list("key", flat=True))
    assert sorted(stored) == sorted(answer.key for answer in answers)


def test_a_tick_given_up_waiting_for_does_not_stop_the_writer(writer):
    slot = make_open_slot()
    tokens = make_tokens(slot.day, 20)
    futures = [writer.submit(make_answer(token, slot)) for token in tokens]
    for future in futures[::2]:
        future.cancel()
    assert all(future.result(timeout=10).saved for future in futures[1::2])
    assert writer.submit(make_answer(tokens[0], slot)).result(timeout=10).saved


def test_what_waits_when_the_writer_is_told_to_stop_is_written_first():
    slot = make_open_slot()
    writer = Writer()
    futures = [writer.submit(make_answer(token, slot)) for token in make_tokens(slot.day, 10)]
    writer.start()
    writer.stop()
    assert all(future.done() and future.result().saved for future in futures)
    assert Contribution.objects.count() == 10


def test_when_the_log_cannot_be_written_all_are_told_and_the_next_are_stored(writer):
    slot = make_open_slot()
    token = make_tokens(slot.day, 1)[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE days_contribution RENAME TO elsewhere")
    try:
        with pytest.raises(NotStored):
            writer.submit(make_answer(token, slot, key="k1")).result(timeout=10)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO days_contribution")
    assert writer.submit(make_answer(token, slot, key="k1")).result(timeout=10).saved
    assert Contribution.objects.count() == 1


@needs_two_writers
@pytest.mark.parametrize("step", [close_it, open_the_next, end_it])
def test_a_closing_waits_for_the_answers_that_are_being_stored(step):
    """And so each acknowledged answer is in the result that the closing fixes."""
    slot = make_open_slot()
    answers = [make_answer(token, slot) for token in make_tokens(slot.day, 10)]
    following = make_slot(slot.day, "poll", 2)
    closing = threading.Thread(target=run_alone, args=[step, slot, following])
    with transaction.atomic():
        assert all(verdict.saved for verdict in judge_batch(answers))
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
        assert judge_batch([make_answer(tokens[0], slot)])[0].saved
        moving.start()
        moving.join(timeout=0.3)
        assert judge_batch([make_answer(tokens[1], following)])[0].code == "closed"
    moving.join(timeout=10)
    following.refresh_from_db()
    assert following.state == "open"


def test_an_answer_on_its_way_when_the_item_closes_is_refused_and_not_stored():
    slot = make_open_slot()
    answer = make_answer(make_tokens(slot.day, 1)[0], slot)
    close_it(slot, None)
    assert store([answer])[0].code == "closed"
    assert not Contribution.objects.exists()
