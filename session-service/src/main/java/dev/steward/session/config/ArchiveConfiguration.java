package dev.steward.session.config;

import dev.steward.session.adapter.process.DiskWorkspaces;
import dev.steward.session.port.WorkspaceArchives;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Workspaces as archives. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class ArchiveConfiguration {

    @Bean
    WorkspaceArchives workspaceArchives(DiskWorkspaces workspaces, ArchiveProperties properties) {
        return workspaces.archives(properties.limits());
    }
}
