-- add primary key to notes (PostgreSQL 17)

-- ======== migrate ========

-- make sure that no row of public.notes has NULL in id
-- in no transaction
-- locks public.notes ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: give these rows a value in id, then run it again
SELECT format('row %s', t.ctid) AS offence
FROM "public"."notes" AS t
WHERE "id" IS NULL
LIMIT 5;

-- let no NULL into public.notes.id any more
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  ADD CONSTRAINT "segue_not_null_id" CHECK ("id" IS NOT NULL) NOT VALID;

-- validate that public.notes.id holds no NULL
-- in a transaction of its own
-- locks public.notes SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."notes"
  VALIDATE CONSTRAINT "segue_not_null_id";

-- set not null on public.notes.id, which the check proves
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  ALTER COLUMN "id" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  DROP CONSTRAINT IF EXISTS "segue_not_null_id";

-- make sure that no two rows of public.notes have the same id
-- in no transaction
-- locks public.notes ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change or delete the rows that are too many, then run it again
SELECT format('%s and %s (%s rows)', min(format('row %s', t.ctid)), max(format('row %s', t.ctid)), count(*)) AS offence
FROM "public"."notes" AS t
WHERE "id" IS NOT NULL
GROUP BY "id"
HAVING count(*) > 1
LIMIT 5;

-- build index notes_pkey on public.notes
-- in no transaction
-- locks public.notes SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "notes_pkey" ON "public"."notes" USING btree ("id");

-- make index notes_pkey of public.notes the primary key
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  ADD CONSTRAINT "notes_pkey" PRIMARY KEY USING INDEX "notes_pkey";

-- ======== way back before contract ========

-- drop notes_pkey of public.notes
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."notes"
  DROP CONSTRAINT IF EXISTS "notes_pkey";

-- drop index notes_pkey of public.notes
-- in no transaction
-- locks public.notes SHARE UPDATE EXCLUSIVE for a moment
DROP INDEX CONCURRENTLY IF EXISTS "public"."notes_pkey";

-- drop the check against NULL in public.notes.id
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  DROP CONSTRAINT IF EXISTS "segue_not_null_id";

-- drop not null of public.notes.id
-- in a transaction of its own
-- locks public.notes ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."notes"
  ALTER COLUMN "id" DROP NOT NULL;
