-- Which cluster this is, and which of its databases: the same by whatever name it is reached.
select system_identifier::text || '/' || (select oid from pg_database where datname = current_database())
from pg_control_system()
