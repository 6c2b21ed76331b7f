package dev.steward.kit.security.access;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Whoever can tell of events tells of what was decided. */
@AutoConfiguration(
        after = OutboxAutoConfiguration.class,
        beforeName = "dev.steward.kit.security.SecurityAutoConfiguration")
@ConditionalOnBean(Outbox.class)
public class AccessJournalAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(AccessJournal.class)
    OutboxAccessJournal accessJournal(
            Outbox outbox, TransactionalOperator transaction, MeterRegistry meters, Clock clock) {
        return new OutboxAccessJournal(outbox, transaction, meters, clock);
    }
}
