"""Whole messages and screens, word for word, in both languages."""

import pytest

from tests.bot.say import retold_scenes, scenes
from tests.bot.say.scenes import FOLDER

SCENES = scenes.SCENES | retold_scenes.SCENES


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SCENES)
def test_a_reader_sees_what_was_approved(name, language):
    assert SCENES[name](language) == (FOLDER / f"{name}.{language}.txt").read_text("utf-8")
