-- change type of users.credit to bigint

-- ======== expand ========

-- make sure that nothing that would stay with it is built on column credit of public.users
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM pg_attribute a
  JOIN pg_depend d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE a.attrelid = '"public"."users"'::regclass
  AND a.attname = 'credit'
  AND (d.classid = 'pg_proc'::regclass OR p.polrelid <> a.attrelid OR r.rulename <> '_RETURN')
LIMIT 5;

-- make sure that nothing else is built on views public.rich, public.richest
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM unnest(ARRAY['"public"."rich"', '"public"."richest"']) AS listed (name)
  JOIN pg_class v ON v.oid = to_regclass(listed.name)
  JOIN pg_type t ON t.oid = v.reltype
  JOIN pg_depend d
    ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid)
    OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray))
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype = 'n'
  AND NOT coalesce(r.ev_class = ANY (ARRAY['"public"."rich"', '"public"."richest"']::regclass[]), false)
LIMIT 5;

-- add segue_shadow_8f2c41aa_credit to public.users, kept equal to credit by a trigger
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
ALTER TABLE "public"."users"
  ADD COLUMN "segue_shadow_8f2c41aa_credit" bigint;
ALTER TABLE "public"."users"
  ALTER COLUMN "segue_shadow_8f2c41aa_credit" SET DEFAULT 0;
CREATE OR REPLACE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"() RETURNS trigger
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
    shadow_leads := NEW."segue_shadow_8f2c41aa_credit" IS DISTINCT FROM CAST((0) AS bigint);
    column_rests := false;
  ELSE
    shadow_leads := OLD."segue_shadow_8f2c41aa_credit" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_credit";
    column_rests := (OLD."credit")::text IS NOT DISTINCT FROM (NEW."credit")::text;
  END IF;
  IF NOT shadow_leads THEN
    NEW."segue_shadow_8f2c41aa_credit" := CAST(NEW."credit" AS bigint);
  ELSIF column_rests OR NEW."segue_shadow_8f2c41aa_credit" IS DISTINCT FROM CAST(NEW."credit" AS bigint) THEN
    NEW."credit" := CAST(NEW."segue_shadow_8f2c41aa_credit" AS numeric(10,2));
  END IF;
  RETURN NEW;
END
$mirror$;
REVOKE ALL ON FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"() FROM PUBLIC;
CREATE TRIGGER "zzz_segue_insert_8f2c41aa_credit"
  BEFORE INSERT ON "public"."users"
  FOR EACH ROW
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"();
CREATE TRIGGER "zzz_segue_update_8f2c41aa_credit"
  BEFORE UPDATE ON "public"."users"
  FOR EACH ROW
  WHEN (
    ((OLD."credit")::text IS DISTINCT FROM (NEW."credit")::text OR OLD."segue_shadow_8f2c41aa_credit" IS DISTINCT FROM NEW."segue_shadow_8f2c41aa_credit")
    AND current_setting('segue.backfill', true) IS DISTINCT FROM 'on'
  )
  EXECUTE FUNCTION segue."mirror_8f2c41aa03b1_public.users_credit"();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "zzz_segue_insert_8f2c41aa_credit",
  ENABLE ALWAYS TRIGGER "zzz_segue_update_8f2c41aa_credit";
END
$segue$;

-- make sure that views public.rich, public.richest can be made again on segue_shadow_8f2c41aa_credit
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
-- locks public.rich ACCESS EXCLUSIVE for a moment
-- locks public.richest ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
BEGIN
DECLARE
  anew text[];
  statement text;
