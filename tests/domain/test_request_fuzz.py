"""Ten thousand odd boards and requests: no crash, and what may be sent is what the service's binding rules allow."""

from __future__ import annotations

import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from lib.domain.catalog import CATALOG
from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_body, build_request, from_request, with_model
from lib.domain.finding import Finding, may_send
from lib.domain.naming import NAME_LENGTH, file_name, ids_of, job_name, letters
from lib.domain.picture_rules import Fitted, Picture
from lib.domain.request import VideoRequest, body_size, fingerprint, from_json, to_json
from lib.domain.request_problems import kept_problem, problems
from lib.services.gateway.body import body_of
from lib.services.store import Store
from lib.text.finding_sentences import finding_text
from lib.text.request_sentences import problem_sentence
from tests.contract_schema import judge
from tests.domain.odd_kit import BEND, EVERY, LEAVES, UNEASY, bent
from tests.domain.test_request import EXAMPLE, FULL
from tests.services.store_kit import NOW


def _file(kind: str, width: int, height: int) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(into, kind)
    return into.getvalue()


FILES = {
    f"{place:x}" * 64: (kind, width, height, _file(kind, width, height))
    for place, (kind, width, height) in enumerate(
        [("png", 128, 128), ("jpeg", 512, 128), ("webp", 130, 200), ("png", 127, 128), ("jpeg", 513, 128)]
    )
}
"""Real files by a made-up sha256; the last two break a rule."""
FACTS = [Picture(sha, kind, width, height, len(data)) for sha, (kind, width, height, data) in FILES.items()]
ODD_FACTS = [Picture("a" * 64, "png", *size) for size in ((0, 0, 0), (1, 10**9, 5), (10**6, 10**6, 60_000_000))]

TEXTS = st.one_of(
    st.sampled_from(UNEASY),
    st.text(st.characters(categories=None), max_size=8),
    st.sampled_from(["Mia", "mia", "Mia_2", "走"]),
)
SCENES = st.lists(
    st.sampled_from(["@Mia", "@mia_2", "@走", "@", "a@b.com", "@ ", "@Miami", " walks. "]) | TEXTS, max_size=5
).map("".join)
WHOLES = st.sampled_from([0, 1, 2, 3, 4, 5, 9, 10, 11, 16, -1, 10**30, -(10**400)])
URLS = st.sampled_from(
    [
        *[
            "https://x/a.png",
            "HTTP://狼/a",
            "https://x/a\n",
            "https://x/\x00",
            "https://x/\ud800",
            "https://" + "x" * 5000,
        ],
        *["", "https://", "https://x/a b", "ftp://x/a", "file:///etc/passwd"],
        *["data:image/png;base64,AAAA", f"picture:{'0' * 64}.png"],
    ]
)
PICTURES = st.one_of(
    st.sampled_from([DraftPicture(fitted=Fitted(one, one)) for one in FACTS[:3]]),
    st.sampled_from([DraftPicture(fitted=Fitted(one, one)) for one in FACTS + ODD_FACTS]),
    st.just(DraftPicture(url="https://x/a.png")),
    URLS.map(lambda url: DraftPicture(url=url)),
)
SUBJECTS = st.builds(
    DraftSubject,
    uid=st.sampled_from("abc"),
    name=TEXTS,
    pictures=st.lists(PICTURES, min_size=1, max_size=2).map(tuple) | st.lists(PICTURES, max_size=5).map(tuple),
    voice_id=st.just("") | TEXTS,
)
GOOD_SUBJECTS = [
    DraftSubject(uid=name, name=name, pictures=(DraftPicture(fitted=Fitted(one, one)),), voice_id=voice)
    for name, one, voice in zip(["Mia", "mia", "走", "Mia 2"], [*FACTS[:3], FACTS[0]], ["", "v1", "", ""], strict=True)
]
CASTS = st.lists(st.one_of(st.sampled_from(GOOD_SUBJECTS), st.sampled_from(GOOD_SUBJECTS), SUBJECTS), max_size=3)
CROWDS = st.lists(SUBJECTS, min_size=7, max_size=9)
ODD_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "cast": CROWDS.map(tuple),
    "duration": WHOLES,
    "seed": WHOLES,
    "wm_position": WHOLES,
    "takes": WHOLES,
    "resolution": st.sampled_from(["360p", "540p", "720p", "1080p", "8k", "720P"]) | TEXTS,
    "voice_id": TEXTS,
    "name": TEXTS,
    "payload": TEXTS | st.just("x" * 1_048_577),
    "wm_url": URLS,
    "meta_data": st.sampled_from(['{"Label": "1"}', "5", '{"a":1,"a":2}', "{", "[" * 3000, "NaN", '"\\ud800"', " "])
    | TEXTS,
} | {name: st.booleans() for name in ("service_writes", "audio", "bgm", "off_peak", "watermark")}
ODDITIES = st.lists(st.one_of([st.tuples(st.just(name), of) for name, of in ODD_FIELDS.items()]), max_size=2).map(dict)
MODELS = st.sampled_from([model.id for model in CATALOG])


