-- Up Migration
-- Who may be on call, and how to reach them: personal data, apart from the log, which knows them by their ids. Name and
-- telephone are erased when they leave.
create table on_call_person (
  id uuid primary key,
  retired_at timestamptz,
  name text,
  phone text
);

-- The rota: who is on call when, for what, in which order.
create table turn (
  id uuid primary key,
  until timestamptz not null,
  removed_at timestamptz,
  turn jsonb not null
);
create index turn_by_end on turn (until) where removed_at is null;

-- Writes what a group of commands changed of the rota, beside `store_group`, in the same statement.
create function store_rota(written jsonb) returns void language plpgsql as $$
begin
  if written ? 'people' then
    insert into on_call_person (id, retired_at)
    select id, instant_of("retiredAt")
    from jsonb_to_recordset(written -> 'people') as row (id uuid, "retiredAt" bigint)
    on conflict (id) do update set retired_at = excluded.retired_at, name = null, phone = null;
  end if;

  if written ? 'contacts' then
    update on_call_person set name = contact.name, phone = contact.phone
    from jsonb_to_recordset(written -> 'contacts') as contact (id uuid, name text, phone text)
    where on_call_person.id = contact.id and retired_at is null;
  end if;

  if written ? 'turns' then
    insert into turn (id, until, removed_at, turn)
    select (turn ->> 'id')::uuid, instant_of((turn ->> 'until')::bigint), instant_of((turn ->> 'removedAt')::bigint), turn
    from jsonb_array_elements(written -> 'turns') as turn
    on conflict (id) do update set until = excluded.until, removed_at = excluded.removed_at, turn = excluded.turn;
  end if;
end
$$;

-- Who looked up people who are on call.
create index access_log_of_on_call on access_log (account_id, at) where action = 'on_call';
