package dev.steward.session.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/** What containers print, as lines. A reader that is slow holds the engine up, not the memory of this service. */
record ContainerLog(DockerEngine engine, Scheduler blocking) {

    private static final int LAST_LINES = 20;
    private static final int LONGEST_LAST_LINE = 500;

    Flux<String> lines(String container, int tail, boolean follow) {
        return Flux.using(
                        () -> open(container, tail, follow),
                        reader -> Flux.<String>generate(reader::next),
                        ContainerLog::close)
                .onErrorComplete(NotFoundException.class)
                .subscribeOn(blocking);
    }

    /** The end of what a container that has ended printed. */
    List<String> lastLines(String container) {
        List<String> lines = new ArrayList<>();
        try (Reader reader = open(container, LAST_LINES, false)) {
            for (String line = reader.take(); line != null; line = reader.take()) {
                if (!line.isBlank()) {
                    lines.add(line.substring(0, Math.min(line.length(), LONGEST_LAST_LINE)));
                }
            }
            return lines;
        } catch (IOException | InterruptedException | NotFoundException _) {
            return lines;
        }
    }

    private Reader open(String container, int tail, boolean follow) {
        Function<DockerClient, Reader> log = client -> client.logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withTail(tail)
                .withFollowStream(follow)
                .exec(new Reader());
        return follow ? engine.listen(log) : engine.follow(log);
    }

    private static void close(Reader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Between the client's thread, which puts, and the reader's, which takes. */
    private static final class Reader extends EngineStream<Frame> {

        private static final int BUFFERED = 1_000;
        private static final long LOOKS_AGAIN = 100;

        private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(BUFFERED);
        private final LineSplitter out = new LineSplitter(this::put);
        private final LineSplitter err = new LineSplitter(this::put);

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? err : out).write(frame.getPayload());
        }

        @Override
        public void onComplete() {
            out.end();
            err.end();
            super.onComplete();
        }

        void next(SynchronousSink<String> sink) {
            try {
                String line = take();
                if (line != null) {
                    sink.next(line);
                } else if (failure() instanceof RuntimeException cause) {
                    sink.error(cause);
                } else {
                    sink.complete();
                }
            } catch (InterruptedException _) {
                // Whoever read has gone.
                Thread.currentThread().interrupt();
                sink.complete();
            }
        }

        /** Null at the end. */
        @Nullable
        String take() throws InterruptedException {
            while (true) {
                boolean last = isOver();
                String line = lines.poll(last ? 0 : LOOKS_AGAIN, TimeUnit.MILLISECONDS);
                if (line != null || last) {
                    return line;
                }
            }
        }

        private void put(String line) {
            try {
                while (!isOver() && !lines.offer(line, LOOKS_AGAIN, TimeUnit.MILLISECONDS)) {
                    // Full: whoever reads is slow.
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
