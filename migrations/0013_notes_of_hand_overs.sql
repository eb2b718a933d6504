-- Up Migration
-- What a team leaves to the next is a note about no ticket; the crew's hand-over names it.
alter table note alter column ticket_id drop not null;
