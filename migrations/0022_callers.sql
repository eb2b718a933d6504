-- Up Migration
-- A caller's number however it was written, in E.164; null where it is none. `phoneKey` of shared/intake reads it so too.
create function phone_key(written text) returns text
  language sql immutable strict parallel safe
  return (
    with bare as (
      select regexp_replace(
        regexp_replace(
          regexp_replace(regexp_replace(written, '\(\s*0\s*\)', '', 'g'), '[-\s.\u00a0\u2010-\u2015\u202f/()]', '', 'g'),
          '^00', '+'),
        '^(\+33)?0([1-9]\d{8})$', '+33\2') as key
    )
    select case when length(written) <= 40 and key ~ '^\+(33[1-9]\d{8}|(?!33)[1-9]\d{7,14})$' then key end from bare
  );
create index report_by_phone on report (phone_key(phone), at desc) where phone is not null;

-- What was asked for of late, and what happened around a place in the last days.
create index ticket_by_receipt on ticket (received_at);

-- Who saw a caller's name or number, or looked one up, apart from the log as who came in is.
alter table access_log add column ticket_id uuid;
create index access_log_of_callers on access_log (account_id, ticket_id, at) where action = 'caller';
