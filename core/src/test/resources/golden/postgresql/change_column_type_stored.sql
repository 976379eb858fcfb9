-- change type of users.username to text

-- run as it is written, in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
-- with words added to it
ALTER TABLE "public"."users"
  ALTER COLUMN "username" TYPE text,
  ALTER COLUMN "username" SET STORAGE EXTERNAL,
  ALTER COLUMN "username" SET COMPRESSION lz4;
