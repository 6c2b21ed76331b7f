package dev.steward.session.config;

import dev.steward.kit.config.BackgroundWork;
import dev.steward.session.adapter.process.DiskWorkspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Uploads that broke off with an instance that was killed. */
@Configuration(proxyBeanMethods = false)
class StagingConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StagingConfiguration.class);

    @Bean
    BackgroundWork cleaningUpUploads(DiskWorkspaces workspaces) {
        return new BackgroundWork(
                () -> workspaces
                        .cleanUp()
                        .subscribe(_ -> {}, failure -> LOG.warn("cannot remove uploads that broke off", failure)),
                Mono::empty);
    }
}
