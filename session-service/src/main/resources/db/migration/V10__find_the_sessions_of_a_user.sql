create index concurrently session_of_user on session (user_id) where status <> 'deleted';
