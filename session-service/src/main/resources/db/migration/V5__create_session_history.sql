-- What became of each session, written in the transaction of the change. The pairs are the table of states.
create table session_transition (
    session_id uuid not null references session (id),
    number bigint not null,
    from_status text,
    to_status text not null,
    happened_at timestamptz not null,
    reason text not null,
    detail text,
    actor_kind text not null constraint session_transition_actor_known check (actor_kind in ('user', 'service')),
    actor_id text not null,
    event_id uuid,
    correlation_id text not null,
    primary key (session_id, number),
    constraint session_transition_allowed check (
        coalesce(from_status, '') || '>' || to_status in (
            '>pending',
            'pending>starting', 'pending>stopping', 'pending>failed', 'pending>deleted',
            'starting>running', 'starting>crashed', 'starting>stopping', 'starting>failed', 'starting>deleted',
            'running>unhealthy', 'running>crashed', 'running>stopping', 'running>failed', 'running>deleted',
            'unhealthy>running', 'unhealthy>crashed', 'unhealthy>stopping', 'unhealthy>failed', 'unhealthy>deleted',
            'crashed>starting', 'crashed>stopping', 'crashed>failed', 'crashed>deleted',
            'stopping>stopped', 'stopping>failed', 'stopping>deleted',
            'stopped>starting', 'stopped>deleted',
            'failed>starting', 'failed>deleted'
        )
    )
);
