-- Up Migration
-- What is in the hands of a partner whom nobody told, and nothing tells: dispatchers have it in front of them.
create index ticket_to_tell on ticket (number)
  where status = 'transferred' and transfer -> 'told' = 'null'
    and coalesce(transfer -> 'delivery' ->> 'status', 'given_up') = 'given_up';
