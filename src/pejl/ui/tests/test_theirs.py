import pytest
from django.template import engines
from django.utils import translation

from pejl.ui.theirs import Ours, forget_language, know_language


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.fixture
def danish():
    with forget_language():
        know_language("da")
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("danish", "english")
def test_their_text_says_its_language_where_the_page_has_another():
    assert draw("<h1{% theirs %}>{{ text }}</h1>", text="Ro") == '<h1 lang="da">Ro</h1>'
    assert draw("In {{ text|theirs }}", text="<b>") == 'In <bdi lang="da">&lt;b&gt;</bdi>'
    within = "{% blocktranslate with text=text|theirs %}In {{ text }}{% endblocktranslate %}"
    assert draw("{% load i18n %}" + within, text="Ro") == 'In <bdi lang="da">Ro</bdi>'


@pytest.mark.usefixtures("danish", "english")
def test_what_is_ours_or_nothing_is_not_marked():
    assert draw("<p{% theirs text %}>{{ text|theirs }}</p>", text=Ours("Rest")) == "<p>Rest</p>"
    assert draw('{{ text|theirs|default:"–" }}', text="") == "–"


@pytest.mark.usefixtures("danish")
def test_a_page_in_their_language_marks_nothing():
    with translation.override("da"):
        assert draw("<p{% theirs %}>{{ text|theirs }}</p>", text="Ro") == "<p>Ro</p>"


@pytest.mark.usefixtures("english")
def test_another_organisations_text_says_its_own():
    assert draw('{{ text|theirs:"da" }}', text="Ro") == '<bdi lang="da">Ro</bdi>'


@pytest.mark.usefixtures("english")
def test_nothing_is_known_after_the_request():
    with forget_language():
        know_language("da")
    assert draw("<p{% theirs %}></p>") == "<p></p>"
