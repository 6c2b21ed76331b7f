package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresDeviceRepository;
import dev.steward.zerotrust.application.DeviceService;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DeviceRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceProperties.class)
class DeviceConfiguration {

    @Bean
    DeviceRepository deviceRepository(DatabaseClient database) {
        return new PostgresDeviceRepository(database);
    }

    @Bean
    DeviceService deviceService(
            DeviceRepository devices,
            TrustEvidence evidence,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock,
            DeviceProperties properties) {
        return new DeviceService(devices, evidence, outbox, audit, transaction, clock, properties.compliantFrom());
    }
}
