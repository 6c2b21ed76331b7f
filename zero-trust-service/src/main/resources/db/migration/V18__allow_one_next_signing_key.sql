-- Two instances that rotate at once both bring a key; one is kept.
create unique index concurrently signing_keys_one_next on signing_keys (state) where state = 'next';
