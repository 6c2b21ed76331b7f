package dev.steward.zerotrust.domain;

import dev.steward.events.trust.ProjectCreated;
import dev.steward.events.trust.ProjectStateChanged;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A project and who belongs to it. {@code eventSequence} counts the project's changes from 1 and is the {@code ce_sequence}
 * of the events that tell of them.
 */
public record Project(
        ProjectId id,
        String name,
        ProjectState state,
        SortedMap<String, Role> members,
        Instant createdAt,
        long version,
        long eventSequence) {

    /** The whole membership travels in one event, which bounds how many there can be. */
    public static final int MAX_MEMBERS = 1_000;

    public Project {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public static Project founded(ProjectId id, String name, Instant now) {
        return new Project(id, name, ProjectState.ACTIVE, new TreeMap<>(), now, 1, 1);
    }

    /** Gives a user a role in this project, instead of the one held before. */
    public MembershipDecision admit(String userId, Role role) {
        if (!role.ofProject()) {
            throw new IllegalArgumentException("Not a role of a project: " + role);
        }
        if (!state.takesChanges()) {
            return new MembershipDecision.Archived();
        }
        if (members.get(userId) == role) {
            return new MembershipDecision.Unchanged();
        }
        if (!members.containsKey(userId) && members.size() >= MAX_MEMBERS) {
            return new MembershipDecision.Full();
        }
        SortedMap<String, Role> admitted = new TreeMap<>(members);
        admitted.put(userId, role);
        return changed(name, state, admitted);
    }

    /** Takes the role in this project away from a user. */
    public MembershipDecision expel(String userId) {
        if (!state.takesChanges()) {
            return new MembershipDecision.Archived();
        }
        if (!members.containsKey(userId)) {
            return new MembershipDecision.NoMember();
        }
        SortedMap<String, Role> left = new TreeMap<>(members);
        left.remove(userId);
        return changed(name, state, left);
    }

    public MembershipDecision rename(String newName) {
        if (!state.takesChanges()) {
            return new MembershipDecision.Archived();
        }
        return newName.equals(name) ? new MembershipDecision.Unchanged() : changed(newName, state, members);
    }

    /** For good: an archived project takes no change. */
    public MembershipDecision archive() {
        return state.takesChanges() ? changed(name, ProjectState.ARCHIVED, members) : new MembershipDecision.Archived();
    }

    private MembershipDecision changed(String newName, ProjectState newState, SortedMap<String, Role> newMembers) {
        return new MembershipDecision.Changed(
                new Project(id, newName, newState, newMembers, createdAt, version + 1, eventSequence + 1));
    }

    public ProjectCreated created() {
        return new ProjectCreated(id.value(), name);
    }

    /** What the rest of the suite has to know to decide about access. */
    public ProjectStateChanged stateChanged() {
        Map<String, String> roles = members.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().wireName(), (a, b) -> b, TreeMap::new));
        return new ProjectStateChanged(id.value(), name, state.wireName(), roles);
    }
}
