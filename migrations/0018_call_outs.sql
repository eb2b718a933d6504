-- Up Migration
-- Every call-out. The last one of a ticket is the one that counts.
create table call_out (
  id uuid primary key,
  ticket_id uuid not null,
  started_at timestamptz not null,
  status text not null,
  call_out jsonb not null
);
create index call_out_by_ticket on call_out (ticket_id, started_at desc);

-- What is to be done at an instant, at least once, by whichever server is there. It is written with what asks for it, in the
-- same transaction; taking it puts it off by a lease, so that it is done after all where its server died with it.
create table job (
  id uuid primary key,
  kind text not null,
  body jsonb not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  -- Given up: nobody tries again until a person says so. `problem` is what went wrong the last time.
  dead_at timestamptz,
  problem text
);
create index job_due on job (kind, due_at) where dead_at is null;
create index job_dead on job (dead_at) where dead_at is not null;

-- Writes what a group of commands changed of call-outs, beside `store_group`, in the same statement.
create function store_call_out(written jsonb) returns void language plpgsql as $$
begin
  if written ? 'callOuts' then
    insert into call_out (id, ticket_id, started_at, status, call_out)
    select (call_out ->> 'id')::uuid, (call_out ->> 'ticketId')::uuid,
      instant_of((call_out ->> 'startedAt')::bigint), call_out ->> 'status', call_out
    from jsonb_array_elements(written -> 'callOuts') as call_out
    on conflict (id) do update set status = excluded.status, call_out = excluded.call_out;
  end if;
end
$$;

-- Writes what a group of commands asks to be done. One that was asked for already is not asked for again.
create function store_jobs(written jsonb) returns void language plpgsql as $$
begin
  if written ? 'jobs' then
    insert into job (id, kind, body, due_at)
    select id, kind, body, instant_of("dueAt")
    from jsonb_to_recordset(written -> 'jobs') as row (id uuid, kind text, body jsonb, "dueAt" bigint)
    on conflict (id) do nothing;
  end if;
end
$$;
