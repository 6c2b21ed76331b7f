package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An answer of the engine that comes bit by bit. It is over at its end, with a failure, or when it is closed. */
abstract class EngineStream<T> implements ResultCallback<T> {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Closeable connection;

    @Override
    public void onStart(Closeable opened) {
        connection = opened;
        begun.countDown();
    }

    @Override
    public void onError(Throwable cause) {
        if (!isOver()) {
            failure = cause;
        }
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void close() throws IOException {
        end();
        Closeable open = connection;
        if (open != null) {
            open.close();
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Whether it began; otherwise it has failed. */
    boolean awaitBegin() throws InterruptedException {
        begun.await();
        return failure == null;
    }

    void awaitEnd() throws InterruptedException {
        over.await();
    }

    void awaitEnd(Duration atMost) throws InterruptedException {
        boolean _ = over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end() {
        over.countDown();
        begun.countDown();
    }
}
