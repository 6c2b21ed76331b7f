package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionTest {

    private static final String TAG = "\"a-1\"";

    @Test
    void nothingAskedHoldsAlways() {
        assertThat(Precondition.NONE.holds(true, TAG)).isTrue();
        assertThat(Precondition.NONE.holds(false, null)).isTrue();
    }

    /** RFC 9110, 13.1.1 and 13.1.2: a strong comparison for what must match, a weak one for what must not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            nullValues = "-",
            value = {
                "\"a-1\"            | -          | true  | false",
                "*                  | -          | true  | false",
                "\"b\", \"a-1\"     | -          | true  | false",
                "\"b\"              | -          | false | false",
                "W/\"a-1\"          | -          | false | false",
                "''                 | -          | false | false",
                "-                  | *          | false | true",
                "-                  | \"a-1\"    | false | true",
                "-                  | W/\"a-1\"  | false | true",
                "-                  | \"b\"      | true  | true",
                "\"a-1\"            | \"a-1\"    | false | false",
            })
    void holdsAsItsHeadersSay(String ifMatch, String ifNoneMatch, boolean ofTheFile, boolean ofNothing) {
        Precondition precondition = Precondition.of(ifMatch, ifNoneMatch);

        assertThat(precondition.holds(true, TAG)).isEqualTo(ofTheFile);
        assertThat(precondition.holds(false, null)).isEqualTo(ofNothing);
    }

    @Test
    void whatHasNoTagIsCoveredByAnyContentOnly() {
        assertThat(Precondition.of("*", null).holds(true, null)).isTrue();
        assertThat(Precondition.of(TAG, null).holds(true, null)).isFalse();
    }
}
