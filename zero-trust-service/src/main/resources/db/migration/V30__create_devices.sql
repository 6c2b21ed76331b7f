-- What a device says about itself is there as a whole or not at all.
create table devices (
    id                   uuid primary key,
    user_id              uuid             not null references users (id),
    name                 text             not null,
    credential_hash      bytea            not null,
    registered_at        timestamptz      not null,
    os                   text,
    os_version           text,
    security_patch_level text,
    encrypted            boolean,
    firewall_enabled     boolean,
    antivirus_enabled    boolean,
    compliance_score     double precision check (compliance_score between 0 and 100),
    reported_at          timestamptz,
    compliant            boolean          not null default false,
    event_sequence       bigint           not null default 0,
    check (num_nonnulls(os, os_version, security_patch_level, encrypted, firewall_enabled, antivirus_enabled,
                        compliance_score, reported_at) in (0, 8))
);

create index devices_of_user on devices (user_id);
