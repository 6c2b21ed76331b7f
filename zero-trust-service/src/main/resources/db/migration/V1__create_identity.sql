create table users (
    id            uuid primary key,
    username      text        not null unique check (username ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
    password_hash text        not null,
    roles         text[]      not null check (roles <@ array ['viewer', 'developer', 'operator', 'admin']),
    disabled      boolean     not null default false,
    created_at    timestamptz not null
);

create table projects (
    id             text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name           text        not null,
    state          text        not null check (state in ('active', 'archived')),
    created_at     timestamptz not null,
    version        bigint      not null,
    event_sequence bigint      not null
);

create index projects_newest_first on projects (created_at desc, id);

create table project_members (
    project_id text not null references projects (id),
    user_id    uuid not null references users (id),
    role       text not null check (role in ('viewer', 'developer')),
    primary key (project_id, user_id)
);

create index project_members_of_user on project_members (user_id);

create table login_sessions (
    id               uuid primary key,
    user_id          uuid        not null references users (id),
    authenticated_at timestamptz not null,
    expires_at       timestamptz not null check (expires_at > authenticated_at),
    revoked_at       timestamptz
);

create index login_sessions_of_user on login_sessions (user_id);

create table refresh_tokens (
    token_hash       bytea primary key,
    login_session_id uuid        not null references login_sessions (id),
    issued_at        timestamptz not null,
    expires_at       timestamptz not null
);

create index refresh_tokens_of_login_session on refresh_tokens (login_session_id);
