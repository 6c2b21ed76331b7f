-- The counters of the entries user-trust/<id> of trust state. Who is deleted has none any more, and must never get one again.
create table user_trust_entries (
    user_id        uuid primary key references users (id),
    event_sequence bigint  not null check (event_sequence > 0),
    ended          boolean not null
);

-- Of whom something is known already; nobody is told before the next publication of everything.
insert into user_trust_entries (user_id, event_sequence, ended)
select u.id, 1, false
from users u
where not u.deleted
  and (exists (select from known_networks k where k.user_id = u.id)
    or exists (select from known_places k where k.user_id = u.id)
    or exists (select from usual_hours h where h.user_id = u.id)
    or exists (select from trust_histories h where h.account = u.username));
