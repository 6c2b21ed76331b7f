-- Null is what was never known, which is not nothing.
alter table session_usage
    add column disk_gib double precision,
    add column network_bytes bigint;
