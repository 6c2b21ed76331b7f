package dev.steward.healing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CodedTest {

    @Test
    void codeIsLowerCaseWithHyphensAndReadsBack() {
        assertThat(EscalationReason.CRASH_LOOP.code()).isEqualTo("crash-loop");
        assertThat(Coded.parse(EscalationReason.class, "crash-loop")).isEqualTo(EscalationReason.CRASH_LOOP);
    }

    @Test
    void refusesWhatIsNoCode() {
        assertThatIllegalArgumentException().isThrownBy(() -> Coded.parse(IncidentStatus.class, "OPEN"));
    }
}
