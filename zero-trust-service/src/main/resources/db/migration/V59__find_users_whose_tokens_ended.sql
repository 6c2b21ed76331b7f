create index concurrently users_outdated on users (tokens_valid_from) where tokens_valid_from is not null;
