package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Logs in, refreshes some times and logs out, or presents a refresh token twice. */
final class LoginWork implements Work {

    private static final String SESSIONS = "/api/v1/auth/login-sessions";
    private static final String REFRESH = "/api/v1/auth/refresh";

    private enum Doubt {
        NONE,
        REFRESH,
        END
    }

    private static final class Login {
        private String accessToken;
        private String refreshToken;
        private @Nullable String spent;
        private Doubt doubt = Doubt.NONE;
        private boolean ended;

        private Login(Answer answer) {
            accessToken = answer.text("access_token");
            refreshToken = answer.text("refresh_token");
        }

        private void refreshed(Answer answer) {
            spent = refreshToken;
            accessToken = answer.text("access_token");
            refreshToken = answer.text("refresh_token");
        }
    }

    private final String username;
    private final Random random;
    private final List<Login> logins = new ArrayList<>();
    private final List<String> accessTokens = new ArrayList<>();
    private @Nullable Login current;

    LoginWork(String username, long seed) {
        this.username = username;
        this.random = new Random(seed);
    }

    /** Every one that was given. */
    List<String> accessTokens() {
        return accessTokens;
    }

    @Override
    public void step(Calls calls) {
        Login login = current;
        if (login == null) {
            Answer answer = calls.login(username).expect(200);
            current = new Login(answer);
            logins.add(current);
            accessTokens.add(answer.text("access_token"));
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 ->
                end(login, () -> calls.post(login.accessToken, "/api/v1/auth/logout", Calls.NOTHING)
                        .expect(204));
            case 2 -> {
                String spent = login.spent;
                if (spent != null) {
                    end(login, () -> refresh(calls, spent).expect(401));
                }
            }
            case 3 -> current = null; // and goes on without it
            default -> {
                login.doubt = Doubt.REFRESH;
                Answer answer = refresh(calls, login.refreshToken).expect(200);
                login.doubt = Doubt.NONE;
                login.refreshed(answer);
                accessTokens.add(login.accessToken);
            }
        }
    }

    @Override
    public void settle(Calls calls) {
        Login login = current;
        if (login == null) {
            return;
        }
        switch (login.doubt) {
            case NONE -> {}
            case END -> login.ended = status(calls, login) == 401;
            case REFRESH -> {
                Answer again = refresh(calls, login.refreshToken);
                if (again.status() == 200) {
                    login.refreshed(again);
                } else {
                    again.expect(401); // it was done, so that this is the second time
                    login.ended = true;
                }
            }
        }
        login.doubt = Doubt.NONE;
        if (login.ended) {
            current = null;
        }
    }

    @Override
    public void check(Calls calls) {
        for (Login login : logins) {
            if (!login.ended) {
                assertThat(status(calls, login))
                        .as("token of a login that goes on")
                        .isEqualTo(200);
                login.refreshed(refresh(calls, login.refreshToken).expect(200));
                assertThat(status(calls, login)).isEqualTo(200);
                refresh(calls, String.valueOf(login.spent)).expect(401);
            }
            assertThat(status(calls, login))
                    .as("token of a login that has ended")
                    .isEqualTo(401);
            refresh(calls, login.refreshToken).expect(401);
        }
    }

    private void end(Login login, Runnable request) {
        login.doubt = Doubt.END;
        request.run();
        login.doubt = Doubt.NONE;
        login.ended = true;
        current = null;
    }

    private static int status(Calls calls, Login login) {
        return calls.get(login.accessToken, SESSIONS).status();
    }

    private static Answer refresh(Calls calls, String token) {
        return calls.post("", REFRESH, Map.of("refresh_token", token));
    }
}
