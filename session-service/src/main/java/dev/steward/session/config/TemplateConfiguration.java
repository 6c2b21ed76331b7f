package dev.steward.session.config;

import dev.steward.session.adapter.web.SessionAddresses;
import dev.steward.session.application.Catalogue;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionService;
import dev.steward.session.domain.Templates;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What sessions can be made from, and where they are found then. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TemplateProperties.class, AddressProperties.class})
class TemplateConfiguration {

    @Bean
    Templates templates(TemplateProperties properties) {
        return new Templates(properties.images());
    }

    @Bean
    Catalogue catalogue(Runtimes runtimes, Templates templates) {
        return new Catalogue(runtimes, templates);
    }

    @Bean
    SessionAddresses sessionAddresses(AddressProperties properties, SessionService sessions) {
        return new SessionAddresses(properties.preview(), sessions::address);
    }
}
