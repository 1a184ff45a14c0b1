#include "site/hosting.h"
#include "one_site.h"

static void expect(ts_page_kind kind, const char *expected)
{
    const ts_page page = {.kind = kind};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_hosting_write(&renderer, &page, &out);
    assert_string_equal(out.ptr, expected);
    ts_buf_free(&out);
}

static void withdraw(const char *slug)
{
    add(slug, "{\"title\":\"Gone\"}")->takedown.status = TS_STANDING_WITHDRAWN;
}

static void robots_may_read_all_and_know_the_sitemap(void **state)
{
    place();
    expect(TS_PAGE_ROBOTS, "User-agent: *\nDisallow:\nSitemap: https://saltby.example/archive/sitemap.xml\n");
}

static void a_site_without_address_has_no_sitemap_to_name(void **state)
{
    site->settings.base_url = "";
    place();
    expect(TS_PAGE_ROBOTS, "User-agent: *\nDisallow:\n");
}

static void headers_keep_single_pages_out_of_search(void **state)
{
    add("潮汐", "{\"title\":\"Tide\"}")->takedown.status = TS_STANDING_NOINDEX;
    add("pier", "{\"title\":\"Pier\"}");
    place();
    const ts_page page = {.kind = TS_PAGE_HEADERS};
    ts_buf out;
    ts_buf_init(&out, TS_BUF_MAX);
    ts_hosting_write(&renderer, &page, &out);
    assert_non_null(strstr(out.ptr, "/archive/*\n  X-Content-Type-Options: nosniff\n"));
    assert_non_null(strstr(out.ptr, "Content-Security-Policy: default-src 'self';"));
    assert_non_null(strstr(out.ptr, "/archive/*.md\n  Content-Type: text/markdown; charset=utf-8\n"));
    assert_non_null(strstr(out.ptr, "/archive/2020/%E6%BD%AE%E6%B1%90.html\n  X-Robots-Tag: noindex\n"));
    assert_null(strstr(out.ptr, "pier"));
    ts_buf_free(&out);
}

static void netlify_is_told_addresses_as_browsers_send_them(void **state)
{
    withdraw("潮汐");
    place();
    expect(TS_PAGE_REDIRECTS,
           "/archive/2020/%E6%BD%AE%E6%B1%90.html /archive/2020/%E6%BD%AE%E6%B1%90.html 410!\n");
}

static void a_path_is_no_pattern_to_apache(void **state)
{
    withdraw("c++ (1).x");
    withdraw("潮汐");
    place();
    expect(TS_PAGE_HTACCESS, "RewriteEngine On\n"
                             "ErrorDocument 410 /%{REQUEST_URI}\n"
                             "RewriteCond %{ENV:REDIRECT_STATUS} =410\n"
                             "RewriteRule ^ - [L]\n"
                             "RewriteRule \"^2020/c\\+\\+ \\(1\\)\\.x\\.html$\" - [G]\n"
                             "RewriteRule \"^2020/潮汐\\.html$\" - [G]\n");
}

static void a_path_does_not_end_nginx_string(void **state)
{
    withdraw("a\"b\\c");
    place();
    expect(TS_PAGE_NGINX,
           "location @gone { try_files $uri =410; }\n"
           "location = \"/archive/2020/a\\\"b\\\\c.html\" { error_page 410 @gone; return 410; }\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(robots_may_read_all_and_know_the_sitemap),
        site_test(a_site_without_address_has_no_sitemap_to_name),
        site_test(headers_keep_single_pages_out_of_search),
        site_test(netlify_is_told_addresses_as_browsers_send_them),
        site_test(a_path_is_no_pattern_to_apache),
        site_test(a_path_does_not_end_nginx_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
