package dev.steward.session.port;

import dev.steward.session.domain.Session;
import dev.steward.session.domain.Withdrawal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What is known of projects, as the test says. */
public final class FakeEntitlements implements Entitlements {

    private final Map<String, Withdrawal> byProject = new ConcurrentHashMap<>();

    /** Also for their users. */
    public void withdraw(String projectId, Withdrawal why) {
        byProject.put(projectId, why);
    }

    @Override
    public Mono<Withdrawal> withdrawal(Session session) {
        return Mono.fromSupplier(() -> byProject.get(session.projectId()));
    }

    @Override
    public Mono<Set<String>> archivedProjects() {
        return Mono.fromSupplier(() -> byProject.entrySet().stream()
                .filter(project -> project.getValue() == Withdrawal.PROJECT_ARCHIVED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }
}
