-- Up Migration
-- What may still have to be forgotten of callers, and of what was noted about them, by age: what was forgotten leaves the index.
create index report_to_forget on report (at)
  where num_nonnulls(first_name, last_name, phone, email, description) > 0 or answers <> '{}';
create index note_to_forget on note (at) where ticket_id is not null;
