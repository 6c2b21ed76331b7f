-- A service account is a user who is no person, so that it can be a member, have roles and be disabled as people are.
alter table users add column kind text not null default 'person';

alter table users add constraint users_kind_check check (kind in ('person', 'service')) not valid;
