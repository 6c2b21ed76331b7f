package dev.steward.zerotrust.killed;

import java.util.Map;

/** What the service said. */
record Answer(String request, int status, String etag, Map<String, Object> body) {

    String text(String member) {
        return String.valueOf(body.get(member));
    }

    int number(String member) {
        return body.get(member) instanceof Number number ? number.intValue() : 0;
    }

    /** This answer, which has to have the status. */
    Answer expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError(request + " was answered " + status + ", not " + wanted + ": " + body);
        }
        return this;
    }
}
