package dev.steward.kit.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a problem detail to errors that are answered before any filter sees the request: headers that are too large,
 * something that is not HTTP, a target that is no URI. Such an answer is known by its lack of a trace id.
 */
final class ProtocolErrorHandler extends ChannelDuplexHandler {

    private final JsonMapper json;
    private String target = "/";

    ProtocolErrorHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            target = request.decoderResult().isSuccess() ? request.uri() : "/";
        }
        context.fireChannelRead(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise carries the outcome
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean bare = message instanceof FullHttpResponse response
                && response.status().code() >= 400
                && !response.headers().contains(Correlation.HEADER);
        context.write(bare ? withProblem((FullHttpResponse) message) : message, promise);
    }

    private FullHttpResponse withProblem(FullHttpResponse bare) {
        Problem problem = problemFor(bare.status().code());
        String traceId = Correlation.fresh();
        ByteBuf body =
                Unpooled.wrappedBuffer(json.writeValueAsBytes(ProblemDocument.of(problem, pathOf(target), traceId)));
        FullHttpResponse answer = bare.replace(body);
        bare.release();
        answer.setStatus(HttpResponseStatus.valueOf(problem.code().status().value()));
        answer.headers()
                .set(Correlation.HEADER, traceId)
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return answer;
    }

    private static Problem problemFor(int status) {
        return switch (status) {
            case 413 -> new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large.");
            case 414, 431 -> new Problem(ProblemCode.HEADERS_TOO_LARGE, "The request line or a header is too large.");
            default ->
                status < 500
                        ? new Problem(ProblemCode.BAD_REQUEST, "This is not a request that can be read.")
                        : new Problem(ProblemCode.INTERNAL_ERROR, "Something failed here; it was logged.");
        };
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
