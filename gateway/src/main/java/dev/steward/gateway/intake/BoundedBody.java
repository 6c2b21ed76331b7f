package dev.steward.gateway.intake;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * The body of a request in memory, up to a limit. Some of what is too much is read all the same, because a client that writes
 * on into a closing connection sees a reset instead of the answer.
 */
final class BoundedBody {

    private static final long COURTESY = DataSize.ofMegabytes(4).toBytes();

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final long limit;
    private long seen;

    private BoundedBody(long limit) {
        this.limit = limit;
    }

    /** Empty for none; fails with the {@link Problem} to answer with. */
    static Mono<byte[]> of(ServerHttpRequest request, long limit) {
        return Mono.defer(() -> {
            BoundedBody body = new BoundedBody(limit);
            if (request.getHeaders().getContentLength() > limit + COURTESY) {
                return Mono.error(body.tooLarge());
            }
            return request.getBody()
                    .<byte[]>handle((buffer, sink) -> {
                        body.take(buffer);
                        if (body.seen > limit + COURTESY) {
                            sink.error(body.tooLarge());
                        }
                    })
                    .then(Mono.fromSupplier(body::whole));
        });
    }

    private void take(DataBuffer buffer) {
        try {
            seen += buffer.readableByteCount();
            if (seen <= limit) {
                byte[] bytes = new byte[buffer.readableByteCount()];
                buffer.read(bytes);
                kept.writeBytes(bytes);
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private byte[] whole() {
        if (seen > limit) {
            throw tooLarge();
        }
        return kept.toByteArray();
    }

    private Problem tooLarge() {
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body may have " + limit + " bytes at most.");
    }
}
