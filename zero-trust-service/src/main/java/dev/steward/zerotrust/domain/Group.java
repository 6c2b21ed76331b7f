package dev.steward.zerotrust.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Users who are given roles together.
 *
 * @param roles everywhere
 * @param projects the role in each project, by its id
 */
public record Group(
        String id, String name, GroupRoles roles, SortedMap<String, Role> projects, Instant createdAt, long version) {

    /** As many as a project can have. */
    public static final int MAX_MEMBERS = Project.MAX_MEMBERS;

    /** Whoever joins is told of in each of them, which bounds how many there can be. */
    public static final int MAX_PROJECTS = 100;

    public Group {
        projects = Collections.unmodifiableSortedMap(new TreeMap<>(projects));
    }

    public static Group founded(String id, String name, GroupRoles roles, Instant now) {
        return new Group(id, name, roles, new TreeMap<>(), now, 1);
    }

    public boolean makesAdmins() {
        return roles.builtIn().contains(Role.ADMIN);
    }

    /** Itself when nothing changes. */
    public Group changed(GroupChange change) {
        String newName = change.name() == null ? name : change.name();
        GroupRoles newRoles = change.roles() == null ? roles : change.roles();
        return newName.equals(name) && newRoles.equals(roles)
                ? this
                : new Group(id, newName, newRoles, projects, createdAt, version + 1);
    }

    /** With a role in a project instead of the one there was. */
    public Group granted(String projectId, Role role) {
        if (!role.ofProject()) {
            throw new IllegalArgumentException("Not a role of a project: " + role);
        }
        SortedMap<String, Role> more = new TreeMap<>(projects);
        more.put(projectId, role);
        return new Group(id, name, roles, more, createdAt, version + 1);
    }

    public Group revoked(String projectId) {
        SortedMap<String, Role> fewer = new TreeMap<>(projects);
        fewer.remove(projectId);
        return new Group(id, name, roles, fewer, createdAt, version + 1);
    }
}
