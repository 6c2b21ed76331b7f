-- What the source of all events that a service account sends begins with.
alter table service_accounts add column event_source text;
