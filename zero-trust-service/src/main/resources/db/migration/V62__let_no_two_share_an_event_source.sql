create unique index concurrently service_accounts_event_source on service_accounts (event_source) where event_source is not null;
