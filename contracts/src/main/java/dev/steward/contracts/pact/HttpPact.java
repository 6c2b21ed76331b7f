package dev.steward.contracts.pact;

import au.com.dius.pact.consumer.MockHttpServer;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import java.util.ArrayList;
import java.util.List;

/** What a consumer needs of a provider's HTTP API, and a stand-in for the provider that answers just that. */
public final class HttpPact implements WrittenPact, AutoCloseable {

    private final V4Pact pact;
    private final MockHttpServer provider;

    private HttpPact(String consumer, String provider, List<HttpNeed> needs) {
        this.pact = new V4Pact(
                new Consumer(consumer),
                new Provider(provider),
                new ArrayList<>(needs.stream().map(HttpNeed::interaction).toList()));
        this.provider = new MockHttpServer(pact, MockProviderConfig.httpConfig("127.0.0.1", 0, PactSpecVersion.V4));
        this.provider.start();
    }

    /** Starts the stand-in as well. */
    public static HttpPact between(String consumer, String provider, HttpNeed... needs) {
        return new HttpPact(consumer, provider, List.of(needs));
    }

    public String url() {
        return "http://127.0.0.1:" + provider.getPort();
    }

    public String provider() {
        return pact.getProvider().getName();
    }

    public List<SynchronousHttp> interactions() {
        return pact.getInteractions().stream().map(SynchronousHttp.class::cast).toList();
    }

    /** What came in last that was as needed. */
    public IRequest lastRequest() {
        return provider.getMatchedRequests().stream()
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("nothing asked " + provider() + " as the pact says"))
                .getSecond();
    }

    /** Fails unless the stand-in was asked for everything, and for nothing else. */
    @Override
    public V4Pact pact() {
        PactVerificationResult result = provider.validateMockServerState(null);
        if (!(result instanceof PactVerificationResult.Ok)) {
            throw new AssertionError(provider() + " was not asked as its pact says: " + result.getDescription());
        }
        return pact;
    }

    @Override
    public void close() {
        provider.stop();
    }
}
