-- create table events_2026 (PostgreSQL 17)

-- ======== expand ========

-- create table public.events_2026 beside public.events
-- in a transaction of its own
-- locks public.events ACCESS SHARE for a moment
CREATE UNLOGGED TABLE "public"."events_2026" (
  LIKE "public"."events" INCLUDING ALL EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS EXCLUDING COMMENTS,
  CONSTRAINT "one_a_day" UNIQUE ("user_id", "at"),
  CHECK (id > 0)
) WITH (fillfactor = 70);

-- let public.events_2026.user_id differ from its parent
-- in the transaction of the revision
ALTER TABLE "public"."events_2026"
  ALTER COLUMN "user_id" SET DEFAULT 7;

-- let public.events_2026.user_id differ from its parent
-- in the transaction of the revision
ALTER TABLE "public"."events_2026"
  ALTER COLUMN "user_id" SET NOT NULL;

-- let public.events_2026 refer to public.users
-- in a transaction of its own
-- locks public.users SHARE ROW EXCLUSIVE for a moment
ALTER TABLE "public"."events_2026"
  ADD CONSTRAINT "events_2026_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users";

-- attach partition public.events_2026 to public.events
-- in a transaction of its own
-- locks public.events SHARE UPDATE EXCLUSIVE for a moment
-- locks public.events_2026 ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."events"
  ATTACH PARTITION "public"."events_2026" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- ======== way back before contract ========

-- detach partition public.events_2026 from public.events
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
-- locks public.events_2026 ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF EXISTS (
    SELECT
    FROM pg_inherits
    WHERE inhparent = to_regclass('"public"."events"')
      AND inhrelid = to_regclass('"public"."events_2026"')
  ) THEN
    ALTER TABLE "public"."events"
      DETACH PARTITION "public"."events_2026";
  END IF;
END
$segue$;

-- drop foreign key events_2026_user_id_fkey of public.events_2026
-- in a transaction of its own
-- locks public.events_2026 ACCESS EXCLUSIVE for a moment
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
DECLARE
  is_other_locked boolean := false;
BEGIN
  IF has_table_privilege(to_regclass('"public"."users"'), 'UPDATE, DELETE, TRUNCATE')
    AND has_table_privilege(to_regclass('"public"."events_2026"'), 'UPDATE, DELETE, TRUNCATE')
  THEN
    BEGIN
      LOCK TABLE ONLY "public"."users" IN ACCESS EXCLUSIVE MODE;
      is_other_locked := true;
      LOCK TABLE ONLY "public"."events_2026" IN ACCESS EXCLUSIVE MODE;
    EXCEPTION
      WHEN lock_not_available THEN
        IF NOT is_other_locked THEN
          RAISE;
        END IF;
    END;
  END IF;
  ALTER TABLE IF EXISTS "public"."events_2026" DROP CONSTRAINT IF EXISTS "events_2026_user_id_fkey";
END
$segue$;

-- drop table public.events_2026
-- in a transaction of its own
-- locks public.events_2026 ACCESS EXCLUSIVE for a moment
DROP TABLE IF EXISTS "public"."events_2026";
