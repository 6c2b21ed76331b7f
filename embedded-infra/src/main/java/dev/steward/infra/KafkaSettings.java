package dev.steward.infra;

/** The settings of a broker that is its own controller, sized for one developer's machine. */
final class KafkaSettings {
    private KafkaSettings() {}

    static String text(KafkaConfig config, int port, int controllerPort) {
        return common(config, port, controllerPort) + (config.isGuarded() ? guarded(config) : open());
    }

    private static String open() {
        return """
                listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
                """;
    }

    /**
     * Services log in by SCRAM with what the metadata log holds. The administrator is known by PLAIN too, from here: it is
     * how the broker's JVM talks to itself, before there are users and on data made without any.
     */
    private static String guarded(KafkaConfig config) {
        return """
                listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
                sasl.mechanism.inter.broker.protocol=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.clients.scram-sha-512.sasl.jaas.config=\
                  org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.clients.plain.sasl.jaas.config=%1$s
                listener.name.controller.sasl.enabled.mechanisms=PLAIN
                listener.name.controller.plain.sasl.jaas.config=%1$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:%2$s
                """.formatted(administrator(config), AccessRules.ADMIN);
    }

    private static String administrator(KafkaConfig config) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
                .formatted(AccessRules.ADMIN, config.passwords().get(AccessRules.ADMIN));
    }

    private static String common(KafkaConfig config, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                inter.broker.listener.name=CLIENTS
                advertised.listeners=CLIENTS://127.0.0.1:%1$d
                log.dirs=%3$s/data
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=0
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=4194304
                broker.session.timeout.ms=4000
                broker.heartbeat.interval.ms=500
                """.formatted(port, controllerPort, config.directory());
    }
}
