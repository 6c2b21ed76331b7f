create table mfa_challenges (
    token_hash    bytea primary key,
    user_id       uuid        not null references users (id),
    expires_at    timestamptz not null,
    attempts_left integer     not null check (attempts_left >= 0)
);

create index mfa_challenges_of_user on mfa_challenges (user_id);
