#include "base/digest.h"
#include "unit.h"

/* The vectors of FIPS 180-4 and of the xxHash specification. */
static void sha256_matches_the_standard(void **state)
{
    char hex[65];
    ts_sha256_hex((ts_str){0}, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ts_sha256_hex(TS_STR("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ts_sha256_hex(TS_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void xxh3_matches_the_specification(void **state)
{
    char hex[33];
    assert_true(ts_hash64((ts_str){0}) == UINT64_C(0x2D06800538D394C2));
    assert_true(ts_hash64(TS_STR("a")) != ts_hash64(TS_STR("b")));
    ts_hash_hex((ts_str){0}, hex);
    assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_matches_the_standard),
        cmocka_unit_test(xxh3_matches_the_specification),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
