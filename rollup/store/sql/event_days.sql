-- $1 first moment, $2 end. The days of which there are events.
select distinct (ts at time zone 'UTC')::date as day from llm_event where ts >= $1 and ts < $2 order by 1
