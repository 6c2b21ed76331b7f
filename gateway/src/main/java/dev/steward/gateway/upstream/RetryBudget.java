package dev.steward.gateway.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries a share of all calls, so that a service that is down is not buried under repetitions: each call pays
 * in its percentage, each retry takes a whole call out. A small balance is there from the start and savings end early.
 */
public final class RetryBudget {

    private static final int CALL = 100;
    private static final int START = 10 * CALL;
    private static final int MOST = 100 * CALL;

    private final int percent;
    private final AtomicInteger balance;

    public RetryBudget(int percent) {
        this.percent = percent;
        this.balance = new AtomicInteger(percent == 0 ? 0 : START);
    }

    public void called() {
        balance.accumulateAndGet(percent, (now, paid) -> Math.min(MOST, now + paid));
    }

    public boolean mayRetry() {
        return balance.getAndUpdate(now -> now >= CALL ? now - CALL : now) >= CALL;
    }
}