def a_draft(cast: list[DraftSubject], scene: str, model: str, odd: dict[str, Any]) -> Draft:
    """Unchecked, as the board's callbacks make one."""
    return Draft().model_copy(update={"cast": tuple(cast), "scene": scene, "model": model, "watermark": True} | odd)


DRAFTS = st.builds(a_draft, CASTS, SCENES, MODELS, ODDITIES)


def sizes(sha256: str) -> int:
    return len(FILES[sha256][3]) if sha256 in FILES else 60_000_000


def judged(draft: Draft) -> tuple[list[Finding], VideoRequest | None]:
    """What the list beside Generate says of a board, and the request if it can be built."""
    try:
        request = build_request(draft)
    except ValidationError as error:
        refused_in_words(error)
        return check_draft(draft, 0), None
    return check_draft(draft, body_size(request, sizes)), request


def test_no_odd_board_breaks_the_form_and_what_may_be_sent_keeps_the_contract() -> None:
    outcomes: Counter[bool] = Counter()

    @settings(**EVERY)
    @given(draft=DRAFTS)
    def boards(draft: Draft) -> None:
        findings, request = judged(draft)
        assert all(finding_text(finding) for finding in findings)
        outcomes[may_send(findings)] += 1
        if request is not None:
            kept_as_said(draft, request)
        if may_send(findings):
            assert request is not None, "it may be sent and cannot be built"
            sent = body_of(request, lambda sha256: FILES[sha256][3]).read()
            assert judge(sent) == []
            assert len(sent) == body_size(request, sizes)
            says_what_the_form_shows(draft, json.loads(sent))
        named(draft)
        with_model(draft, CATALOG[len(draft.scene) % len(CATALOG)].id)

    boards()
    assert min(outcomes[True], outcomes[False]) > outcomes.total() / 10, f"one-sided: {outcomes}"


def says_what_the_form_shows(draft: Draft, sent: dict[str, Any]) -> None:
    """Every control that shows a value is sent, off and 0 included."""
    shown = {name: getattr(draft, name) for name in ("audio", "bgm", "duration", "seed", "off_peak", "watermark")}
    shown["is_rec"] = draft.service_writes
    for name, value in shown.items():
        assert sent[name] == value and type(sent[name]) is type(value)


