-- Up Migration
-- The figures of a day read that day's call-outs, and no others, however many years are kept.
create index call_out_by_start on call_out (started_at);
