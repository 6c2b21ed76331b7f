package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Which roles groups give to whom, custom ones with what they permit. */
record GivenRoles(DatabaseClient database) {

    Mono<Set<String>> of(String userId) {
        return database.sql("""
                        with mine as (select group_id from group_members where user_id = :user_id),
                             custom as (select r.name, r.permissions
                                        from group_custom_roles g
                                        join mine on mine.group_id = g.group_id
                                        join custom_roles r on r.name = g.role)
                        select unnest(g.roles) as role from groups g join mine on mine.group_id = g.id
                        union
                        select name from custom
                        union
                        select unnest(permissions) from custom
                        """)
                .bind("user_id", UUID.fromString(userId))
                .map(row -> requireNonNull(row.get("role", String.class)))
                .all()
                .collect(Collectors.toSet());
    }

    Mono<List<String>> holdersAfter(String role, String lastUserId, int limit) {
        return database.sql("""
                        select distinct m.user_id
                        from group_custom_roles c
                        join group_members m on m.group_id = c.group_id
                        where c.role = :role and m.user_id > :last_id
                        order by m.user_id
                        limit :limit
                        """)
                .bind("role", role)
                .bind("last_id", Ids.parse(lastUserId).orElse(Ids.NONE))
                .bind("limit", limit)
                .map(GroupRows::userId)
                .all()
                .collectList();
    }

    Mono<Set<Set<String>>> ofAdmins() {
        return database.sql("""
                        with given as (select m.user_id, g.id as group_id, g.roles
                                       from group_members m
                                       join groups g on g.id = m.group_id),
                             admins as (select u.id, u.roles
                                        from users u
                                        where not u.disabled and u.kind = 'person'
                                          and ('admin' = any (u.roles)
                                               or exists (select from given
                                                          where user_id = u.id and 'admin' = any (roles)))),
                             custom as (select a.id, r.name, r.permissions
                                        from admins a
                                        join given on given.user_id = a.id
                                        join group_custom_roles c on c.group_id = given.group_id
                                        join custom_roles r on r.name = c.role),
                             held as (select id, unnest(roles) as role from admins
                                      union
                                      select a.id, unnest(given.roles) from admins a join given on given.user_id = a.id
                                      union
                                      select id, name from custom
                                      union
                                      select id, unnest(permissions) from custom)
                        select distinct array_agg(role order by role) as roles from held group by id
                        """)
                .map(row -> Set.of(requireNonNull(row.get("roles", String[].class))))
                .all()
                .collect(Collectors.toSet());
    }

    Mono<Set<String>> enabledAdmins(@Nullable String exceptGroup, @Nullable String exceptMember) {
        GenericExecuteSpec statement = database.sql("""
                        select distinct m.user_id
                        from group_members m
                        join groups g on g.id = m.group_id
                        join users u on u.id = m.user_id
                        where 'admin' = any (g.roles) and not u.disabled and u.kind = 'person'
                          and not (cast(:except_group as uuid) is not null and g.id = :except_group
                                   and (cast(:except_member as uuid) is null or m.user_id = :except_member))
                        """);
        return GroupRows.bind(GroupRows.bind(statement, "except_group", exceptGroup), "except_member", exceptMember)
                .map(GroupRows::userId)
                .all()
                .collect(Collectors.toSet());
    }
}
