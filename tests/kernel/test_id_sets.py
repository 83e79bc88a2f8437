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


def test_ids_beyond_all_reason_cost_no_more_than_others() -> None:
    ids = IdSet([5, -7, 8_000_000_000, 1 << 62, 70_000])
    assert list(ids) == [-7, 5, 70_000, 8_000_000_000, 1 << 62]
    assert len(ids.packed) < 1000
    kept = IdSet.unpacked(ids.packed)
    assert (list(kept), kept.last) == (list(ids), 1 << 62)
    assert ids.per_block(4096) == {-1: 1, 0: 1, 17: 1, 8_000_000_000 // 4096: 1, 1 << 50: 1}
    assert ids.between(65_536, 131_072) == {70_000}
    assert (IdSet([-7]).last, -7 in ids, -8 in ids, 1 << 63 in ids) == (-1, True, False, False)
