package dev.steward.zerotrust.port;

import dev.steward.zerotrust.domain.UserHours;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

public class FakeUsualHoursRepository implements UsualHoursRepository {

    private final Map<String, UserHours> byUser = new ConcurrentHashMap<>();

    @Override
    public Mono<UserHours> find(String userId) {
        return Mono.fromSupplier(() -> byUser.get(userId));
    }

    void forget(String userId) {
        byUser.remove(userId);
    }

    @Override
    public Mono<Boolean> store(String userId, UserHours changed) {
        return Mono.fromSupplier(() -> {
            UserHours known = byUser.get(userId);
            if ((known == null ? 0 : known.version()) != changed.version() - 1) {
                return false;
            }
            byUser.put(userId, changed);
            return true;
        });
    }
}
