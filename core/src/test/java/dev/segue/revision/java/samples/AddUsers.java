package dev.segue.revision.java.samples;

import dev.segue.operation.Operations;
import dev.segue.revision.Migration;
import dev.segue.revision.RevisionHeader;

@RevisionHeader(id = "a1b2c3", message = "add users")
public final class AddUsers extends Migration {

    @Override
    public void upgrade(Operations op) {
        op.execute("CREATE TABLE users (id bigint PRIMARY KEY)");
    }

    @Override
    public void downgrade(Operations op) {
        op.execute("DROP TABLE users");
    }
}
