package dev.steward.gateway.sockets;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps what a service says with the refusal of a handshake; the error that is made of it has its head only. For one call. */
final class RefusalReader extends ChannelInboundHandlerAdapter {

    private volatile ByteBuffer body = ByteBuffer.allocate(0);

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpResponse answer) {
            body = ByteBuffer.wrap(ByteBufUtil.getBytes(answer.content()));
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    /** Fails with the error if it is no answer of the service. */
    Mono<UpstreamSocket> refused(WebSocketClientHandshakeException error) {
        @Nullable HttpResponse head = error.response();
        return head == null || head.status().code() < 300
                ? Mono.error(error)
                : Mono.just(new UpstreamSocket.Refused(head.status().code(), head.headers(), body));
    }
}
