package dev.steward.session.application;

import dev.steward.session.domain.UsageWindow;
import dev.steward.session.port.UsageRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** The usage windows of sessions, for as long as they are kept. */
public final class UsageRecords {

    private final UsageRepository usage;
    private final Duration kept;
    private final Clock clock;

    /** @param kept how long after its end a window stays */
    public UsageRecords(UsageRepository usage, Duration kept, Clock clock) {
        this.usage = usage;
        this.kept = kept;
        this.clock = clock;
    }

    public Mono<UsagePage> page(String sessionId, long offset, int limit) {
        return Mono.zip(usage.page(sessionId, offset, limit), usage.count(sessionId), UsagePage::new);
    }

    /** Returns how many windows went because of their age. */
    public Mono<Long> removeOld() {
        return Mono.defer(() -> usage.removeBefore(clock.instant().minus(kept)));
    }

    /** Some windows, newest first, and how many there are. */
    public record UsagePage(List<UsageWindow> windows, long total) {}
}
