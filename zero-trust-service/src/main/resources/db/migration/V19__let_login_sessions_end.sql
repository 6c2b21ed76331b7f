-- Sessions and tokens from before have no origin and were used when they began.
alter table login_sessions
    add column address          text,
    add column device_id        uuid,
    add column last_used_at     timestamptz,
    add column tokens_expire_at timestamptz,
    add column event_sequence   bigint not null default 1;

alter table refresh_tokens add column rotated_at timestamptz;
