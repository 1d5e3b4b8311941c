from datetime import UTC, datetime, timedelta

from django.utils import timezone

from pejl.mail.clock import drive_clock, now


def test_the_clock_is_the_server_s_unless_it_is_moved_or_driven(settings, tmp_path):
    assert abs(now() - timezone.now()) < timedelta(minutes=1)
    settings.PEJL_CLOCK = str(tmp_path / "clock")
    (tmp_path / "clock").write_text("-7200.5")
    assert abs(timezone.now() - now() - timedelta(hours=2)) < timedelta(minutes=1)
    with drive_clock(datetime(2026, 3, 4, tzinfo=UTC)):
        assert now() == datetime(2026, 3, 4, tzinfo=UTC)
