package dev.steward.zerotrust.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

    @Test
    void aSetHasTenOfTheirOwn() {
        List<RecoveryCode> codes = RecoveryCode.set(new SecureRandom());

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes).allSatisfy(code -> assertThat(code.value()).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    }

    @Test
    void caseSpacesAndHyphensDoNotMatter() {
        RecoveryCode code = RecoveryCode.set(new SecureRandom()).getFirst();

        assertThat(RecoveryCode.parse(code.value())).contains(code);
        assertThat(RecoveryCode.parse(code.value().toLowerCase(Locale.ROOT).replace('-', ' ')))
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123456",
                "AAAA-BBBB-CCCC-DDD",
                "AAAA-BBBB-CCCC-DDDDD",
                "AAAA-BBBB-CCCC-DDD1",
                "ÄAAA-BBBB-CCCC-DDDD"
            })
    void whatCannotBeACodeIsNone(String typed) {
        assertThat(RecoveryCode.parse(typed)).isEmpty();
    }
}
