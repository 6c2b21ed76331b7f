-- Counts the states of the entry device/<id> of trust state; from 1, so that what was reported before is one too.
alter table devices add column state_sequence bigint not null default 1;
