import pytest
from django.core.exceptions import ValidationError

from articles.videos import validate_id, video_id


@pytest.mark.parametrize(
    "text",
    [
        "kT9_wQ2rXbE",
        " kT9_wQ2rXbE ",
        "https://www.youtube.com/watch?v=kT9_wQ2rXbE",
        "https://youtube.com/watch?list=abc&v=kT9_wQ2rXbE&t=3",
        "youtu.be/kT9_wQ2rXbE?si=x",
        "https://www.youtube.com/embed/kT9_wQ2rXbE",
        "https://www.youtube.com/shorts/kT9_wQ2rXbE",
    ],
)
def test_a_video_is_known_by_its_address_or_its_characters(text):
    assert video_id(text) == "kT9_wQ2rXbE"
    validate_id(video_id(text))


@pytest.mark.parametrize("text", ["https://vimeo.example/1", "kT9_wQ2rXb", "kT9_wQ2rXbE\n", '"><script>x'])
def test_anything_else_is_refused(text):
    with pytest.raises(ValidationError):
        validate_id(text)
