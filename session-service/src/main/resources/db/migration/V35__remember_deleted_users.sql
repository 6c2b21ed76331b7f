-- Users who are gone for good: what was made for one at that very moment is found by it later. A row for each, ever.
create table deleted_user (
    user_id text primary key,
    heard_at timestamptz not null default now()
);
