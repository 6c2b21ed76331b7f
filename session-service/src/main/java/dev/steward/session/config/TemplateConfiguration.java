package dev.steward.session.config;

import dev.steward.session.domain.Templates;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What sessions can be made from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemplateProperties.class)
class TemplateConfiguration {

    @Bean
    Templates templates(TemplateProperties properties) {
        return new Templates(properties.images());
    }
}
