-- add column age integer to users (PostgreSQL 17)

-- run as it is written, in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
