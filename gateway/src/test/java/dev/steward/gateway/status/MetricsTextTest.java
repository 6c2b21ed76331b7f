package dev.steward.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {

    private static final String TEXT = """
            # HELP steward_outbox_depth Events that wait to be published
            # TYPE steward_outbox_depth gauge
            steward_outbox_depth{application="job-orchestrator"} 3.0
            steward_outbox_oldest_age_seconds{application="job-orchestrator"} 1.2E1
            steward_inbox_lag{application="cost-optimizer",group="cost-optimizer.usage"} 7.0
            steward_inbox_lag{application="cost-optimizer",group="cost-optimizer.other"} NaN
            steward_inbox_events_total{group="x",outcome="applied"} 9.0
            """;

    @Test
    void readsWhatItKnows() {
        assertThat(MetricsText.of(TEXT)).isEqualTo(new MetricsText(3.0, 12.0, Map.of("cost-optimizer.usage", 7.0)));
    }

    @Test
    void takesWhatIsNotANumberForUnknown() {
        assertThat(MetricsText.of("steward_outbox_depth{a=\"b\"} NaN\n")).isEqualTo(MetricsText.NOTHING);
        assertThat(MetricsText.of("<html>\n")).isEqualTo(MetricsText.NOTHING);
    }

    @Test
    void addsUpTheSharesOfInstancesAndTakesTheOutboxOfTheLeader() {
        MetricsText one = new MetricsText(3.0, 12.0, Map.of("g", 1.0));
        MetricsText other = new MetricsText(null, null, Map.of("g", 2.0, "h", 4.0));

        assertThat(one.and(other)).isEqualTo(new MetricsText(3.0, 12.0, Map.of("g", 3.0, "h", 4.0)));
        assertThat(other.and(one)).isEqualTo(one.and(other));
    }
}
