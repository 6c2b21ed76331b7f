package dev.steward.gateway.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final String KEY = TestKeys.key(7);

    @Test
    void knowsAKeyByItsForm() {
        for (int number = 0; number < 100; number++) {
            assertThat(ApiKey.parse(TestKeys.key(number))).isNotNull();
        }
    }

    @Test
    void knowsThatNothingElseIsOne() {
        for (int i = 0; i < KEY.length(); i++) {
            char other = KEY.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(ApiKey.parse(KEY.substring(0, i) + other + KEY.substring(i + 1)))
                    .as("another digit at %d", i)
                    .isNull();
        }
        for (String other :
                new String[] {"", " ", KEY + "0", KEY + "\n", " " + KEY, KEY.substring(1), "z".repeat(75)}) {
            assertThat(ApiKey.parse(other)).isNull();
        }
    }

    @Test
    void isNotTold() {
        ApiKey key = Objects.requireNonNull(ApiKey.parse(KEY));

        assertThat(key).hasToString("ApiKey[redacted]");
        assertThat(key.digest()).hasSize(44).doesNotContain(KEY.substring(4));
        assertThat(key.digest()).isNotEqualTo(new ApiKey(TestKeys.key(8)).digest());
        assertThat(new TokenExchange.Answer.Issued("a-token", Duration.ZERO).toString())
                .doesNotContain("a-token");
    }
}
