package dev.steward.kit.testing.badservice.port;

import org.springframework.http.HttpStatus;

/** Breaks: ports see the domain, shared events and Reactor. */
public interface SpringyPort {

    HttpStatus status();
}
