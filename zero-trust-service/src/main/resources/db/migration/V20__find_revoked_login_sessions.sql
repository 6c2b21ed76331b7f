create index concurrently login_sessions_revoked on login_sessions (tokens_expire_at) where revoked_at is not null;
