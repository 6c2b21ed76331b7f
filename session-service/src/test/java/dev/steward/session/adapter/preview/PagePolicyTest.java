package dev.steward.session.adapter.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagePolicyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            img-src 'self'                                  | img-src 'self'
            script-src 'self'; connect-src 'self'           | script-src 'self'; connect-src 'self'
            script-src https://cdn.test 'unsafe-inline'     | script-src https://cdn.test 'unsafe-inline' 'self'
            default-src 'none'                              | default-src 'none'; script-src 'self'; connect-src 'self'
            default-src 'self'                              | default-src 'self'; script-src 'self'; connect-src 'self'
            script-src 'none'; connect-src 'none'           | script-src 'self'; connect-src 'self'
            Script-Src 'nonce-a' 'strict-dynamic'           | script-src 'nonce-a' 'strict-dynamic' 'nonce-n'
            script-src 'none'; script-src-elem https://x    | script-src 'none'; script-src-elem https://x 'self'
            script-src a, connect-src b; upgrade-insecure-requests | script-src a 'self', connect-src b 'self'; upgrade-insecure-requests
            """)
    void letsTheScriptInAndNothingElse(String before, String after) {
        assertThat(PagePolicy.admitting(before, "n")).isEqualTo(after);
    }
}
