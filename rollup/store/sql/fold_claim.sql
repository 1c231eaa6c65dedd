-- $1 day. The marks are taken before the events are read: one that comes later says
-- that there is more to read.
delete from llm_event_dirty where day = $1
