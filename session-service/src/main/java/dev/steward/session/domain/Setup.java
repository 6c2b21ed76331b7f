package dev.steward.session.domain;

import java.util.List;

/**
 * Commands that prepare a session, each as its argument vector, in the order in which they run.
 *
 * @param onCreate once, before the first start
 * @param postCreate once, after those
 * @param postStart with every start
 */
public record Setup(List<List<String>> onCreate, List<List<String>> postCreate, List<List<String>> postStart) {

    public static final Setup NONE = new Setup(List.of(), List.of(), List.of());

    public Setup {
        onCreate = onCreate.stream().map(List::copyOf).toList();
        postCreate = postCreate.stream().map(List::copyOf).toList();
        postStart = postStart.stream().map(List::copyOf).toList();
    }
}
