package dev.steward.kit.testing.badservice.adapter.web;

import dev.steward.kit.testing.badservice.adapter.postgres.OrderRow;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Breaks: adapters do not know each other, field injection, wiring, scanning, blocking. */
@Component
public class NosyController {

    @Autowired
    private OrderRow row;

    @Bean
    public String wired() {
        return Mono.just(row.toString()).block();
    }
}
