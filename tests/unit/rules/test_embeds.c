#include "rules/embeds.h"
#include "unit.h"

static void check(const char *address, const char *url, const char *provider)
{
    ts_arena *arena = ts_arena_new();
    ts_embed embed;
    assert_true(ts_embed_of_frame(arena, ts_str_of(address), &embed));
    assert_string_equal(embed.url, url);
    assert_string_equal(embed.provider, provider);
    ts_arena_free(arena);
}

static void reject(const char *address)
{
    ts_arena *arena = ts_arena_new();
    ts_embed embed;
    assert_false(ts_embed_of_frame(arena, ts_str_of(address), &embed));
    ts_arena_free(arena);
}

static void frames_are_known_by_their_address(void **state)
{
    check("https://www.youtube.com/embed/a-B_1?rel=0", "https://www.youtube.com/watch?v=a-B_1", "YouTube");
    check("//youtube-nocookie.com/embed/x", "https://www.youtube.com/watch?v=x", "YouTube");
    check("https://player.bilibili.com/player.html?aid=1&bvid=BV1x&page=1",
          "https://www.bilibili.com/video/BV1x", "哔哩哔哩");
    check("https://v.qq.com/txp/iframe/player.html?vid=q1", "https://v.qq.com/x/page/q1.html", "腾讯视频");
    check("https://player.vimeo.com/video/12#t=3", "https://vimeo.com/12", "Vimeo");
    reject("https://www.youtube.com/embed/");
    reject("https://player.bilibili.com/player.html?xbvid=1");
    reject("https://ads.example/embed/x");
    reject("https://x.example/www.youtube.com/embed/x");
    reject("");
}

static void elements_stand_for_frames(void **state)
{
    ts_arena *arena = ts_arena_new();
    ts_embed embed;
    assert_true(ts_embed_of_element(arena, "lite-youtube", TS_STR("a-B_1"), &embed));
    assert_string_equal(embed.url, "https://www.youtube.com/watch?v=a-B_1");
    assert_string_equal(embed.provider, "YouTube");
    assert_false(ts_embed_of_element(arena, "lite-youtube", TS_STR(""), &embed));
    assert_false(ts_embed_of_element(arena, "iframe", TS_STR("a"), &embed));
    ts_arena_free(arena);
}

static void quotes_are_known_by_their_class(void **state)
{
    ts_arena *arena = ts_arena_new();
    assert_string_equal(ts_embed_of_quote(arena, TS_STR("wide twitter-tweet")), "Twitter");
    assert_null(ts_embed_of_quote(arena, TS_STR("twitter-tweets")));
    assert_null(ts_embed_of_quote(arena, TS_STR("")));
    ts_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_known_by_their_address),
        cmocka_unit_test(elements_stand_for_frames),
        cmocka_unit_test(quotes_are_known_by_their_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
