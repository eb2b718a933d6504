-- Up Migration
-- A closure that was made for a ticket is told in that ticket's log: found by the closure, then by its events.
create index closure_by_ticket on closure ((closure ->> 'ticketId')) where closure ->> 'ticketId' is not null;
create index event_by_closure on event ((event ->> 'closureId'), seq)
  where type in ('street_closed', 'street_opened');
