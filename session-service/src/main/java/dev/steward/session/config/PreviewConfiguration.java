package dev.steward.session.config;

import dev.steward.kit.passthrough.PassThrough;
import dev.steward.kit.passthrough.PassThroughSettings;
import dev.steward.kit.web.PlainProblems;
import dev.steward.kit.web.TrustedProxies;
import dev.steward.session.adapter.preview.PreviewAnswers;
import dev.steward.session.adapter.preview.PreviewChanges;
import dev.steward.session.adapter.preview.PreviewHeaders;
import dev.steward.session.adapter.preview.PreviewRequests;
import dev.steward.session.application.Previews;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.WorkspaceFeeds;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Previews of sessions, for the gateway's listener of previews. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PreviewProperties.class)
class PreviewConfiguration {

    @Bean
    Previews previews(SessionRepository sessions, Runtimes runtimes, SessionCommands commands, Clock clock) {
        return new Previews(sessions, runtimes, commands, clock);
    }

    @Bean
    PassThrough previewCalls(PreviewProperties properties) {
        return new PassThrough(
                "previews",
                new PassThroughSettings(
                        properties.connectTimeout(),
                        properties.timeout(),
                        properties.bodyIdle(),
                        properties.idle(),
                        properties.ping(),
                        properties.connections()));
    }

    @Bean
    NettyRouteProvider previewRoute(
            Previews previews,
            PassThrough previewCalls,
            PreviewProperties properties,
            WorkspaceFeeds feeds,
            SessionFeed sessions,
            TrustedProxies proxies,
            JsonMapper json) {
        PlainProblems problems = new PlainProblems(json);
        PreviewRequests requests = new PreviewRequests(
                previews,
                previewCalls,
                new PreviewHeaders(proxies),
                new PreviewAnswers(problems),
                new PreviewChanges(feeds, sessions, json),
                properties.slots(),
                problems);
        return routes -> routes.route(PreviewRequests::covers, requests);
    }
}
