create index concurrently users_newest_first on users (created_at desc, id) where not deleted;
