-- change type of public.tree.id to bigint

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column id of public.tree
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."tree"'::regclass
  AND a.attname = 'id'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that nothing that would stay with it is built on column parent of public.tree
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."tree"'::regclass
  AND a.attname = 'parent'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- add segue_shadow_8f2c41aa_id to public.tree, kept equal to id by a trigger
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."tree"
  ADD COLUMN "segue_shadow_8f2c41aa_id" bigint;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_id"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = "public", pg_temp
AS $mirror$
#variable_conflict use_column
DECLARE
  shadow_leads boolean;
  column_rests boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    shadow_leads := NEW."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_id";
    column_rests := OLD."id" IS NOT DISTINCT FROM NEW."id";
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_id" := CAST(NEW."id" AS bigint);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_id" IS DISTINCT FROM CAST(NEW."id" AS bigint) THEN
    NEW."id" := CAST(NEW."segue_shadow_8f2c41aa_id" AS integer);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.tree_id"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_id"
  BEFORE INSERT ON "public"."tree"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_id"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_id"
  BEFORE UPDATE ON "public"."tree"
  FOR EACH ROW
  WHEN (
    (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."segue_shadow_8f2c41aa_id" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_id")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_id"();
ALTER TABLE "public"."tree"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_id",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_id";
END
$segue$;

-- add segue_shadow_8f2c41aa_parent to public.tree, kept equal to parent by a trigger
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."tree"
  ADD COLUMN "segue_shadow_8f2c41aa_parent" bigint;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_parent"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = "public", pg_temp
AS $mirror$
#variable_conflict use_column
DECLARE
  shadow_leads boolean;
  column_rests boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    shadow_leads := NEW."segue_shadow_8f2c41aa_parent" IS DISTINCT FROM NULL;
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_parent" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_parent";
    column_rests := OLD."parent" IS NOT DISTINCT FROM NEW."parent";
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_parent" := CAST(NEW."parent" AS bigint);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_parent" IS DISTINCT FROM CAST(NEW."parent" AS bigint) THEN
    NEW."parent" := CAST(NEW."segue_shadow_8f2c41aa_parent" AS integer);
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.tree_parent"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_parent"
  BEFORE INSERT ON "public"."tree"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_parent"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_parent"
  BEFORE UPDATE ON "public"."tree"
  FOR EACH ROW
  WHEN (
    (OLD."parent" IS DISTINCT FROM NEW."parent" OR OLD."segue_shadow_8f2c41aa_parent" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_parent")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.tree_parent"();
ALTER TABLE "public"."tree"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_parent",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_parent";
END
$segue$;

-- ======== migrate ========

-- fill public.tree.segue_shadow_8f2c41aa_id from id and fill public.tree.segue_shadow_8f2c41aa_parent from parent
-- in no transaction
-- locks public.tree ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.tree
SET "segue_shadow_8f2c41aa_id" = CAST("id" AS bigint),
  "segue_shadow_8f2c41aa_parent" = CAST("parent" AS bigint)
WHERE ("segue_shadow_8f2c41aa_id" IS DISTINCT FROM CAST("id" AS bigint)
  )
  OR ("segue_shadow_8f2c41aa_parent" IS DISTINCT FROM CAST("parent" AS bigint)
  );

-- let the planner know what public.tree.segue_shadow_8f2c41aa_id holds
-- in a transaction of its own
-- locks public.tree SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."tree" ("segue_shadow_8f2c41aa_id");

-- let the planner know what public.tree.segue_shadow_8f2c41aa_parent holds
-- in a transaction of its own
-- locks public.tree SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."tree" ("segue_shadow_8f2c41aa_parent");

-- make sure that no row of public.tree has NULL in segue_shadow_8f2c41aa_id
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: correct what is computed from id for these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE "segue_shadow_8f2c41aa_id" IS NULL
LIMIT 5;

-- let no NULL into public.tree.segue_shadow_8f2c41aa_id any more
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."tree"
  ADD CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_id" CHECK ("segue_shadow_8f2c41aa_id" IS NOT NULL) NOT VALID;

-- validate that public.tree.segue_shadow_8f2c41aa_id holds no NULL
-- in a transaction of its own
-- locks public.tree SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."tree"
  VALIDATE CONSTRAINT "segue_not_null_segue_shadow_8f2c41aa_id";

-- set not null on public.tree.segue_shadow_8f2c41aa_id, which the check proves
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."tree"
  ALTER COLUMN "segue_shadow_8f2c41aa_id" SET NOT NULL;

-- drop the check, which is no longer needed
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."tree"
  DROP CONSTRAINT IF EXISTS "segue_not_null_segue_shadow_8f2c41aa_id";

-- build index segue_8f2c41aa_tree_pkey on public.tree
-- in no transaction
-- locks public.tree SHARE UPDATE EXCLUSIVE while rows are read
CREATE UNIQUE INDEX CONCURRENTLY "segue_8f2c41aa_tree_pkey" ON "public"."tree" USING btree ("segue_shadow_8f2c41aa_id");

-- make sure that every row of public.tree keeps segue_8f2c41aa_tree_parent_fkey
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: insert the missing rows of public.tree, or change or delete these, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE t."segue_shadow_8f2c41aa_parent" IS NOT NULL
  AND NOT EXISTS (
    SELECT
    FROM "public"."tree" AS r
    WHERE r."segue_shadow_8f2c41aa_id" = t."segue_shadow_8f2c41aa_parent"
  )
LIMIT 5;

-- add segue_8f2c41aa_tree_parent_fkey to public.tree for new rows
-- in a transaction of its own
-- locks public.tree SHARE ROW EXCLUSIVE for a moment
ALTER TABLE "public"."tree"
  ADD CONSTRAINT "segue_8f2c41aa_tree_parent_fkey" FOREIGN KEY ("segue_shadow_8f2c41aa_parent") REFERENCES "public"."tree" ("segue_shadow_8f2c41aa_id") NOT VALID;

-- validate segue_8f2c41aa_tree_parent_fkey of public.tree
-- in a transaction of its own
-- locks public.tree SHARE UPDATE EXCLUSIVE while rows are read
-- locks public.tree ROW SHARE while rows are read
ALTER TABLE "public"."tree"
  VALIDATE CONSTRAINT "segue_8f2c41aa_tree_parent_fkey";

-- make sure that in every row of public.tree, segue_shadow_8f2c41aa_id agrees with id
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.tree that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE NOT ("segue_shadow_8f2c41aa_id" IS NOT DISTINCT FROM CAST("id" AS bigint))
LIMIT 5;

-- make sure that in every row of public.tree, segue_shadow_8f2c41aa_parent agrees with parent
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.tree that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE NOT ("segue_shadow_8f2c41aa_parent" IS NOT DISTINCT FROM CAST("parent" AS bigint))
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.tree, segue_shadow_8f2c41aa_id agrees with id
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.tree that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE NOT ("segue_shadow_8f2c41aa_id" IS NOT DISTINCT FROM CAST("id" AS bigint))
LIMIT 5;

-- make sure that in every row of public.tree, segue_shadow_8f2c41aa_parent agrees with parent
-- in no transaction
-- locks public.tree ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.tree that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."tree" AS t
WHERE NOT ("segue_shadow_8f2c41aa_parent" IS NOT DISTINCT FROM CAST("parent" AS bigint))
LIMIT 5;

-- drop foreign key tree_parent_fkey of public.tree
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
  EXECUTE (
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', 'segue_8f2c41aa_tree_parent_fkey', conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."tree"'::regclass
      AND conname = 'tree_parent_fkey'
  );
  ALTER TABLE "public"."tree"
    DROP CONSTRAINT "tree_parent_fkey";
END
$segue$;

-- let segue_shadow_8f2c41aa_id take the place of id in public.tree, which goes to the trash
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
CREATE TABLE IF NOT EXISTS segue.trash (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision     text NOT NULL,
  kind         text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  name         text NOT NULL,
  kept_schema  text NOT NULL,
  kept_table   text NOT NULL,
  kept_name    text NOT NULL,
  restoration  text NOT NULL,
  remark       text NOT NULL,
  dropped_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
DECLARE
  remarks text[] := ARRAY(
    SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
    FROM pg_index
    WHERE indrelid = '"public"."tree"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."tree"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."tree"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."tree"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."tree"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."tree"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'id',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."tree"'::regclass
      AND attname = 'id'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_id" ON "public"."tree";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_id" ON "public"."tree";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.tree_id"();
ALTER TABLE "public"."tree"
  DROP CONSTRAINT "tree_pkey";
ALTER TABLE "public"."tree"
  ADD CONSTRAINT "tree_pkey" PRIMARY KEY USING INDEX "segue_8f2c41aa_tree_pkey";
ALTER TABLE "public"."tree"
  ALTER COLUMN "id" DROP NOT NULL;
ALTER TABLE "public"."tree"
  RENAME COLUMN "id" TO "segue_trash_8f2c41aa_id";
ALTER TABLE "public"."tree"
  RENAME COLUMN "segue_shadow_8f2c41aa_id" TO "id";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'tree', 'id', 'public', 'tree', 'segue_trash_8f2c41aa_id',
  'DO $restore$
BEGIN
ALTER TABLE "public"."tree"
  RENAME COLUMN "segue_trash_8f2c41aa_id" TO "id_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''tree''
  AND name = ''id''
  AND kept_name = ''segue_trash_8f2c41aa_id'';
IF EXISTS (
  SELECT
  FROM pg_namespace n
  WHERE n.nspname = ''segue_trash''
    AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
    AND NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)
) THEN
  DROP SCHEMA segue_trash;
END IF;
END
$restore$;',
  'its name is in use; it comes back as id_before_8f2c41aa'
);
END
$segue$;

-- let segue_shadow_8f2c41aa_parent take the place of parent in public.tree, which goes to the trash
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
CREATE TABLE IF NOT EXISTS segue.trash (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision     text NOT NULL,
  kind         text NOT NULL,
  table_schema text NOT NULL,
  table_name   text NOT NULL,
  name         text NOT NULL,
  kept_schema  text NOT NULL,
  kept_table   text NOT NULL,
  kept_name    text NOT NULL,
  restoration  text NOT NULL,
  remark       text NOT NULL,
  dropped_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
DECLARE
  remarks text[] := ARRAY(
    SELECT format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
    FROM pg_index
    WHERE indrelid = '"public"."tree"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."tree"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."tree"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."tree"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."tree"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."tree"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'parent',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."tree"'::regclass
      AND attname = 'parent'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_parent" ON "public"."tree";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_parent" ON "public"."tree";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.tree_parent"();
ALTER TABLE "public"."tree"
  RENAME COLUMN "parent" TO "segue_trash_8f2c41aa_parent";
ALTER TABLE "public"."tree"
  RENAME COLUMN "segue_shadow_8f2c41aa_parent" TO "parent";
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'tree', 'parent', 'public', 'tree', 'segue_trash_8f2c41aa_parent',
  'DO $restore$
BEGIN
ALTER TABLE "public"."tree"
  RENAME COLUMN "segue_trash_8f2c41aa_parent" TO "parent_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''tree''
  AND name = ''parent''
  AND kept_name = ''segue_trash_8f2c41aa_parent'';
IF EXISTS (
  SELECT
  FROM pg_namespace n
  WHERE n.nspname = ''segue_trash''
    AND n.nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
    AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid)
    AND NOT EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = n.oid)
) THEN
  DROP SCHEMA segue_trash;
END IF;
END
$restore$;',
  'its name is in use; it comes back as parent_before_8f2c41aa'
);
END
$segue$;

-- give foreign key tree_parent_fkey of public.tree its name
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."tree"
  RENAME CONSTRAINT "segue_8f2c41aa_tree_parent_fkey" TO "tree_parent_fkey";

-- ======== way back before contract ========

-- drop foreign key segue_8f2c41aa_tree_parent_fkey of public.tree
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
ALTER TABLE IF EXISTS "public"."tree" DROP CONSTRAINT IF EXISTS "segue_8f2c41aa_tree_parent_fkey";

-- take segue_shadow_8f2c41aa_parent of public.tree and its trigger away
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_parent" ON "public"."tree";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_parent" ON "public"."tree";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.tree_parent"();
ALTER TABLE IF EXISTS "public"."tree"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_parent";
END
$segue$;

-- take segue_shadow_8f2c41aa_id of public.tree and its trigger away
-- in a transaction of its own
-- locks public.tree ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_id" ON "public"."tree";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_id" ON "public"."tree";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.tree_id"();
ALTER TABLE IF EXISTS "public"."tree"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_id";
END
$segue$;
