package dev.segue.ddl;

import dev.segue.operation.Operation;
import java.util.List;

/** Knows from the first words of a statement who can read it. */
final class StatementReader {

    private final TokenReader tokens;

    StatementReader(TokenReader tokens) {
        this.tokens = tokens;
    }

    List<Operation> read() {
        if (tokens.isAt("ALTER", "TABLE")) {
            return new AlterTableReader(tokens).read();
        }
        if (tokens.isAt("DROP")) {
            return new DropReader(tokens).read();
        }
        return List.of(one());
    }

    private Operation one() {
        ObjectReader objects = new ObjectReader(tokens);
        if (tokens.isAt("CREATE", "TABLE") || tokens.isAt("CREATE", "UNLOGGED", "TABLE")) {
            return new CreateTableReader(tokens).read();
        }
        if (tokens.isAt("CREATE", "INDEX") || tokens.isAt("CREATE", "UNIQUE", "INDEX")) {
            return new IndexReader(tokens).read();
        }
        if (tokens.isAt("CREATE", "TYPE")) {
            return objects.createEnum();
        }
        if (tokens.isAt("CREATE", "DOMAIN")) {
            return objects.createDomain();
        }
        if (tokens.isAt("ALTER", "DOMAIN")) {
            return objects.addDomainRule();
        }
        if (tokens.isAt("CREATE", "SEQUENCE")) {
            return objects.createSequence();
        }
        if (tokens.isAt("CREATE")) {
            return objects.createView();
        }
        if (tokens.isAt("ALTER", "TYPE")) {
            return objects.alterType();
        }
        if (tokens.isAt("ALTER", "SEQUENCE")) {
            return objects.alterSequence();
        }
        return tokens.isAt("ALTER", "INDEX") ? objects.renameIndex() : objects.comment();
    }
}
