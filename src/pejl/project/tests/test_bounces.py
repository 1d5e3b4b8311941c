import pytest
from click.testing import CliRunner

from pejl.mail.clock import now
from pejl.mail.models import Message
from pejl.mail.reports import LARGEST
from pejl.mail.tests.conftest import organisation
from pejl.mail.tests.test_bouncing import name_id, write
from pejl.mail.tests.test_pages import make_message
from pejl.project.cli import main

__all__ = ["organisation"]


@pytest.mark.django_db
def test_the_command_reads_from_a_pipe_and_not_too_much(organisation):
    message = make_message(organisation, state="sent", sent_at=now())
    done = CliRunner().invoke(main, ["bounces", "-"], input=write(name_id(message)))
    assert done.output == "1 reported, 1 noted.\n"
    assert Message.objects.get().state == "bounced"
    done = CliRunner().invoke(main, ["bounces", "-"], input=b"x" * (LARGEST + 1))
    assert done.exit_code == 1
    assert "10 MB" in done.output
