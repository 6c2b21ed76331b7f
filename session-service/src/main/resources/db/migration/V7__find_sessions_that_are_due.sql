create index concurrently session_due on session (due_at) where due_at is not null and released_at is null;
