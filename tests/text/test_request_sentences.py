"""What people read when a request is refused: a sentence for every constraint of the model, at the right field only."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from lib.domain.catalog import CATALOG
from lib.domain.request import FIELDS, ModelId, Subject, VideoRequest, from_json
from lib.domain.request_problems import Problem, ProblemKind, kept_problem, problems
from lib.text.request_sentences import field_text, problem_sentence
from tests.domain.test_request import FULL, LEAST, URL


def sentences(document: object) -> dict[str, str]:
    """What people read about a document that is refused."""
    with pytest.raises(ValidationError) as refused:
        VideoRequest.model_validate(document)
    return {place: problem_sentence(problem) for place, problem in problems(refused.value).items()}


WRONG_TYPES: dict[str, list[object]] = {
    "str": [5],
    "bool": ["yes", 1, 0, 1.0],
    "int": ["5", 5.0, 5.5, True],
    "literal": ["no such word", 5],
    "tuple": [5, "text"],
    "model": [5, "text"],
    "function-after": ["no such form"],
}
LIMITS = {
    "min_length": lambda schema, n: "" if schema["type"] == "str" else [],
    "max_length": lambda schema, n: [URL] * (n + 1) if schema["type"] == "tuple" else "x" * (n + 1),
    "ge": lambda schema, n: n - 1,
    "le": lambda schema, n: n + 1,
}
NO_RULE = {"type", "strict", "metadata", "schema", "items_schema", "variadic_item_index", "cls", "custom_init"}
NO_RULE |= {"root_model", "config", "ref", "expected", "function", "default", "model_name", "fields", "computed_fields"}


def breaches(schema: dict[str, Any], place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """(place, value) for every constraint in a pydantic core schema: a value at that place that breaks it.

    A kind of schema or constraint that this walk does not know fails here, so that whoever adds one meets this test.
    """
    kind = schema["type"]
    if kind in ("default", "nullable"):
        yield from breaches(schema["schema"], place)
        return
    assert kind in WRONG_TYPES, f"teach this walk what breaks a {kind!r}"
    yield from ((place, value) for value in WRONG_TYPES[kind])
    for name in sorted(schema.keys() - NO_RULE):  # in one order, so that every worker collects the same tests
        yield place, LIMITS[name](schema, schema[name])
    if kind == "tuple":
        yield from breaches(schema["items_schema"][0], (*place, 0))
    if kind == "function-after":
        yield from breaches(schema["schema"], place)
    if kind == "model":
        assert schema["config"]["extra_fields_behavior"] == "forbid"
        yield (*place, "no_such_field"), 1
        for name, field in schema["schema"]["fields"].items():
            yield from breaches(field["schema"], (*place, name))
            if field["schema"]["type"] != "default":
                yield (*place, name), ...


def with_value(document: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """A copy of a JSON document with `value` at `place`; `...` takes the field away."""
    if not place:
        return value
    first, *rest = place
    copy = dict(document) if isinstance(document, dict) else list(document)
    if value is ... and not rest:
        del copy[first]
    else:
        inner = copy[first] if rest else None
        copy[first] = with_value(inner, tuple(rest), value)
    return copy


EVERY_BREACH = list(breaches(dict(VideoRequest.__pydantic_core_schema__)))


def test_the_walk_over_the_constraints_reaches_every_field():
    reached = {name for place, _ in EVERY_BREACH for name in place if isinstance(name, str)}
    assert reached == {*VideoRequest.model_fields, *Subject.model_fields, "no_such_field"}


@pytest.mark.parametrize(
    ("place", "value"), EVERY_BREACH, ids=[f"{'.'.join(map(str, p)) or 'all'}={v!r}"[:60] for p, v in EVERY_BREACH]
)
def test_every_constraint_has_a_sentence_for_people_and_blames_only_its_field(place: tuple[str | int, ...], value: Any):
    found = sentences(with_value(FULL, place, value))
    assert list(found) == [".".join(map(str, place))]
    (sentence,) = found.values()
    assert sentence.endswith(".") and (sentence[0].isupper() or sentence[0] == "“")
    assert not sentence.endswith("is not right."), "the fallback: this constraint needs a sentence of its own"
    assert not any(
        word in sentence.lower() for word in ("string", "integer", "boolean", "tuple", "literal", "input", "null")
    )


def test_every_field_has_a_word_for_people():
    assert set(FIELDS) == {*VideoRequest.model_fields, *Subject.model_fields}
    assert not [field for field in FIELDS if field_text(field) == f"“{field}”"]


def test_every_kind_of_problem_has_a_sentence_and_is_read_again_as_it_was_kept():
    for kind in ProblemKind:
        for problem in (Problem(kind, "images"), Problem(kind, "images", item=True), Problem(kind)):
            assert kept_problem(str(problem)) == problem and problem_sentence(problem).endswith(".")
    assert kept_problem("of_a_newer_version seed") is None


def test_several_faults_are_told_each_at_its_own_place():
    cast = [{"id": "Mia", "images": [URL]}, {"id": "", "images": [URL, "nonsense"]}, {"id": "Bear", "images": []}]
    found = sentences({**LEAST, "subjects": cast, "duration": "long"})
    assert set(found) == {"subjects.1.id", "subjects.1.images.1", "subjects.2.images", "duration"}


def test_the_name_of_an_unknown_field_is_told():
    assert "“style”" in sentences({**LEAST, "style": "anime"})["style"]


@pytest.mark.parametrize("text", ["", "{", "model=viduq1", "[]", '"text"', "5"])
def test_a_document_that_is_no_request_is_refused_in_words(text: str):
    with pytest.raises(ValidationError) as refused:
        from_json(text)
    assert list(problems(refused.value)) == [""]


def test_the_models_that_may_be_asked_for_are_those_of_the_catalog():
    assert get_args(ModelId) == tuple(model.id for model in CATALOG)


@pytest.mark.parametrize(
    ("subjects", "sentence"),
    [
        (["Mia"], "A subject must be a set of fields."),
        ([{"id": "Mia", "images": [5]}], "A picture must be text."),
        ("Mia", "The cast must be a list."),
    ],
)
def test_a_bad_item_of_a_list_is_called_what_it_is(subjects: object, sentence: str):
    assert list(sentences({**LEAST, "subjects": subjects}).values()) == [sentence]
