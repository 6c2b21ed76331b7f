-- Apart from the login session, whose row says nothing about how often it was stepped up.
create table login_assurances (
    login_session_id uuid primary key references login_sessions (id) on delete cascade,
    mfa_at           timestamptz not null
);
