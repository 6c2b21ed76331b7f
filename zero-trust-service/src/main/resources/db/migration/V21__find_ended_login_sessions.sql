create index concurrently login_sessions_by_end on login_sessions (expires_at);
