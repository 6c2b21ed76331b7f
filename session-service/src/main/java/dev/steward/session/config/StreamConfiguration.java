package dev.steward.session.config;

import dev.steward.kit.config.BackgroundWork;
import dev.steward.kit.security.OwnTokens;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.session.adapter.web.SessionOwnTokens;
import dev.steward.session.adapter.web.SessionSockets;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.SessionCommands;
import dev.steward.session.application.SessionFeed;
import dev.steward.session.application.SessionLogs;
import dev.steward.session.application.SessionProgress;
import dev.steward.session.application.SessionStats;
import dev.steward.session.application.StreamSlots;
import dev.steward.session.application.WakeUps;
import dev.steward.session.port.SessionHistory;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What is told of sessions for as long as somebody listens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    SessionFeed sessionFeed(SessionRepository sessions, WakeUps wakeUps, StreamProperties properties) {
        return new SessionFeed(sessions, wakeUps, properties.look());
    }

    @Bean
    SessionLogs sessionLogs(Runtimes runtimes, SessionFeed feed) {
        return new SessionLogs(runtimes, feed);
    }

    @Bean
    SessionStats sessionStats(Runtimes runtimes, SessionFeed feed, StreamProperties properties, Clock clock) {
        return new SessionStats(runtimes, feed, properties.stats(), clock);
    }

    @Bean
    SessionProgress sessionProgress(SessionHistory history, SessionFeed feed) {
        return new SessionProgress(history, feed);
    }

    @Bean
    OwnTokens sessionTokens(SessionFeed feed, Clock clock) {
        return new SessionOwnTokens(feed, clock);
    }

    @Bean
    SessionSockets sessionSockets(
            SessionFeed feed,
            SessionCommands commands,
            ProjectAccess access,
            JsonMapper json,
            StreamProperties properties) {
        StreamSlots slots = new StreamSlots(properties.perUser(), properties.perSession(), properties.most());
        return new SessionSockets(slots, feed, commands, access, json, properties.sockets());
    }

    /** Open streams would else be waited for by the shutdown. */
    @Bean
    BackgroundWork streaming(SessionFeed feed, SessionSockets sockets) {
        return new BackgroundWork(feed::start, () -> sockets.stop().then(feed.stop()));
    }
}
