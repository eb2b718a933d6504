-- Up Migration
-- A ticket that is one more report of another, and when the last report came that was joined to one.
alter table ticket add column joined_to uuid references ticket, add column reported_at timestamptz;
create index ticket_by_joined_to on ticket (joined_to) where joined_to is not null;

-- Tickets, and those that they are joined to, near and far: what must be known to separate one.
create function with_what_they_joined(ids uuid[]) returns table (id uuid) language sql stable as $$
  with recursive held (id, joined_to) as (
    select ticket.id, joined_to from ticket where ticket.id = any (ids)
    union
    select ticket.id, ticket.joined_to from ticket join held on ticket.id = held.joined_to
  )
  select held.id from held
$$;

-- A ticket and those joined to it, near and far: where its reports are.
create function with_what_joined_it(ticket_id uuid) returns table (id uuid) language sql stable as $$
  with recursive held (id) as (
    values (ticket_id)
    union
    select ticket.id from ticket join held on ticket.joined_to = held.id
  )
  select held.id from held
$$;

