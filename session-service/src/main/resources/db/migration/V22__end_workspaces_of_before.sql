-- Of sessions that were down before, which nothing else would look at again.
update session
set due_at = status_since + interval '7 days'
where status in ('stopped', 'failed') and due_at is null and released_at is null;
