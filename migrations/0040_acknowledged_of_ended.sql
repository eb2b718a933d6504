-- Up Migration
-- When tickets that ended before 0030_acknowledged.sql were acknowledged: figures go by the ticket's own instant alone.
update ticket set acknowledged_at = first.at
from (
  select ticket.id, min(said.at) as at
  from (
    select ticket_id, instant_of(step.at::bigint) as at
    from assignment, jsonb_each_text(assignment -> 'stepsAt') as step (status, at)
    where step.status in ('acknowledged', 'en_route', 'on_scene', 'secured')
    union all
    select ticket_id, instant_of((call ->> 'stateAt')::bigint)
    from call_out, jsonb_array_elements(call_out -> 'calls') as call where call ->> 'state' = 'accepted'
    union all
    select id, instant_of((transfer ->> 'acceptedAt')::bigint) from ticket where transfer ->> 'acceptedAt' is not null
  ) as said
  join ticket on ticket.id = said.ticket_id
  where acknowledged_at is null and ticket.status not in ('open', 'transferred') and said.at >= deadline_started_at
  group by ticket.id
) as first
where ticket.id = first.id;
