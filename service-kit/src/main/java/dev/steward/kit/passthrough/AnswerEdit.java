package dev.steward.kit.passthrough;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/** What is done to an answer on its way back. */
@FunctionalInterface
public interface AnswerEdit {

    /**
     * Changes the headers, and says what becomes of the body.
     *
     * @param headers of the answer, hop-by-hop ones left out
     * @return for a body whose buffers are handed over with their reference
     */
    UnaryOperator<Flux<ByteBuf>> edit(int status, HttpHeaders headers);
}
