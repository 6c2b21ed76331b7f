package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.Password;
import reactor.core.publisher.Mono;

/** Hashes in no time; has no room when told so. */
public class FakePasswordHasher implements PasswordHasher {

    private boolean full;
    private int checks;
    private Runnable before = () -> {};

    public void fill() {
        full = true;
    }

    /** What happens while the next password is being compared. */
    public void beforeNextCheck(Runnable happens) {
        before = happens;
    }

    /** How many passwords were compared with anything. */
    public int checks() {
        return checks;
    }

    @Override
    public Mono<String> hash(Password password) {
        return full ? Mono.empty() : Mono.just(hashOf(password.value()));
    }

    @Override
    public Mono<Boolean> matches(String typed, String hash) {
        checks++;
        Runnable happens = before;
        before = () -> {};
        happens.run();
        return full ? Mono.empty() : Mono.just(hash.equals(hashOf(typed)));
    }

    @Override
    public Mono<Boolean> matchesNobody(String typed) {
        return matches(typed, "");
    }

    private static String hashOf(String password) {
        return "hash-" + password.hashCode();
    }
}
