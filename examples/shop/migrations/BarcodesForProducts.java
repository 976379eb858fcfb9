import dev.segue.operation.Operations;
import dev.segue.operation.RevisionSession;
import dev.segue.revision.Migration;
import dev.segue.revision.RevisionHeader;
import java.util.Locale;

/** Written in Java, because a loop with a sum and a remainder reads better here than in SQL. */
@RevisionHeader(id = "91e7b3f4d60a", parent = "58d2c0a6e94b", message = "a barcode on every product")
public final class BarcodesForProducts extends Migration {

    @Override
    public void upgrade(Operations op) {
        op.execute("ALTER TABLE products ADD COLUMN barcode char(13)");
        op.run("give every product its EAN-13", BarcodesForProducts::giveBarcodes);
        op.execute("""
            ALTER TABLE products
              ALTER COLUMN barcode SET NOT NULL,
              ADD CONSTRAINT products_barcode_key UNIQUE (barcode)
            """);
    }

    @Override
    public void downgrade(Operations op) {
        op.execute("ALTER TABLE products DROP COLUMN barcode");
    }

    private static void giveBarcodes(RevisionSession session) {
        for (var product : session.query("SELECT id FROM products")) {
            String digits = String.format(Locale.ROOT, "200%09d", product.get("id"));
            session.update(
                    "UPDATE products SET barcode = ? WHERE id = ?", digits + checkDigit(digits), product.get("id"));
        }
    }

    /** The digit that makes the sum a multiple of ten, when every second digit counts three times. */
    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += Character.getNumericValue(digits.charAt(i)) * (i % 2 == 0 ? 1 : 3);
        }
        return (10 - sum % 10) % 10;
    }
}
