package dev.steward.zerotrust.domain;

import dev.steward.events.trust.ProjectCreated;
import dev.steward.events.trust.ProjectStateChanged;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A project and who belongs to it, by {@code members} or by the roles that groups give. {@code eventSequence} counts the project's changes from 1 and is the {@code ce_sequence}
 * of the events that tell of them.
 */
public record Project(
        ProjectId id,
        String name,
        ProjectState state,
        SortedMap<String, Role> members,
        SortedMap<String, Role> byGroups,
        Instant createdAt,
        long version,
        long eventSequence) {

    /** The whole membership travels in one event, which bounds how many there can be. */
    public static final int MAX_MEMBERS = 1_000;

    public Project {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        byGroups = Collections.unmodifiableSortedMap(new TreeMap<>(byGroups));
    }

    public static Project founded(ProjectId id, String name, Instant now) {
        return new Project(id, name, ProjectState.ACTIVE, new TreeMap<>(), new TreeMap<>(), now, 1, 1);
    }

    /** The role of each user who has one, the stronger of those that were given. */
    public SortedMap<String, Role> roles() {
        SortedMap<String, Role> roles = new TreeMap<>(members);
        byGroups.forEach((userId, role) -> roles.merge(userId, role, Project::stronger));
        return roles;
    }

    /** Whether there would not be too many if these users had a role too. */
    public boolean hasRoomFor(Set<String> userIds) {
        Set<String> all = new HashSet<>(roles().keySet());
        all.addAll(userIds);
        return all.size() <= MAX_MEMBERS;
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
        if (!hasRoomFor(Set.of(userId))) {
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
                new Project(id, newName, newState, newMembers, byGroups, createdAt, version + 1, eventSequence + 1));
    }

    /** After groups gave and took roles in it, also when it is archived: it counts what is told of that. */
    public Project regrouped(int told) {
        return new Project(id, name, state, members, byGroups, createdAt, version + 1, eventSequence + told);
    }

    /** The users whose role is another now than it was, with the one they have. */
    public Map<String, Optional<Role>> differences(Project before) {
        SortedMap<String, Role> was = before.roles();
        SortedMap<String, Role> is = roles();
        Set<String> all = new TreeSet<>(was.keySet());
        all.addAll(is.keySet());
        Map<String, Optional<Role>> differences = new LinkedHashMap<>();
        for (String userId : all) {
            if (was.get(userId) != is.get(userId)) {
                differences.put(userId, Optional.ofNullable(is.get(userId)));
            }
        }
        return differences;
    }

    private static Role stronger(Role one, Role other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public ProjectCreated created() {
        return new ProjectCreated(id.value(), name);
    }

    /** What the rest of the suite has to know to decide about access. */
    public ProjectStateChanged stateChanged() {
        Map<String, String> roles = roles().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().wireName(), (a, b) -> b, TreeMap::new));
        return new ProjectStateChanged(id.value(), name, state.wireName(), roles);
    }
}
