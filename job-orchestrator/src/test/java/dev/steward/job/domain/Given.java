package dev.steward.job.domain;

import dev.steward.events.UuidV7;
import dev.steward.job.domain.JobTransition.Changed;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Jobs to test with. */
public final class Given {

    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final DatasetPath PATH = new DatasetPath("apollo", "sales.csv");
    public static final DatasetValidation TASK =
            new DatasetValidation(PATH, Map.of("price", new ValueRange(0.0, null)));
    public static final DatasetProfile PROFILE = new DatasetProfile(
            2,
            0,
            List.of(new ColumnProfile(
                    "price", "number", 0, 2, new BigDecimal("0.5"), new BigDecimal("1.5"), 0, false)));
    public static final ValidationReport REPORT = ValidationReport.of(PROFILE, Map.of());
    public static final Usage USAGE = new Usage(1.5, 0.25, NOW, NOW.plusSeconds(2));

    private Given() {}

    public static Changed queued() {
        return queued("apollo", NOW);
    }

    public static Changed queued(String projectId, Instant at) {
        return Job.queue(UuidV7.next(CLOCK), projectId, "user-1", TASK, "trace-1", at);
    }

    public static Job running() {
        return job(JobStatus.RUNNING);
    }

    public static Job job(JobStatus status) {
        Job queued = queued().job();
        return new Job(
                queued.id(), "apollo", "user-1", TASK, status, 0, 1, 1, null, null, "trace-1", NOW, NOW, null, 2, 2);
    }
}
