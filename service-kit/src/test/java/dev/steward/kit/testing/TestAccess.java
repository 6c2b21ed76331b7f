package dev.steward.kit.testing;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.TrustScore;
import dev.steward.kit.security.BearerToken;
import dev.steward.kit.security.BearerTokenFilter;
import dev.steward.kit.security.Caller;
import dev.steward.kit.security.OwnTokens;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteAccess;
import dev.steward.kit.security.RouteTable;
import dev.steward.kit.security.TokenVerifier;
import dev.steward.kit.security.access.AccessDecider;
import dev.steward.kit.security.access.AccessJournal;
import dev.steward.kit.security.access.AccessRefusal;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.RequestEvidence;
import dev.steward.kit.web.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** All that a decision is made of, as the test says it is, and what the journal was told of it. */
public final class TestAccess implements EvidenceSource, AccessJournal {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestProjects projects = new TestProjects();
    private final List<AccessRefusal> refusals = new ArrayList<>();
    private final List<Route> allowed = new ArrayList<>();
    private final List<IpAddress> asked = new ArrayList<>();
    private RequestEvidence evidence = new RequestEvidence(new TrustScore(0, 0, 0), false, null, null, null);

    public TestAccess(Policy... active) {
        projects.activate(active);
    }

    public AccessDecider decider() {
        return new AccessDecider(projects, this, this, meters, Clock.systemUTC());
    }

    /** Of a service on which every token stands that was not revoked. */
    public BearerTokenFilter filter(RouteTable routes, TokenVerifier tokens) {
        return filter(routes, tokens, (_, _) -> Mono.error(() -> BearerToken.refused("There are no such tokens.")));
    }

    /** Of a service whose things have tokens of their own. */
    public BearerTokenFilter filter(RouteTable routes, TokenVerifier tokens, OwnTokens ownTokens) {
        return new BearerTokenFilter(
                routes,
                tokens,
                projects,
                new RouteAccess(decider(), projects, Clock.systemUTC()),
                new TrustedProxies(List.of()),
                ownTokens);
    }

    public TestProjects projects() {
        return projects;
    }

    /** What is known of requests from now on. */
    public void know(RequestEvidence known) {
        evidence = known;
    }

    public List<AccessRefusal> refusals() {
        return refusals;
    }

    public List<Route> allowed() {
        return allowed;
    }

    /** Where each request came from of which was found out what is known. */
    public List<IpAddress> asked() {
        return asked;
    }

    /** Requests counted as answered like this. */
    public double counted(String outcome) {
        return meters.get("steward.access.decisions")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public Mono<RequestEvidence> of(Caller caller, @Nullable IpAddress from, Instant now) {
        return Mono.fromSupplier(() -> {
            asked.add(from);
            return evidence;
        });
    }

    @Override
    public Mono<Void> refused(AccessRefusal refusal) {
        return Mono.fromRunnable(() -> refusals.add(refusal));
    }

    @Override
    public void allowed(Route route) {
        allowed.add(route);
    }
}
