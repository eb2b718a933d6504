-- Up Migration
-- What a service has in hand around a point: a new report may be of one of these.
create index ticket_in_hands_by_place on ticket using gist (position)
  where status = 'transferred' and transfer ->> 'outside' = 'false';
