package dev.steward.kit.testing.badservice.application;

import dev.steward.kit.web.Problem;

/** Breaks: the application sees domain, ports and what carries its transactions. */
public class WebbyService {

    public Problem refuse() {
        return Problem.notFound("no");
    }
}
