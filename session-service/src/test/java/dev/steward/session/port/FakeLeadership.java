package dev.steward.session.port;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** A lead that instances of one process share. */
public class FakeLeadership implements Leadership {

    private final AtomicReference<Leadership> leader;

    public FakeLeadership() {
        this(new AtomicReference<>());
    }

    private FakeLeadership(AtomicReference<Leadership> leader) {
        this.leader = leader;
    }

    /** Another instance that wants the same lead. */
    public FakeLeadership rival() {
        return new FakeLeadership(leader);
    }

    @Override
    public Mono<Boolean> acquire() {
        return Mono.fromSupplier(() -> leader.compareAndSet(null, this) || leader.get() == this);
    }

    @Override
    public Mono<Void> resign() {
        return Mono.fromRunnable(() -> leader.compareAndSet(this, null));
    }
}
