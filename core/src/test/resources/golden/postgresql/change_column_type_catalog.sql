-- change type of users.username to text

-- run as it is written, in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
