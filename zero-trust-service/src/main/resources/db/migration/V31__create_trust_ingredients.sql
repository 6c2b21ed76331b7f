-- By name, because failed logins with names that nobody has are written down like others; a row goes once it is whole again.
create table trust_histories (
    account text primary key,
    points  double precision not null check (points between 0 and 100),
    as_of   timestamptz      not null,
    noticed boolean          not null
);

create index trust_histories_to_notice on trust_histories (account) where not noticed;

create table known_networks (
    user_id       uuid        not null references users (id),
    network       text        not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    primary key (user_id, network)
);

create index known_networks_by_age on known_networks (last_seen_at);

create table known_places (
    user_id       uuid             not null references users (id),
    name          text             not null,
    latitude      double precision not null check (latitude between -90 and 90),
    longitude     double precision not null check (longitude between -180 and 180),
    first_seen_at timestamptz      not null,
    last_seen_at  timestamptz      not null,
    primary key (user_id, name)
);

create index known_places_by_age on known_places (last_seen_at);

create table usual_hours (
    user_id   uuid primary key references users (id),
    zone      text   not null,
    from_time time   not null,
    to_time   time   not null,
    version   bigint not null
);

-- The level that was told last, and no score: a score is of the moment it is asked for.
create table trust_standings (
    user_id        uuid primary key references users (id),
    level          text check (level in ('none', 'low', 'medium', 'high', 'full')),
    event_sequence bigint not null,
    evaluate_at    timestamptz,
    check ((level is null) = (event_sequence = 0))
);

create index trust_standings_due on trust_standings (evaluate_at) where evaluate_at is not null;
