package dev.steward.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class UpstreamsTest {

    private static final URI A = URI.create("http://10.0.0.1:80");
    private static final URI B = URI.create("http://10.0.0.2:80");
    private static final Duration NEVER = Duration.ofDays(1);

    private final Set<URI> ready = new HashSet<>(Set.of(A, B));
    private final List<URI> probed = new ArrayList<>();
    private final Map<String, List<String>> names = new HashMap<>();
    private final Upstreams upstreams = new Upstreams(
            new UpstreamSettings(NEVER, NEVER),
            instance -> Mono.fromSupplier(() -> {
                probed.add(instance);
                return ready.contains(instance);
            }),
            host -> Mono.fromCallable(() -> addresses(host)));

    @AfterEach
    void stop() {
        upstreams.destroy();
    }

    @Test
    void goesToTheInstanceWithTheFewestCallsAndInTurnOtherwise() {
        Instances instances = use(A, B);
        Instance first = next(instances);
        Instance second = next(instances);
        first.began();

        assertThat(second).isNotSameAs(first);
        assertThat(List.of(next(instances), next(instances))).containsOnly(second);
        second.began();
        second.began();
        assertThat(List.of(next(instances), next(instances))).containsOnly(first);
    }

    @Test
    void leavesOutWhatCannotBeReachedUntilItIsReady() {
        Instances instances = use(A, B);
        Instance gone = instance(instances, A);
        ready.remove(A);
        upstreams.unreachable(gone);
        upstreams.probe().block();

        assertThat(List.of(next(instances), next(instances), next(instances))).doesNotContain(gone);
        ready.add(A);
        upstreams.probe().block();
        assertThat(gone.leftOut()).isFalse();
        assertThat(Set.of(next(instances), next(instances))).contains(gone);
    }

    @Test
    void leavesOutWhatIsNotReady() {
        Instances instances = use(A, B);
        ready.remove(B);
        upstreams.probe().block();

        assertThat(List.of(next(instances), next(instances))).containsOnly(instance(instances, A));
    }

    @Test
    void asksAllWhenAllAreLeftOut() {
        Instances instances = use(A, B);
        ready.clear();
        upstreams.probe().block();

        assertThat(Set.of(next(instances), next(instances))).hasSize(2);
        assertThat(instances.hasOther(List.of())).isFalse();
    }

    @Test
    void triesAnotherOneThanThoseThatWereTried() {
        Instances instances = use(A, B);
        Instance first = next(instances);
        Instance second = Objects.requireNonNull(instances.next(List.of(first)));

        assertThat(second).isNotSameAs(first);
        assertThat(instances.hasOther(List.of(first))).isTrue();
        assertThat(instances.hasOther(List.of(first, second))).isFalse();
        assertThat(instances.next(List.of(first, second))).isNotNull();
    }

    @Test
    void doesNotAskTheOnlyInstanceForItsStateUnlessItWasNotReached() {
        Instances instances = use(A);
        upstreams.probe().block();
        assertThat(probed).isEmpty();

        upstreams.unreachable(next(instances));
        assertThat(next(instances)).isNotNull();
        upstreams.probe().block();
        assertThat(probed).containsExactly(A);
        assertThat(next(instances).leftOut()).isFalse();
    }

    @Test
    void makesAnInstanceOfEachAddressOfAName() {
        names.put("jobs.svc", List.of("10.0.0.2", "10.0.0.1", "fd00::1"));
        Instances instances = use(URI.create("http://jobs.svc:80"));
        upstreams.resolve().block();

        assertThat(instances.all())
                .extracting(Instance::address)
                .containsExactly(A, B, URI.create("http://[fd00:0:0:0:0:0:0:1]:80"));
    }

    @Test
    void keepsWhatItHasWhileANameIsNotKnown() {
        names.put("jobs.svc", List.of("10.0.0.1", "10.0.0.2"));
        Instances instances = use(URI.create("http://jobs.svc:80"));
        upstreams.resolve().block();
        Instance known = instance(instances, A);
        known.began();
        names.clear();
        upstreams.resolve().block();

        assertThat(instances.all()).contains(known).hasSize(2);
    }

    @Test
    void leavesANameOfOneAddressAndOneThatIsNeededForTrustAsTheyAre() {
        names.put("one.svc", List.of("10.0.0.1"));
        names.put("many.svc", List.of("10.0.0.1", "10.0.0.2"));
        Instances instances = use(URI.create("http://one.svc"), URI.create("https://many.svc"));
        upstreams.resolve().block();

        assertThat(instances.all())
                .extracting(Instance::address)
                .containsExactly(URI.create("http://one.svc"), URI.create("https://many.svc"));
    }

    @Test
    void keepsWhatIsKnownOfAnInstanceThatStays() {
        Instances instances = use(A);
        Instance known = next(instances);
        known.began();
        upstreams.unreachable(known);
        Instances anew = use(B, A);

        assertThat(instance(anew, A)).isSameAs(known);
        assertThat(known.leftOut()).isTrue();
    }

    @Test
    void keepsAServiceThatIsNotUsedAnyMoreForThoseOnTheirWayToIt() {
        Instances instances = use(A);

        upstreams.use(Map.of());
        assertThat(upstreams.of("jobs")).isSameAs(instances);
        upstreams.use(Map.of());
        assertThat(upstreams.of("jobs")).isNull();
    }

    private Instances use(URI... instances) {
        upstreams.use(Map.of("jobs", List.of(instances)));
        return Objects.requireNonNull(upstreams.of("jobs"));
    }

    private static Instance next(Instances instances) {
        return Objects.requireNonNull(instances.next(List.of()));
    }

    private static Instance instance(Instances instances, URI address) {
        return instances.all().stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String address : names.getOrDefault(host, List.of())) {
            found.add(InetAddress.getByName(address));
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return found;
    }
}