BEGIN
  SELECT array_agg(made.statement ORDER BY listed.number, made.place) INTO anew
  FROM unnest(ARRAY['"public"."rich"', '"public"."richest"']) WITH ORDINALITY AS listed (name, number)
    JOIN pg_class AS v ON v.oid = listed.name::regclass
    CROSS JOIN LATERAL (
      SELECT 1 AS place, concat('CREATE VIEW ', listed.name,
        ' WITH (' || array_to_string(v.reloptions, ', ') || ')', ' AS ', pg_get_viewdef(v.oid)) AS statement
      UNION ALL
      SELECT 2, format('ALTER VIEW %s OWNER TO %I', listed.name, pg_get_userbyid(v.relowner))
      UNION ALL
      SELECT 3, format('REVOKE ALL ON %s FROM %s', listed.name, CASE a.grantee WHEN 0 THEN 'PUBLIC'
          ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
      FROM pg_default_acl AS d
        CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
      WHERE d.defaclobjtype = 'r'
        AND a.grantee <> v.relowner
      UNION ALL
      SELECT 4, concat('GRANT ', a.privilege_type, ' (' || quote_ident(a.attname) || ')', ' ON ', listed.name,
        ' TO ', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
        CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
      FROM (
        SELECT NULL AS attname, (aclexplode(v.relacl)).*
        UNION ALL
        SELECT attname, (aclexplode(attacl)).* FROM pg_attribute WHERE attrelid = v.oid
      ) AS a
      UNION ALL
      SELECT 5, format('COMMENT ON VIEW %s IS %L', listed.name, obj_description(v.oid, 'pg_class'))
      WHERE obj_description(v.oid, 'pg_class') IS NOT NULL
      UNION ALL
      SELECT 5, format('COMMENT ON COLUMN %s.%I IS %L', listed.name, attname, col_description(v.oid, attnum))
      FROM pg_attribute
      WHERE attrelid = v.oid
        AND col_description(v.oid, attnum) IS NOT NULL
      UNION ALL
      SELECT 5, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', listed.name, attname,
        pg_get_expr(adbin, adrelid))
      FROM pg_attrdef
        JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
      WHERE adrelid = v.oid
      UNION ALL
      SELECT 6, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = v.oid AND rulename <> '_RETURN'
      UNION ALL
      SELECT 6, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = v.oid AND NOT tgisinternal
    ) AS made;
DROP VIEW "public"."richest";
DROP VIEW "public"."rich";
ALTER TABLE "public"."users"
  RENAME COLUMN "credit" TO "segue_trash_8f2c41aa_credit";
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_shadow_8f2c41aa_credit" TO "credit";
  FOREACH statement IN ARRAY anew LOOP
    EXECUTE statement;
  END LOOP;
END;
  RAISE EXCEPTION USING ERRCODE = 'SGREH', MESSAGE = 'the views can be made again';
EXCEPTION
  WHEN SQLSTATE 'SGREH' THEN
    NULL;
  WHEN OTHERS THEN
    RAISE EXCEPTION USING
      ERRCODE = SQLSTATE,
      MESSAGE = 'views public.rich, public.richest' || ' cannot be made again when the column has its new type: ' || SQLERRM,
      HINT = 'Drop it in an earlier revision, and make it anew in a later one.';
END;
END
$segue$;

-- ======== migrate ========

-- fill public.users.segue_shadow_8f2c41aa_credit from credit
-- in no transaction
-- locks public.users ROW EXCLUSIVE for many short whiles
-- in batches:
UPDATE public.users
SET "segue_shadow_8f2c41aa_credit" = CAST("credit" AS bigint)
WHERE "segue_shadow_8f2c41aa_credit" IS DISTINCT FROM CAST("credit" AS bigint);

-- let the planner know what public.users.segue_shadow_8f2c41aa_credit holds
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ANALYZE "public"."users" ("segue_shadow_8f2c41aa_credit");

-- make sure that every row of public.users keeps segue_8f2c41aa_users_credit_check
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: change these rows, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT (segue_shadow_8f2c41aa_credit >= 0::numeric)
LIMIT 5;

-- add segue_8f2c41aa_users_credit_check to public.users for new rows
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
ALTER TABLE "public"."users"
  ADD CONSTRAINT "segue_8f2c41aa_users_credit_check" CHECK (segue_shadow_8f2c41aa_credit >= 0::numeric) NOT VALID;

-- validate segue_8f2c41aa_users_credit_check of public.users
-- in a transaction of its own
-- locks public.users SHARE UPDATE EXCLUSIVE while rows are read
ALTER TABLE "public"."users"
  VALIDATE CONSTRAINT "segue_8f2c41aa_users_credit_check";

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_credit agrees with credit
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("segue_shadow_8f2c41aa_credit" IS NOT DISTINCT FROM CAST("credit" AS bigint))
LIMIT 5;

-- ======== contract ========

-- make sure that in every row of public.users, segue_shadow_8f2c41aa_credit agrees with credit
-- in no transaction
-- locks public.users ACCESS SHARE while rows are read
-- goes on only where this finds nothing, otherwise: look whether somebody disabled the trigger of public.users that keeps them equal; update these rows so that they agree, then run it again
SELECT format('id %s', t."id") AS offence
FROM "public"."users" AS t
WHERE NOT ("segue_shadow_8f2c41aa_credit" IS NOT DISTINCT FROM CAST("credit" AS bigint))
LIMIT 5;

-- make sure that nothing else is built on views public.rich, public.richest
-- in no transaction
-- goes on only where this finds nothing, otherwise: drop these in an earlier revision, and make them anew in a later one
SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS offence
FROM unnest(ARRAY['"public"."rich"', '"public"."richest"']) AS listed (name)
  JOIN pg_class v ON v.oid = to_regclass(listed.name)
  JOIN pg_type t ON t.oid = v.reltype
  JOIN pg_depend d
    ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid)
    OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray))
  LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype = 'n'
  AND NOT coalesce(r.ev_class = ANY (ARRAY['"public"."rich"', '"public"."richest"']::regclass[]), false)
