package dev.segue.dialect.postgresql;

import dev.segue.dialect.LockTarget;
import dev.segue.dialect.LockTarget.Strength;
import dev.segue.sql.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The relations that a statement queues for with a lock that readers or writers cannot share, as far as its head tells. */
final class PostgresqlLockTargets {

    private PostgresqlLockTargets() {}

    static List<LockTarget> of(SqlStatement statement) {
        StatementCursor cursor = new StatementCursor(statement);
        if (cursor.take("ALTER", "TABLE")) {
            cursor.take("IF", "EXISTS");
            cursor.take("ONLY");
            return everyone(cursor.takeName());
        }
        if (cursor.take("DROP", "TABLE") || cursor.take("DROP", "INDEX") || cursor.take("DROP", "VIEW")) {
            return cursor.take("CONCURRENTLY") ? List.of() : list(cursor, Strength.BLOCKS_EVERYONE);
        }
        if (cursor.take("TRUNCATE")) {
            cursor.take("TABLE");
            return list(cursor, Strength.BLOCKS_EVERYONE);
        }
        if (cursor.take("LOCK")) {
            cursor.take("TABLE");
            return list(cursor, Strength.BLOCKS_EVERYONE);
        }
        if (cursor.take("CREATE")) {
            return ofCreate(cursor);
        }
        if (cursor.take("DROP", "TRIGGER") || cursor.take("DROP", "POLICY") || cursor.take("DROP", "RULE")) {
            return cursor.skipTo("ON") ? everyone(cursor.takeName()) : List.of();
        }
        return List.of();
    }

    static Optional<String> createdTable(SqlStatement statement) {
        StatementCursor cursor = new StatementCursor(statement);
        if (!cursor.take("CREATE")) {
            return Optional.empty();
        }
        cursor.takeAny("UNLOGGED", "TEMP", "TEMPORARY");
        if (!cursor.take("TABLE")) {
            return Optional.empty();
        }
        boolean mayExist = cursor.take("IF", "NOT", "EXISTS");
        return mayExist ? Optional.empty() : Optional.of(cursor.takeName());
    }

    private static List<LockTarget> ofCreate(StatementCursor cursor) {
        cursor.take("UNIQUE");
        if (cursor.take("INDEX")) {
            if (cursor.take("CONCURRENTLY") || !cursor.skipTo("ON")) {
                return List.of();
            }
            cursor.take("ONLY");
            return List.of(new LockTarget(cursor.takeName(), Strength.BLOCKS_WRITERS));
        }
        cursor.take("OR", "REPLACE");
        cursor.take("CONSTRAINT");
        if (cursor.take("TRIGGER")) {
            return cursor.skipTo("ON")
                    ? List.of(new LockTarget(cursor.takeName(), Strength.BLOCKS_WRITERS))
                    : List.of();
        }
        if (cursor.take("POLICY")) {
            return cursor.skipTo("ON") ? everyone(cursor.takeName()) : List.of();
        }
        if (cursor.take("RULE")) {
            return cursor.skipTo("TO") ? everyone(cursor.takeName()) : List.of();
        }
        return List.of();
    }

    private static List<LockTarget> everyone(String relation) {
        return relation.isEmpty() ? List.of() : List.of(new LockTarget(relation, Strength.BLOCKS_EVERYONE));
    }

    private static List<LockTarget> list(StatementCursor cursor, Strength strength) {
        List<LockTarget> targets = new ArrayList<>();
        cursor.take("IF", "EXISTS");
        do {
            cursor.take("ONLY");
            String relation = cursor.takeName();
            if (!relation.isEmpty()) {
                targets.add(new LockTarget(relation, strength));
            }
            cursor.takeSign("*");
        } while (cursor.takeSign(","));
        return targets;
    }
}
