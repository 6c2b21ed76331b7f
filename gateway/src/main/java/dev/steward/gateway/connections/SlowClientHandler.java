package dev.steward.gateway.connections;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that send a request too slowly, with 408 if they were not answered yet. It stands in front of the codec
 * of HTTP/1.1, where it sees bytes, and has an eye behind it, which sees messages. A connection that becomes a socket is
 * left alone.
 */
final class SlowClientHandler extends ChannelDuplexHandler {

    private static final long CHECK_MILLIS = 1_000;

    private static final String BODY = """
            {"type":"about:blank","title":"Request timeout","status":408,"detail":"The request came too slowly.",\
            "code":"request-timeout"}""";

    private static final byte[] ANSWER = ("HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\n"
                    + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final ConnectionSettings settings;
    private final Eye eye = new Eye();
    private @Nullable Pace pace;
    private @Nullable Future<?> checks;
    private boolean answering;

    SlowClientHandler(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** What has to stand behind the codec. */
    ChannelDuplexHandler eye() {
        return eye;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        pace = new Pace(settings, System.nanoTime());
        checks = context.executor()
                .scheduleAtFixedRate(() -> check(context), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (pace != null) {
            pace.waits(System.nanoTime());
        }
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (pace != null && message instanceof ByteBuf bytes) {
            pace.received(bytes.readableBytes(), System.nanoTime());
        }
        context.fireChannelRead(message);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the connection is over either way
    private void check(ChannelHandlerContext context) {
        if (pace == null || !pace.isTooSlow(System.nanoTime())) {
            return;
        }
        stop();
        if (answering) {
            context.close();
        } else {
            context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void stop() {
        if (checks != null) {
            checks.cancel(false);
        }
        pace = null;
    }

    private final class Eye extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (pace != null && message instanceof HttpRequest) {
                answering = false;
                pace.headEnded();
            }
            if (pace != null && message instanceof LastHttpContent) {
                pace.bodyEnded();
            }
            context.fireChannelRead(message);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the promise carries the outcome
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response && !response.status().equals(HttpResponseStatus.CONTINUE)) {
                answering = true;
                if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                    stop();
                }
            }
            context.write(message, promise);
        }
    }
}
