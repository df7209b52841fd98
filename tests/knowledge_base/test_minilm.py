from __future__ import annotations

import tempfile
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.embeddings import minilm, weights
from knowledge_base.embeddings.minilm import MiniLM
from knowledge_base.embeddings.weights import DamagedError
from knowledge_base.embeddings.wordpiece import WordPiece
from tests.at_once import at_once
from tests.knowledge_base.reference_bert import ReferenceBert

_TEXTS = ("Where can I park my car?", "Is there a garage near the salon?", "¿Dónde puedo aparcar? 👍")


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return minilm.shared()


def test_its_vectors_are_those_of_the_published_model(model: MiniLM):
    vectors = model.embed(_TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    reference = ReferenceBert(minilm.folder())
    exactly = np.array([reference.vector(model.pieces(text)) for text in _TEXTS])
    # Eight bits a weight turn a vector by some five degrees at the most.
    assert (vectors * exactly).sum(axis=1).min() > 0.99


def test_a_text_gets_the_same_vector_in_whatever_company_it_comes(model: MiniLM):
    texts = ["Parking?", "Where can I park my car?", "", "Is there parking?", "Is there milk? Now!", "park " * 400]
    together = model.embed(texts)
    for text, vector in zip(texts, together, strict=True):
        assert vector == pytest.approx(model.embed([text])[0], abs=1e-5)


def test_many_threads_read_at_once(model: MiniLM):
    texts = [f"Do you have room number {number}?" for number in range(8)]
    alone = model.embed(texts)
    together = at_once(8, lambda number: model.embed([texts[number]])[0])
    assert np.array(together) == pytest.approx(alone, abs=1e-5)


def test_a_process_that_is_forked_off_reads_too(model: MiniLM):
    expected = model.embed(["Is there parking?"])[0]
    with get_context("fork").Pool(1) as pool:
        found = pool.apply_async(_read_in_a_child, ["Is there parking?"]).get(timeout=60)
    assert found == pytest.approx(expected, abs=1e-5)


def _read_in_a_child(text: str) -> list[float]:
    return [float(number) for number in minilm.shared().embed([text])[0]]


def test_without_room_for_making_it_ready_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", "/dev/null")
    with pytest.raises(DamagedError, match="needs 25 MB of room in /dev/null"):
        MiniLM(minilm.folder())


def test_what_means_the_same_is_nearer_than_what_shares_a_word(model: MiniLM):
    asked, same, other = model.embed(["Where can I leave my car?", "Is there parking?", "My car is red."])
    assert asked @ same > asked @ other


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_cut_the_quick_way_as_any_other(model: MiniLM, text: str):
    assert model.pieces(text) == model.pieces(f"\u200b{text}")  # A space of no width is dropped, but not plain.


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Where's the café?", "where ' s the cafe ?"),
        ("vouchrs", "vo ##uch ##rs"),
        ("a\u200bb\u00a0c\x00d", "ab cd"),
        ("営業 time", "[UNK] [UNK] time"),
        ("x" * 101, "[UNK]"),
        ("👍", "[UNK]"),
        ("", ""),
    ],
)
def test_a_text_is_cut_as_the_model_learnt_it(model: MiniLM, text: str, pieces: str):
    words = (minilm.folder() / "vocab.txt").read_text().split("\n")
    assert " ".join(words[number] for number in model.pieces(text)) == pieces


def test_a_long_text_is_read_as_far_as_the_model_can():
    reader = WordPiece(minilm.folder() / "vocab.txt")
    numbers = reader.numbers("park " * 1_000, most=256)
    assert len(numbers) == 256
    assert (numbers[0], numbers[-1]) == (101, 102)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("do you have gift vouchrs", True),
        ("parking?", True),
        ("¿a qué hora abren?", False),
        ("aceptais tarjeta", False),
        ("Где вы находитесь?", False),
    ],
)
def test_it_tells_whether_it_knows_the_language(model: MiniLM, text: str, is_read: bool):
    assert model.reads(text) is is_read


def test_files_that_are_not_the_published_ones_are_not_used(tmp_path: Path):
    for name in ("model.safetensors", "vocab.txt"):
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(DamagedError, match=r"model\.safetensors is not the published file"):
        MiniLM(tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(DamagedError, match="cannot be read"):
        MiniLM(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff" * 40, b"\x02\0\0\0\0\0\0\0[]", b'\x20\0\0\0\0\0\0\0{"a":{"dtype":"F32"}}', b"\x10\0\0\0\0\0\0\0{"],
)
def test_a_broken_file_of_weights_is_told_and_crashes_nothing(tmp_path: Path, content: bytes):
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    with pytest.raises(DamagedError):
        weights.read(path)
