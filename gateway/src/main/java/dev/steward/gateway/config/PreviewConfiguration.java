package dev.steward.gateway.config;

import dev.steward.gateway.connections.ConnectionGuard;
import dev.steward.gateway.previews.PreviewListener;
import dev.steward.gateway.previews.PreviewRequests;
import dev.steward.gateway.previews.PreviewSettings;
import dev.steward.kit.passthrough.PassThrough;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.TrustedProxies;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Previews of sessions, on a listener of their own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PreviewSettings.class)
class PreviewConfiguration {

    @Bean
    PassThrough previewCalls(PreviewSettings settings) {
        return new PassThrough("previews", settings.calls());
    }

    @Bean
    PreviewListener previewListener(
            PreviewSettings settings,
            PassThrough previewCalls,
            TrustedProxies proxies,
            JsonMapper json,
            EdgeProperties edge) {
        return new PreviewListener(
                settings,
                new PreviewRequests(previewCalls, settings.upstream(), proxies, new PlainProblems(json)),
                new ConnectionGuard(edge.connections().ofHeadsOnly()));
    }
}
