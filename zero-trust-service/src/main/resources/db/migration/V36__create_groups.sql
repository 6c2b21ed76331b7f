create table groups (
    id         uuid primary key,
    name       text        not null,
    roles      text[]      not null
        check (roles <@ array ['viewer', 'developer', 'performance', 'operator', 'admin']),
    created_at timestamptz not null,
    version    bigint      not null
);

create index groups_newest_first on groups (created_at desc, id);

create table group_members (
    group_id uuid not null references groups (id) on delete cascade,
    user_id  uuid not null references users (id),
    primary key (group_id, user_id)
);

create index group_members_of_user on group_members (user_id);

create table group_projects (
    group_id   uuid not null references groups (id) on delete cascade,
    project_id text not null references projects (id),
    role       text not null check (role in ('viewer', 'developer')),
    primary key (group_id, project_id)
);

create index group_projects_of_project on group_projects (project_id);

-- Of the roles somebody has in a project the stronger counts, whose name is the first of the two by chance.
create view project_roles as
select project_id, user_id, min(role) as role
from (select project_id, user_id, role
      from project_members
      union all
      select p.project_id, m.user_id, p.role
      from group_projects p
      join group_members m on m.group_id = p.group_id) given
group by project_id, user_id;
