package dev.steward.kit.passthrough;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Lets one answer through for each request of a connection. Interim ones (100, 103) are left out, as they may be; what
 * nobody asked for ends the connection, so that it is never taken for the answer to the next request. For one channel.
 */
final class AnswerGuard extends ChannelDuplexHandler {

    private static final int MOST_INTERIM = 32;

    private boolean awaited;
    private boolean skipping;
    private int interim;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            awaited = true;
            interim = 0;
        }
        var _ = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpResponse answer when !awaited -> drop(context, answer);
            case HttpResponse answer when isInterim(answer) -> skip(context, answer);
            case HttpResponse answer -> {
                awaited = false;
                context.fireChannelRead(answer);
            }
            case HttpContent content
            when skipping -> {
                skipping = !(content instanceof LastHttpContent);
                ReferenceCountUtil.release(content);
                // Whoever waits for the answer asked for one message, and this was it.
                context.read();
            }
            default -> context.fireChannelRead(message);
        }
    }

    private void skip(ChannelHandlerContext context, HttpResponse answer) {
        skipping = true;
        ReferenceCountUtil.release(answer);
        interim++;
        if (interim > MOST_INTERIM) {
            context.fireExceptionCaught(new IOException("nothing but interim answers"));
            var _ = context.close();
        }
    }

    private static void drop(ChannelHandlerContext context, HttpResponse answer) {
        ReferenceCountUtil.release(answer);
        var _ = context.close();
    }

    private static boolean isInterim(HttpResponse answer) {
        return answer.decoderResult().isSuccess()
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
}
