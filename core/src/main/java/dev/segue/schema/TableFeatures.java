package dev.segue.schema;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What is set for a table, and what watches over it, besides its rows.
 *
 * @param storage as written behind its parentheses ({@code WITH}, {@code TABLESPACE}, {@code USING}); may be empty
 * @param remarks on its indexes and constraints
 */
public record TableFeatures(
        Persistence persistence,
        List<Trigger> triggers,
        List<Policy> policies,
        RowSecurity rowSecurity,
        ReplicaIdentity replicaIdentity,
        List<Publication> publications,
        List<Statistics> statistics,
        List<Privilege> privileges,
        Optional<String> owner,
        String storage,
        List<Remark> remarks) {

    public static final TableFeatures NONE = new TableFeatures(
            Persistence.PERMANENT,
            List.of(),
            List.of(),
            RowSecurity.OFF,
            ReplicaIdentity.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            "",
            List.of());

    public TableFeatures {
        triggers = List.copyOf(triggers);
        policies = List.copyOf(policies);
        publications = List.copyOf(publications);
        statistics = List.copyOf(statistics);
        privileges = List.copyOf(privileges);
        remarks = List.copyOf(remarks);
    }

    public TableFeatures withPersistence(Persistence newPersistence) {
        return new TableFeatures(
                newPersistence,
                triggers,
                policies,
                rowSecurity,
                replicaIdentity,
                publications,
                statistics,
                privileges,
                owner,
                storage,
                remarks);
    }

    public TableFeatures withStorage(String clauses) {
        return new TableFeatures(
                persistence,
                triggers,
                policies,
                rowSecurity,
                replicaIdentity,
                publications,
                statistics,
                privileges,
                owner,
                clauses,
                remarks);
    }

    /** Whether it survives a crash, and who can see it. */
    public enum Persistence {
        PERMANENT,
        UNLOGGED,
        TEMPORARY
    }

    /** Whether its policies are applied. */
    public enum RowSecurity {
        OFF,
        ON,
        /** To its owner too. */
        FORCED
    }

    /**
     * A trigger of a user.
     *
     * @param definition the whole {@code CREATE TRIGGER} statement
     * @param firing {@code O} origin, {@code A} always, {@code R} replica, {@code D} disabled, as in pg_trigger
     * @param columns those behind {@code UPDATE OF}; empty where it names none
     */
    public record Trigger(SqlName name, String definition, String firing, List<SqlName> columns) {
        public Trigger {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A rule about who sees which rows.
     *
     * @param definition the whole {@code CREATE POLICY} statement
     */
    public record Policy(SqlName name, String definition) {}

    /**
     * A publication that the table is part of.
     *
     * @param columns those that are published; empty where all are
     */
    public record Publication(SqlName name, List<SqlName> columns, Optional<String> rowFilter) {
        public Publication {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Statistics over several columns.
     *
     * @param definition the whole {@code CREATE STATISTICS} statement
     */
    public record Statistics(TableName name, String definition, List<SqlName> columns) {
        public Statistics {
            columns = List.copyOf(columns);
        }
    }

    /** How a subscriber finds the row that changed. */
    public record ReplicaIdentity(Kind kind, Optional<SqlName> index) {
        public static final ReplicaIdentity DEFAULT = new ReplicaIdentity(Kind.DEFAULT, Optional.empty());

        /** As in {@code ALTER TABLE … REPLICA IDENTITY}. */
        public enum Kind {
            DEFAULT,
            INDEX,
            FULL,
            NOTHING
        }
    }
}
