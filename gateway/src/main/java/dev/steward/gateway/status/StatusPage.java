package dev.steward.gateway.status;

import dev.steward.gateway.status.StatusResponse.Details;
import dev.steward.gateway.status.StatusResponse.ServiceStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.AbstractSingleValueEncoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.util.MimeType;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Flux;

/** The same for people. What it needs is its own style and a script that asks again with a token. */
public final class StatusPage extends AbstractSingleValueEncoder<StatusResponse> {

    public StatusPage() {
        super(new MimeType("text", "html", StandardCharsets.UTF_8));
    }

    @Override
    public boolean canEncode(ResolvableType type, @Nullable MimeType mimeType) {
        return StatusResponse.class == type.toClass() && super.canEncode(type, mimeType);
    }

    @Override
    protected Flux<DataBuffer> encode(
            StatusResponse status,
            DataBufferFactory buffers,
            ResolvableType type,
            @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return Flux.just(buffers.wrap(page(status).getBytes(StandardCharsets.UTF_8)));
    }

    static String page(StatusResponse status) {
        String rows = status.services().stream().map(StatusPage::row).collect(Collectors.joining());
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Steward is %1$s</title>
                <link rel="stylesheet" href="/docs/assets/steward.css">
                <script src="/docs/assets/status.js" defer></script>
                </head>
                <body>
                <header><h1>Steward</h1><nav><a href="/docs">API</a></nav></header>
                <main id="status">
                <p class="overall"><span class="state %1$s">%1$s</span> at <time>%2$s</time></p>
                <table>
                <thead><tr><th>Service</th><th>State</th><th>Instances</th><th>Breakers that are not closed</th>\
                <th>Outbox</th><th>Consumer lag</th></tr></thead>
                <tbody>%3$s</tbody>
                </table>
                </main>
                <form id="token-form"><label>Access token, for the details\
                 <input id="token" type="password" autocomplete="off" spellcheck="false"></label>\
                 <button>Show</button> <span id="refusal" role="status"></span></form>
                </body>
                </html>
                """.formatted(
                        word(status.state()), HtmlUtils.htmlEscape(status.at().toString()), rows);
    }

    private static String row(ServiceStatus service) {
        @Nullable Details details = service.details();
        String state = word(service.state());
        String known =
                details == null ? "<td colspan=\"4\" class=\"hidden\">details need a token</td>" : cells(details);
        return "<tr><th scope=\"row\">" + HtmlUtils.htmlEscape(service.service()) + "</th><td><span class=\"state "
                + state + "\">" + state + "</span></td>" + known + "</tr>\n";
    }

    private static String cells(Details details) {
        String instances = details.instances().stream()
                .map(each -> HtmlUtils.htmlEscape(each.address()) + " <span class=\"state " + word(each.state()) + "\">"
                        + word(each.state()) + "</span>")
                .collect(Collectors.joining("<br>"));
        String breakers = details.breakers().stream()
                .filter(each -> !each.state().equals("closed"))
                .map(each -> HtmlUtils.htmlEscape(each.route() + ": " + each.state()))
                .collect(Collectors.joining("<br>"));
        String outbox = details.outboxDepth() == null
                ? "not known"
                : details.outboxDepth()
                        + (details.outboxOldestSeconds() == null || details.outboxDepth() == 0
                                ? ""
                                : ", oldest " + details.outboxOldestSeconds() + " s");
        Map<String, Long> sorted = new TreeMap<>(details.consumerLag());
        String lag = sorted.entrySet().stream()
                .map(each -> HtmlUtils.htmlEscape(each.getKey()) + ": " + each.getValue())
                .collect(Collectors.joining("<br>"));
        return "<td>" + instances + "</td><td>" + (breakers.isEmpty() ? "none" : breakers) + "</td><td>" + outbox
                + "</td><td>" + (lag.isEmpty() ? "not known" : lag) + "</td>";
    }

    private static String word(Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }
}
