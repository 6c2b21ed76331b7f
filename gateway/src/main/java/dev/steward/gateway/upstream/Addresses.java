package dev.steward.gateway.upstream;

import java.net.InetAddress;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Which addresses a name has. */
@FunctionalInterface
public interface Addresses {

    /** What the machine's resolver says; it may block, so it is asked outside of event loops. */
    Addresses SYSTEM = host ->
            Mono.fromCallable(() -> List.of(InetAddress.getAllByName(host))).subscribeOn(Schedulers.boundedElastic());

    /** Asks anew for each subscriber; an error if there is no such name. */
    Mono<List<InetAddress>> of(String host);
}
