package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionProcessesTest {

    /** Twice a second, on a service at rest. */
    @Test
    void looksAtNoHostForTheProcessesOfNobody() {
        SessionProcesses withoutHost = new SessionProcesses(null, null, null);

        assertThat(withoutHost.bySession(List.of())).isEmpty();
    }
}
