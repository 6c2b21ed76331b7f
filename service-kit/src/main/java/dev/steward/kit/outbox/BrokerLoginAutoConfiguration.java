package dev.steward.kit.outbox;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The login of every client of the broker, those too that Spring makes for itself. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
public class BrokerLoginAutoConfiguration {

    @Bean
    static BeanPostProcessor brokerLogin(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof KafkaProperties kafka) {
                    var login = Binder.get(environment).bindOrCreate("steward.broker", BrokerLogin.class);
                    kafka.getProperties().putAll(login.settings());
                }
                return bean;
            }
        };
    }
}
