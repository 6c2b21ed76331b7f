package dev.steward.cost.config;

import dev.steward.cost.Ledger;
import dev.steward.cost.LedgerReports;
import dev.steward.cost.PriceList;
import dev.steward.cost.PriceListActivation;
import dev.steward.cost.PriceListFile;
import dev.steward.cost.UsageListener;
import dev.steward.events.Topics;
import dev.steward.kit.database.MonthPartitions;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Every bean of the service except its controllers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CostProperties.class)
class CostConfiguration {

    @Bean
    RouteTable routes() {
        return RouteTable.of(Route.get("/api/v1/costs").needs("costs:read"));
    }

    @Bean
    OwnedTopics topics() {
        return OwnedTopics.of(Topics.COST_EVENTS);
    }

    @Bean
    PriceList priceList(CostProperties properties) {
        return properties.priceList().isBlank()
                ? PriceListFile.bundled()
                : PriceListFile.read(Path.of(properties.priceList()));
    }

    /** Writes to the database before requests are taken; a training start has none. */
    @Bean
    @ConditionalOnBooleanProperty(name = "steward.training", havingValue = false, matchIfMissing = true)
    PriceListActivation priceListActivation(
            PriceList prices, DatabaseClient database, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        return new PriceListActivation(prices, database, outbox, transaction, clock);
    }

    @Bean
    MonthPartitions ledgerPartitions(DatabaseClient database, CostProperties properties) {
        return new MonthPartitions(database, "ledger_line", properties.ledgerDays());
    }

    @Bean
    Ledger ledger(DatabaseClient database, PriceList prices) {
        return new Ledger(database, prices);
    }

    @Bean
    LedgerReports ledgerReports(DatabaseClient database, PriceList prices) {
        return new LedgerReports(database, prices);
    }

    @Bean
    EventSubscription usageSubscription(Ledger ledger) {
        return new UsageListener(ledger).subscription();
    }
}
