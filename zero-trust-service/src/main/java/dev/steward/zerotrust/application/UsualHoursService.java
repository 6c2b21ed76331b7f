package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.UsualHours;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.UserHours;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.UsualHoursRepository;
import java.util.Map;
import java.util.function.LongPredicate;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Users say when they work. */
public class UsualHoursService {

    private final UsualHoursRepository usualHours;
    private final UsualHours hoursOfEverybody;
    private final TrustEvidence evidence;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;

    public UsualHoursService(
            UsualHoursRepository usualHours,
            UsualHours hoursOfEverybody,
            TrustEvidence evidence,
            AuditTrail audit,
            TransactionalOperator transaction) {
        this.usualHours = usualHours;
        this.hoursOfEverybody = hoursOfEverybody;
        this.evidence = evidence;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Those of everybody while the user never said. */
    public Mono<UserHours> find(String userId) {
        return usualHours.find(userId).defaultIfEmpty(new UserHours(hoursOfEverybody, 0));
    }

    /** Changes them if {@code meant} takes the version they have; empty when it does not, or they were changed meanwhile. */
    public Mono<UserHours> change(String userId, LongPredicate meant, UsualHours next) {
        return find(userId)
                .filter(hours -> meant.test(hours.version()))
                .flatMap(hours -> store(userId, hours, hours.changed(next)))
                .as(transaction::transactional);
    }

    private Mono<UserHours> store(String userId, UserHours before, UserHours after) {
        if (after.equals(before)) {
            return Mono.just(before);
        }
        return usualHours.store(userId, after).filter(stored -> stored).flatMap(_ -> evidence.knownOtherwise(userId)
                .then(audit.record(entry(userId, after.hours())))
                .thenReturn(after));
    }

    private static AuditEntry entry(String userId, UsualHours hours) {
        return AuditEntry.change(
                "usual-hours.changed",
                "user",
                userId,
                null,
                Map.of(
                        "zone", hours.zone().toString(),
                        "from", hours.from().toString(),
                        "to", hours.to().toString()));
    }
}
