import gzip
import time

import pytest

from feeds.wire.body import MOST_MEMBERS, decode, gunzip
from feeds.wire.failure import WireError

BODY = bytes(range(256)) * 1_000


def test_all_members_of_a_gzip_body_are_unpacked_with_padding_after_them() -> None:
    packed = gzip.compress(BODY)
    assert gunzip(packed + packed, 10**6) == BODY * 2
    assert gunzip(packed + b"\0" * 300 + packed + b"\0" * 300, 10**6) == BODY * 2


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 20])
def test_a_gzip_body_that_is_cut_is_not_taken_for_a_whole_one(cut) -> None:
    packed = gzip.compress(b"x" * 1_000)
    for body in (packed[:-cut], packed + packed[:-cut]):
        with pytest.raises(WireError, match="too early") as refused:
            gunzip(body, 10**6)
        assert refused.value.name == "truncated"


def test_a_body_is_refused_at_the_first_byte_beyond_the_limit() -> None:
    assert len(gunzip(gzip.compress(b"x" * 1_000), 1_000)) == 1_000
    for packed in (gzip.compress(b"x" * 1_001), gzip.compress(b"x" * 600) * 2):
        with pytest.raises(WireError) as refused:
            gunzip(packed, 1_000)
        assert refused.value.name == "too-large"


def test_what_follows_a_member_and_is_no_member_is_refused() -> None:
    with pytest.raises(WireError) as refused:
        gunzip(gzip.compress(b"x") + b"rest", 1_000)
    assert refused.value.name in {"encoding", "truncated"}


def test_a_body_of_very_many_members_is_refused_in_no_time() -> None:
    started = time.process_time()
    with pytest.raises(WireError, match=str(MOST_MEMBERS)):
        gunzip(gzip.compress(b"") * 250_000, 5_000_000)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip,identity", "*", "utf-8"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding) -> None:
    with pytest.raises(WireError) as refused:
        decode(gzip.compress(b"x"), encoding, 1_000)
    assert refused.value.name == "encoding"
