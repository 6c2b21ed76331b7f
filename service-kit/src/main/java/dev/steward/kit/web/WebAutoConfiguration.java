package dev.steward.kit.web;

import io.micrometer.tracing.Tracer;
import jakarta.validation.Validator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP conventions, for every reactive web application. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(WebProperties.class)
public class WebAutoConfiguration {

    @Bean
    JsonMapperBuilderCustomizer stewardJson() {
        return WireJson::configure;
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemExceptionHandler problemExceptionHandler(ProblemWriter writer) {
        return new ProblemExceptionHandler(writer);
    }

    @Bean
    NettyServerCustomizer protocolErrors(JsonMapper json) {
        return server -> server.doOnChannelInit((_, channel, _) -> {
            // Where HTTP/2 may be agreed on there is no such codec yet.
            if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                channel.pipeline()
                        .addAfter(
                                NettyPipeline.HttpCodec,
                                ProtocolErrorHandler.class.getName(),
                                new ProtocolErrorHandler(json));
            }
        });
    }

    @Bean
    CorrelationWebFilter correlationWebFilter(ObjectProvider<Tracer> tracer) {
        return new CorrelationWebFilter(tracer.getIfAvailable());
    }

    @Bean
    TraceparentHandlerDecorator traceparentHandlerDecorator() {
        return new TraceparentHandlerDecorator();
    }

    @Bean
    HealthAliasFilter healthAliasFilter() {
        return new HealthAliasFilter();
    }

    @Bean
    @ConditionalOnMissingBean
    TrustedProxies trustedProxies(WebProperties properties) {
        return new TrustedProxies(properties.trustedProxies());
    }

    @Bean
    WebFluxConfigurer stewardArguments(
            JsonMapper json, Validator validator, WebProperties properties, TrustedProxies proxies) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer arguments) {
                arguments.addCustomResolver(
                        new ValidBodyArgumentResolver(new StrictJson(json, validator), properties.maxBody()),
                        new PageQueryArgumentResolver(),
                        new IfMatchArgumentResolver(),
                        new ClientAddressArgumentResolver(proxies));
            }
        };
    }
}
