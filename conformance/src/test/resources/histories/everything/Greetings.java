import dev.segue.operation.Operations;
import dev.segue.revision.Migration;
import dev.segue.revision.RevisionHeader;

@RevisionHeader(id = "a10000000008", parent = "a10000000007", message = "greetings, put together in Java")
public final class Greetings extends Migration {

    @Override
    public void upgrade(Operations op) {
        op.execute("CREATE TABLE greeting (person_id bigint PRIMARY KEY REFERENCES person, words text NOT NULL)");
        op.run("greet everyone who is tired", session -> session.query("SELECT id, name FROM person WHERE mood = 'tired'")
                .forEach(person -> session.update(
                        "INSERT INTO greeting VALUES (?, ?)", person.get("id"), "Hello, " + person.get("name") + "!")));
    }

    @Override
    public void downgrade(Operations op) {
        op.execute("DROP TABLE greeting");
    }
}
