create index concurrently login_sessions_newest_of_user on login_sessions (user_id, authenticated_at desc, id desc) where revoked_at is null;
