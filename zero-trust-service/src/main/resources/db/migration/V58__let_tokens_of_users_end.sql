-- Null where no token says a role that was taken away.
alter table users add column tokens_valid_from timestamptz;
