package dev.steward.gateway.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the services are, and how well. A name that has several addresses, as that of a headless Kubernetes service, is an
 * instance for each; it is looked up again and again. An instance that cannot be reached or says that it is not ready is
 * left out until it says that it is. The only instance of a service is asked for its state only after it was not reached.
 */
public final class Upstreams implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

    private final Map<String, Service> services = new ConcurrentHashMap<>();
    /** What each name stood for when it was last known. */
    private final Map<URI, List<URI>> known = new ConcurrentHashMap<>();

    private Set<String> used = Set.of();
    private final Readiness readiness;
    private final Addresses addresses;
    private final Disposable work;

    public Upstreams(UpstreamSettings settings, Readiness readiness, Addresses addresses) {
        this.readiness = readiness;
        this.addresses = addresses;
        this.work = Disposables.composite(
                every(settings.probeInterval(), this::probe), every(settings.resolveInterval(), this::resolve));
    }

    /**
     * From now on these are the services; of those that stay, instances that stay go on as they are. Those that were used
     * until now are kept until the next time: requests are on their way to them.
     */
    public synchronized void use(Map<String, List<URI>> named) {
        services.keySet().removeIf(name -> !named.containsKey(name) && !used.contains(name));
        used = Set.copyOf(named.keySet());
        named.forEach((name, uris) -> services.compute(name, (_, before) -> {
            if (before != null && before.named.equals(uris)) {
                return before;
            }
            Instances instances = before == null ? new Instances(uris) : before.instances;
            instances.replace(uris);
            return new Service(List.copyOf(uris), instances);
        }));
    }

    /** Null for a service that there is not, or not any more. */
    public @Nullable Instances of(String service) {
        Service found = services.get(service);
        return found == null ? null : found.instances;
    }

    /** Where the instances of every service are. */
    public Map<String, List<URI>> addresses() {
        return services.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().instances.all().stream()
                                .map(Instance::address)
                                .toList()));
    }

    /** Whether any instance of it is ready; asks anew for each subscriber. */
    public Mono<Boolean> ready(String service) {
        return Flux.defer(() -> {
                    Instances instances = of(service);
                    return Flux.fromIterable(instances == null ? List.of() : instances.all());
                })
                .flatMap(each -> readiness.of(each.address()))
                .any(ready -> ready);
    }

    public void unreachable(Instance instance) {
        mark(instance, false);
    }

    @Override
    public void destroy() {
        work.dispose();
    }

    private static Disposable every(Duration interval, Supplier<Mono<Void>> round) {
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(_ -> round.get().onErrorComplete(), 1)
                .subscribe();
    }

    Mono<Void> probe() {
        return Flux.fromIterable(services.values())
                .flatMap(service -> Flux.fromIterable(service.instances.all())
                        .filter(each ->
                                each.leftOut() || service.instances.all().size() > 1))
                .flatMap(each -> readiness.of(each.address()).doOnNext(ready -> mark(each, ready)))
                .then();
    }

    Mono<Void> resolve() {
        return Flux.fromIterable(services.entrySet())
                .flatMap(entry -> resolved(entry.getValue().named)
                        .doOnNext(uris -> services.computeIfPresent(entry.getKey(), (_, now) -> {
                            // Unless it was said anew meanwhile.
                            if (now.named.equals(entry.getValue().named)) {
                                now.instances.replace(uris);
                            }
                            return now;
                        })))
                .then();
    }

    private Mono<List<URI>> resolved(List<URI> named) {
        return Flux.fromIterable(named).concatMap(this::resolved).collectList();
    }

    /** What a name stands for; itself if that is one, or the name is needed to trust who answers, or nobody knows. */
    private Flux<URI> resolved(URI named) {
        if (!named.getScheme().equals("http") || isLiteral(named.getHost())) {
            return Flux.just(named);
        }
        return addresses
                .of(named.getHost())
                .map(found -> addressesOf(named, found))
                .doOnNext(found -> known.put(named, found))
                .onErrorResume(_ -> Mono.just(known.getOrDefault(named, List.of(named))))
                .flatMapMany(Flux::fromIterable);
    }

    private static List<URI> addressesOf(URI named, List<InetAddress> found) {
        return found.size() < 2 || found.stream().allMatch(InetAddress::isLoopbackAddress)
                ? List.of(named)
                : found.stream().map(each -> at(named, each)).sorted().toList();
    }

    private static URI at(URI named, InetAddress address) {
        String literal = address.getHostAddress();
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        return URI.create("http://" + host + (named.getPort() < 0 ? "" : ":" + named.getPort()));
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.chars().allMatch(each -> each == '.' || Character.isDigit(each));
    }

    private static void mark(Instance instance, boolean ready) {
        if (instance.leftOut() == ready) {
            instance.leaveOut(!ready);
            LOG.info("Instance {} is {}", instance.address(), ready ? "back" : "left out");
        }
    }

    private record Service(List<URI> named, Instances instances) {}
}
