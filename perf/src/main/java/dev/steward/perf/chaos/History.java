package dev.steward.perf.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is known of a project once a run is over.
 *
 * @param opened sessions whose creation was answered with 201
 * @param deleted sessions whose deletion was answered with 204
 * @param ran sessions that ran when the faults were over; one that was deleted early need never have started
 * @param kills how often the process of a session was killed
 * @param listed sessions the suite itself named before the last were deleted
 * @param ledgerLines by session, as the cost report counts them
 */
record History(
        Set<String> opened,
        Set<String> deleted,
        Set<String> ran,
        Map<String, Integer> kills,
        Set<String> listed,
        List<Event> sessionEvents,
        List<Event> healingEvents,
        Map<String, Long> ledgerLines) {}
