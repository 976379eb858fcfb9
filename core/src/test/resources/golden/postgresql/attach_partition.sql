-- attach partition archive to events (PostgreSQL 17)

-- ======== expand ========

-- make sure that every row of public.archive belongs to the partition public.archive
-- in no transaction
-- locks public.archive ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: move or delete these rows, then run it again
SELECT format('row %s', t.ctid) AS offence
FROM "public"."archive" AS t
WHERE NOT ("at" IS NOT NULL AND "at" < '2024-01-01')
LIMIT 5;

-- declare which rows public.archive may hold
-- in a transaction of its own
-- locks public.archive ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."archive"
  ADD CONSTRAINT "segue_partition_bound" CHECK ("at" IS NOT NULL AND "at" < '2024-01-01') NOT VALID;

-- validate which rows public.archive holds
-- in a transaction of its own
-- locks public.archive SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."archive"
  VALIDATE CONSTRAINT "segue_partition_bound";

-- attach partition public.archive to public.events
-- in a transaction of its own
-- locks public.events SHARE UPDATE EXCLUSIVE for a moment
-- locks public.archive ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."events"
  ATTACH PARTITION "public"."archive" FOR VALUES FROM (MINVALUE) TO ('2024-01-01');

-- drop the check on public.archive, which is no longer needed
-- in a transaction of its own
-- locks public.archive ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."archive"
  DROP CONSTRAINT IF EXISTS "segue_partition_bound";

-- ======== way back before contract ========

-- detach partition public.archive from public.events
-- in a transaction of its own
-- locks public.events ACCESS EXCLUSIVE for a moment
-- locks public.archive ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  IF EXISTS (
    SELECT
    FROM pg_inherits
    WHERE inhparent = to_regclass('"public"."events"')
      AND inhrelid = to_regclass('"public"."archive"')
  ) THEN
    ALTER TABLE "public"."events"
      DETACH PARTITION "public"."archive";
  END IF;
END
$segue$;

-- drop the check on public.archive, which is no longer needed
-- in a transaction of its own
-- locks public.archive ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."archive"
  DROP CONSTRAINT IF EXISTS "segue_partition_bound";
