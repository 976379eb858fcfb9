-- rename column username of users to display_name

-- run as it is written, in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
