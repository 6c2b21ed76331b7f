-- The default is what every session from before was: a static site.
alter table session
    add column spec jsonb not null default '{
        "template": "static", "image": null,
        "resources": {"cpu_millis": 1000, "memory_bytes": 536870912, "disk_bytes": 5368709120},
        "env": {}, "ports": [], "workspace_folder": null,
        "setup": {"on_create": [], "post_create": [], "post_start": []}
    }',
    add column token_hash text;
-- Wider than the one before; the scan that shows it is made without the lock, in the next step.
alter table session drop constraint session_runtime_known;
alter table session add constraint session_runtime_known check (
    runtime in ('process', 'docker', 'kubernetes')
) not valid;