LIMIT 5;

-- let segue_shadow_8f2c41aa_credit take the place of credit in public.users, which goes to the trash
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
-- locks public.rich ACCESS EXCLUSIVE for a moment
-- locks public.richest ACCESS EXCLUSIVE for a moment
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
    WHERE indrelid = '"public"."users"'::regclass
      AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
    FROM pg_index
      JOIN pg_attribute ON attrelid = indexrelid
    WHERE indrelid = '"public"."users"'::regclass
      AND attstattarget >= 0
      AND indexprs IS NOT NULL
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname)
    FROM pg_index
      JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = '"public"."users"'::regclass
      AND indisclustered
    UNION ALL
    SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass,
      obj_description(oid, 'pg_constraint'))
    FROM pg_constraint
    WHERE conrelid = '"public"."users"'::regclass
      AND contype <> 'f'
      AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL
    SELECT format('COMMENT ON STATISTICS %s.%I IS %L', stxnamespace::regnamespace, stxname,
      obj_description(oid, 'pg_statistic_ext'))
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."users"'::regclass
      AND obj_description(oid, 'pg_statistic_ext') IS NOT NULL
    UNION ALL
    SELECT format('ALTER STATISTICS %s.%I SET STATISTICS %s', stxnamespace::regnamespace, stxname, stxstattarget)
    FROM pg_statistic_ext
    WHERE stxrelid = '"public"."users"'::regclass
      AND stxstattarget >= 0
    UNION ALL
    SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, 'credit',
      array_to_string(attoptions, ', '))
    FROM pg_attribute
    WHERE attrelid = '"public"."users"'::regclass
      AND attname = 'credit'
      AND attoptions IS NOT NULL
  );
  remark text;
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_credit" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_credit" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_credit"();
ALTER TABLE "public"."users"
  DROP CONSTRAINT "users_credit_check";
ALTER TABLE "public"."users"
  RENAME CONSTRAINT "segue_8f2c41aa_users_credit_check" TO "users_credit_check";
ALTER TABLE "public"."users"
  ALTER COLUMN "credit" DROP DEFAULT;
DECLARE
  anew text[];
  statement text;
