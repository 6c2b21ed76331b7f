package dev.steward.session.adapter.web;

import java.nio.ByteBuffer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/** The body of a request, piece by piece. */
final class BodyPieces {

    private BodyPieces() {}

    static Flux<ByteBuffer> of(ServerHttpRequest request) {
        return request.getBody().map(BodyPieces::copy);
    }

    /** A copy of one piece is cheap beside writing it, and frees the pooled buffer whatever happens further on. */
    private static ByteBuffer copy(DataBuffer piece) {
        ByteBuffer bytes = ByteBuffer.allocate(piece.readableByteCount());
        piece.toByteBuffer(bytes);
        DataBufferUtils.release(piece);
        return bytes;
    }
}
