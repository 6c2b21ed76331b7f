package dev.steward.perf.peers;

import java.net.URI;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring Cloud Gateway as its starter sets it up, with one route for all paths and no policy. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class VanillaGateway {

    private static final String ROUTE = "--spring.cloud.gateway.server.webflux.routes[0].";

    static ConfigurableApplicationContext start(int port, URI upstream) {
        return new SpringApplicationBuilder(VanillaGateway.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.main.banner-mode=off",
                        ROUTE + "id=all",
                        ROUTE + "uri=" + upstream,
                        ROUTE + "predicates[0]=Path=/**");
    }
}
