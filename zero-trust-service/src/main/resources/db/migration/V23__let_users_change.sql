-- event_sequence starts at 1 because user.created was told of everybody; a deleted user keeps the row, and so the name.
alter table users
    add column deleted boolean not null default false,
    add column state_changed_at timestamptz,
    add column version bigint not null default 1,
    add column event_sequence bigint not null default 1,
    add column password_changes bigint not null default 0;

alter table users add constraint users_deleted_check check (not deleted or disabled) not valid;
