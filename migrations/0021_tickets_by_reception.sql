-- Up Migration
-- The figures of a day read that day's tickets, and no others, however many years are kept.
create index ticket_by_reception on ticket (received_at);