def named(draft: Draft) -> None:
    """Ids and names that everything which follows can use."""
    names = [subject.name for subject in draft.cast]
    ids = [id_.casefold() for id_ in ids_of(names) if id_]
    assert len(set(ids)) == len(ids)
    name = job_name(draft.scene, names)
    assert name.strip() and len(letters(name)) <= NAME_LENGTH + 1 and name == " ".join(name.split())
    assert all(char in "\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in name)
    safe = file_name(draft.name or name, "mp4", job_id="3f9a2c")
    assert Path(safe).name == safe and len(safe.encode()) <= 255


def kept_as_said(draft: Draft, request: VideoRequest) -> None:
    """Back from the store it is what it was: off stays off, 0 stays 0, and what was not said stays unsaid."""
    kept = from_json(to_json(request))
    assert to_json(kept) == to_json(request)
    assert fingerprint(kept) == fingerprint(request)
    for name in VideoRequest.model_fields:
        was, now = getattr(request, name), getattr(kept, name)
        assert type(was) is type(now) and (isinstance(was, str | tuple) or was == now)
    assert build_body(from_request(kept, draft.cast))["model"] == draft.model


ANYTHING = st.sampled_from(LEAVES)
ORDERS = st.sampled_from([FULL, json.loads(EXAMPLE)])
BODIES = st.one_of(
    st.builds(bent, ORDERS, BEND.map(lambda bend: [bend])),
    st.builds(bent, ORDERS, st.lists(BEND, max_size=3)),
    st.dictionaries(st.sampled_from(sorted(VideoRequest.model_fields)), ANYTHING, max_size=6),
    ANYTHING,
)


def test_any_document_is_a_request_or_is_refused_in_words() -> None:
    outcomes: Counter[bool] = Counter()

    @settings(**EVERY)
    @given(document=BODIES)
    def documents(document: Any) -> None:
        try:
            request = VideoRequest.model_validate(document)
        except ValidationError as error:
            outcomes[False] += 1
            refused_in_words(error)
            return
        outcomes[True] += 1
        to_json(request).encode()
        assert from_json(to_json(request)).model == request.model

    documents()
    assert min(outcomes[True], outcomes[False]) > outcomes.total() * 3 / 100, f"one-sided: {outcomes}"


def refused_in_words(error: ValidationError) -> None:
    said = problems(error)
    assert said
    for problem in said.values():
        sentence = problem_sentence(problem)
        assert kept_problem(str(problem)) == problem and sentence.endswith(".") and len(sentence) > 10


@pytest.mark.parametrize(
    "text", ["", "{", "null", '{"model":"viduq1"}', EXAMPLE[:-3], "\ufeff" + EXAMPLE, "[" * 5000, "9" * 9000]
)
def test_a_text_that_is_no_request_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        from_json(text)
    refused_in_words(refused.value)


# What the boards found


def test_half_a_character_is_sent_as_the_sign_for_one() -> None:
    request = from_json(EXAMPLE).model_copy(update={"prompt": "fog \ud83e and \ud800"})
    assert json.loads(to_json(request).encode())["prompt"] == "fog \ufffd and \ufffd"


def test_a_content_label_that_names_a_field_twice_has_to_be_fixed() -> None:
    twice = Draft(cast=tuple(GOOD_SUBJECTS[:1]), scene="@Mia", meta_data='{"Label": "1", "Label": "2"}')
    once = twice.model_copy(update={"meta_data": '{"Label": "1", "ProduceID": "1"}'})
    assert [may_send(check_draft(draft, 0)) for draft in (twice, once)] == [False, True]


def test_a_name_does_not_end_in_a_blank_before_what_cannot_be_seen() -> None:
    assert job_name("Mia walks\u2028\u200d") == "Mia walks"


@settings(max_examples=150, **EVERY)
@given(draft=DRAFTS)
def test_a_board_from_the_store_sends_what_the_board_would_have_sent(kept: Store, draft: Draft) -> None:
    kept.drafts.save("board", "ann", draft, NOW)
    found = kept.drafts.get("board")
    assert found is not None and found.draft.is_empty == draft.is_empty
    assert sendable(found.draft) == sendable(draft)


def sendable(draft: Draft) -> str | None:
    request = judged(draft)[1]
    return None if request is None else to_json(request)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(f"sqlite:///{(tmp_path_factory.mktemp('kept') / 'castboard.db').as_posix()}")
    store.open()
    yield store
    store.close()
