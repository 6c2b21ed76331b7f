package dev.steward.kit.passthrough;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;

/** Keeps what a server says with the refusal of a handshake; the error that is made of it has its head only. For one call. */
public final class HandshakeRefusal extends ChannelInboundHandlerAdapter {

    private volatile byte[] body = {};

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof FullHttpResponse answer) {
            body = ByteBufUtil.getBytes(answer.content());
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    /** Empty until there was a refusal. */
    public byte[] body() {
        return body.clone();
    }
}
