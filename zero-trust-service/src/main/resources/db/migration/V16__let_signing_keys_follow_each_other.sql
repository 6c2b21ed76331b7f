alter table signing_keys
    add column activate_at timestamptz,
    add column activated_at timestamptz,
    add column withdraw_at timestamptz;

alter table signing_keys drop constraint signing_keys_state_check;
alter table signing_keys add constraint signing_keys_state_check
    check (state in ('next', 'active', 'retired')) not valid;
alter table signing_keys add constraint signing_keys_times_check
    check ((state <> 'next' or activate_at is not null) and (state <> 'retired' or withdraw_at is not null)) not valid;
