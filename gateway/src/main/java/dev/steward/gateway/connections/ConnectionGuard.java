package dev.steward.gateway.connections;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Watches how fast requests of HTTP/1.1 come; over TLS once that was agreed on. */
public final class ConnectionGuard implements NettyServerCustomizer {

    private static final String NAME = SlowClientHandler.class.getName();

    private final ConnectionSettings settings;

    public ConnectionGuard(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> {
            if (!watch(channel)) {
                channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new WhenAgreed());
            }
        });
    }

    private boolean watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            return false;
        }
        SlowClientHandler handler = new SlowClientHandler(settings);
        pipeline.addBefore(NettyPipeline.HttpCodec, NAME, handler);
        pipeline.addAfter(NettyPipeline.HttpCodec, NAME + ".eye", handler.eye());
        return true;
    }

    private final class WhenAgreed extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent) {
                context.pipeline().remove(this);
                watch(context.channel());
            }
            context.fireUserEventTriggered(event);
        }
    }
}