BEGIN
  SELECT array_agg(made.statement ORDER BY listed.number, made.place) INTO anew
  FROM unnest(ARRAY['"public"."rich"', '"public"."richest"']) WITH ORDINALITY AS listed (name, number)
    JOIN pg_class AS v ON v.oid = listed.name::regclass
    CROSS JOIN LATERAL (
      SELECT 1 AS place, concat('CREATE VIEW ', listed.name,
        ' WITH (' || array_to_string(v.reloptions, ', ') || ')', ' AS ', pg_get_viewdef(v.oid)) AS statement
      UNION ALL
      SELECT 2, format('ALTER VIEW %s OWNER TO %I', listed.name, pg_get_userbyid(v.relowner))
      UNION ALL
      SELECT 3, format('REVOKE ALL ON %s FROM %s', listed.name, CASE a.grantee WHEN 0 THEN 'PUBLIC'
          ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
      FROM pg_default_acl AS d
        CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
      WHERE d.defaclobjtype = 'r'
        AND a.grantee <> v.relowner
      UNION ALL
      SELECT 4, concat('GRANT ', a.privilege_type, ' (' || quote_ident(a.attname) || ')', ' ON ', listed.name,
        ' TO ', CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
        CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
      FROM (
        SELECT NULL AS attname, (aclexplode(v.relacl)).*
        UNION ALL
        SELECT attname, (aclexplode(attacl)).* FROM pg_attribute WHERE attrelid = v.oid
      ) AS a
      UNION ALL
      SELECT 5, format('COMMENT ON VIEW %s IS %L', listed.name, obj_description(v.oid, 'pg_class'))
      WHERE obj_description(v.oid, 'pg_class') IS NOT NULL
      UNION ALL
      SELECT 5, format('COMMENT ON COLUMN %s.%I IS %L', listed.name, attname, col_description(v.oid, attnum))
      FROM pg_attribute
      WHERE attrelid = v.oid
        AND col_description(v.oid, attnum) IS NOT NULL
      UNION ALL
      SELECT 5, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', listed.name, attname,
        pg_get_expr(adbin, adrelid))
      FROM pg_attrdef
        JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
      WHERE adrelid = v.oid
      UNION ALL
      SELECT 6, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = v.oid AND rulename <> '_RETURN'
      UNION ALL
      SELECT 6, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = v.oid AND NOT tgisinternal
    ) AS made;
DROP VIEW "public"."richest";
DROP VIEW "public"."rich";
ALTER TABLE "public"."users"
  RENAME COLUMN "credit" TO "segue_trash_8f2c41aa_credit";
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_shadow_8f2c41aa_credit" TO "credit";
  FOREACH statement IN ARRAY anew LOOP
    EXECUTE statement;
  END LOOP;
END;
CREATE OR REPLACE TRIGGER audit AFTER UPDATE OF credit, username ON public.users FOR EACH ROW WHEN (new.credit > 5) EXECUTE FUNCTION audit();
ALTER TABLE "public"."users"
  ENABLE ALWAYS TRIGGER "audit";
ALTER POLICY "solvent" ON "public"."users"
  USING ((credit > 0));
  FOREACH remark IN ARRAY remarks LOOP
    EXECUTE remark;
  END LOOP;
END;
INSERT INTO segue.trash
  (revision, kind, table_schema, table_name, name, kept_schema, kept_table, kept_name, restoration, remark)
VALUES (
  '8f2c41aa03b1', 'column', 'public', 'users', 'credit', 'public', 'users', 'segue_trash_8f2c41aa_credit',
  'DO $restore$
BEGIN
ALTER TABLE "public"."users"
  RENAME COLUMN "segue_trash_8f2c41aa_credit" TO "credit_before_8f2c41aa";
DELETE FROM segue.trash
WHERE revision = ''8f2c41aa03b1''
  AND kind = ''column''
  AND table_schema = ''public''
  AND table_name = ''users''
  AND name = ''credit''
  AND kept_name = ''segue_trash_8f2c41aa_credit'';
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
  'its name is in use; it comes back as credit_before_8f2c41aa'
);
END
$segue$;

-- ======== way back before contract ========

-- take segue_shadow_8f2c41aa_credit of public.users and its trigger away
-- in a transaction of its own
-- locks public.users ACCESS EXCLUSIVE for a moment
DO $segue$
BEGIN
DROP TRIGGER IF EXISTS "zzz_segue_insert_8f2c41aa_credit" ON "public"."users";
DROP TRIGGER IF EXISTS "zzz_segue_update_8f2c41aa_credit" ON "public"."users";
DROP FUNCTION IF EXISTS segue."mirror_8f2c41aa03b1_public.users_credit"();
ALTER TABLE IF EXISTS "public"."users"
  DROP COLUMN IF EXISTS "segue_shadow_8f2c41aa_credit";
END
$segue$;
