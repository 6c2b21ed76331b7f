-- The id is what tokens call the secret: that of the API key or service account, with the number of the rotation.
-- Nothing refers to the credential, which may be gone.
create table revoked_secrets (
    id               text primary key,
    owner_id         uuid        not null,
    revoked_at       timestamptz not null,
    tokens_expire_at timestamptz not null,
    told             boolean     not null default false
);

create index revoked_secrets_to_tell on revoked_secrets (revoked_at) where not told;
create index revoked_secrets_past on revoked_secrets (tokens_expire_at);
