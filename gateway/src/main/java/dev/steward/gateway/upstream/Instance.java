package dev.steward.gateway.upstream;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** One instance of a service: where it is, how many calls it has under way, and whether it is left out for now. */
public final class Instance {

    private final URI address;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean leftOut;

    Instance(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    public int underWay() {
        return underWay.get();
    }

    /** It could not be reached or is not ready, and was not seen to be back yet. */
    public boolean leftOut() {
        return leftOut;
    }

    public void began() {
        underWay.incrementAndGet();
    }

    public void ended() {
        underWay.decrementAndGet();
    }

    void leaveOut(boolean out) {
        leftOut = out;
    }
}
