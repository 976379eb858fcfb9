package dev.segue.ddl;

import dev.segue.sql.SqlName;
import dev.segue.sql.TableName;
import java.util.Map;
import java.util.Optional;

/** Finds the columns of its own table in a definition, part by part. */
final class DefinitionSearch {

    private final TokenReader tokens;
    private final Map<Integer, SqlName> found;

    DefinitionSearch(TokenReader tokens, Map<Integer, SqlName> found) {
        this.tokens = tokens;
        this.found = found;
    }

    /** What cannot be read mentions nothing. */
    void search() {
        try {
            if (tokens.isAt("CREATE")) {
                searchStatement();
            } else {
                searchConstraint();
            }
        } catch (NotUnderstood unknown) {
            found.clear();
        }
    }

    private void searchStatement() {
        tokens.require("CREATE");
        if (tokens.take("OR", "REPLACE")) {
            tokens.require("TRIGGER");
            searchTrigger();
        } else if (tokens.take("TRIGGER") || tokens.take("CONSTRAINT", "TRIGGER")) {
            searchTrigger();
        } else if (tokens.take("POLICY")) {
            searchPolicy();
        } else if (tokens.take("STATISTICS")) {
            searchStatistics();
        } else {
            searchIndex();
        }
    }

    private void searchIndex() {
        tokens.take("UNIQUE");
        tokens.require("INDEX");
        skipTo("ON");
        tokens.take("ONLY");
        tokens.tableName();
        skipToParenthesis();
        searchExpression(Optional.empty());
        searchIndexTail();
    }

    /** {@code INCLUDE (…) … WITH (…) … WHERE …} behind the keys. */
    private void searchIndexTail() {
        while (!tokens.isAtEnd()) {
            if (tokens.take("INCLUDE")) {
                searchExpression(Optional.empty());
            } else if (tokens.take("WHERE")) {
                searchRest();
                return;
            } else {
                tokens.skip();
            }
        }
    }

    private void searchRest() {
        new ColumnSearch(tokens, Optional.empty(), found).search(tokens.position(), tokens.size());
        tokens.moveTo(tokens.size());
    }

    private void searchTrigger() {
        while (!tokens.isAt("ON")) {
            if (tokens.take("UPDATE", "OF")) {
                searchList();
            } else {
                tokens.skip();
            }
        }
        tokens.require("ON");
        TableName table = tokens.tableName();
        while (!tokens.isAtEnd()) {
            if (tokens.take("WHEN")) {
                searchExpression(Optional.of(table));
            } else {
                tokens.skip();
            }
        }
    }

    private void searchList() {
        do {
            int token = tokens.position();
            found.put(token, tokens.name());
        } while (tokens.takeSign(","));
    }

    private void searchPolicy() {
        skipTo("ON");
        TableName table = tokens.tableName();
        while (!tokens.isAtEnd()) {
            if (tokens.take("USING") || tokens.take("WITH", "CHECK")) {
                searchExpression(Optional.of(table));
            } else {
                tokens.skip();
            }
        }
    }

    private void searchStatistics() {
        skipTo("ON");
        int first = tokens.position();
        int end = first;
        while (!tokens.isAt("FROM")) {
            tokens.skip();
            end = tokens.position();
        }
        new ColumnSearch(tokens, Optional.empty(), found).search(first, end);
    }

    private void searchConstraint() {
        if (tokens.take("CONSTRAINT")) {
            tokens.name();
        }
        if (tokens.take("FOREIGN", "KEY")) {
            searchColumns();
            searchForeignKeyTail();
        } else if (tokens.take("CHECK")) {
            searchExpression(Optional.empty());
        } else if (tokens.take("NOT", "NULL")) {
            searchList();
        } else if (tokens.take("PRIMARY", "KEY") || tokens.take("UNIQUE")) {
            while (!tokens.isAtSign("(")) {
                tokens.skip();
            }
            searchColumns();
            searchIndexTail();
        } else {
            tokens.require("EXCLUDE");
            skipToParenthesis();
            searchExclusion();
            searchIndexTail();
        }
    }

    /** {@code (a, PERIOD b)} and {@code (a, b WITHOUT OVERLAPS)} */
    private void searchColumns() {
        tokens.requireSign("(");
        do {
            if (tokens.isName(tokens.position() + 1)) {
                tokens.take("PERIOD");
            }
            int token = tokens.position();
            found.put(token, tokens.name());
            tokens.take("WITHOUT", "OVERLAPS");
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
    }

    /** The columns of the other table do not count; those behind SET NULL are of this one. */
    private void searchForeignKeyTail() {
        while (!tokens.isAtEnd()) {
            if ((tokens.take("SET", "NULL") || tokens.take("SET", "DEFAULT")) && tokens.isAtSign("(")) {
                searchColumns();
            } else if (!tokens.isAtEnd()) {
                tokens.skip();
            }
        }
    }

    /** {@code (room WITH =, lower(name) WITH OPERATOR(pg_catalog.=))} */
    private void searchExclusion() {
        tokens.requireSign("(");
        do {
            int first = tokens.position();
            while (!tokens.isAt("WITH")) {
                tokens.skip();
            }
            new ColumnSearch(tokens, Optional.empty(), found).search(first, tokens.position());
            while (!tokens.isAtSign(",") && !tokens.isAtSign(")")) {
                tokens.skip();
            }
        } while (tokens.takeSign(","));
        tokens.requireSign(")");
    }

    private void searchExpression(Optional<TableName> table) {
        if (!tokens.isAtSign("(")) {
            throw tokens.stuck();
        }
        int first = tokens.position();
        tokens.skip();
        new ColumnSearch(tokens, table, found).search(first, tokens.position());
    }

    private void skipTo(String word) {
        while (!tokens.take(word)) {
            tokens.skip();
        }
    }

    private void skipToParenthesis() {
        while (!tokens.isAtSign("(")) {
            tokens.skip();
        }
    }
}
