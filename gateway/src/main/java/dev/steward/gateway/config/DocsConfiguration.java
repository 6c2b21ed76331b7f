package dev.steward.gateway.config;

import dev.steward.gateway.docs.ApiDocuments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What can be asked of the suite. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    @Bean
    ApiDocuments apiDocuments(JsonMapper json) {
        return new ApiDocuments(json);
    }
}
