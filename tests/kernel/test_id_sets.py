from gotrs_api.kernel.id_sets import IdSet


def test_what_was_packed_is_the_same_set() -> None:
    ids = IdSet([0, 7, 8, 4095, 4096, 9000])
    ids.discard(9000)
    kept = IdSet.unpacked(ids.packed)
    assert list(kept) == [0, 7, 8, 4095, 4096]
    assert (len(kept), kept.last, IdSet().last) == (5, 4096, -1)


def test_blocks_tell_where_to_look() -> None:
    ids = IdSet([1, 4095, 4096, 12_288])
    assert ids.per_block(4096) == {0: 2, 1: 1, 3: 1}
    assert ids.between(4096, 8192) == {4096}
    assert ids.between(8192, 1 << 20) == {12_288}
