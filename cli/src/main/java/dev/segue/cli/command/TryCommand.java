package dev.segue.cli.command;

import dev.segue.cli.CliCommand;
import dev.segue.cli.CliProblem;
import dev.segue.cli.ExitCode;
import dev.segue.cli.Invocation;
import dev.segue.cli.OutputFormat;
import dev.segue.cli.demo.Demonstration;
import dev.segue.cli.demo.DemonstrationReport;
import dev.segue.cli.demo.Interruption;
import dev.segue.cli.demo.Narration;
import dev.segue.cli.demo.OpenShop;
import dev.segue.cli.demo.ShopDatabase;
import dev.segue.cli.demo.ShopFiles;
import dev.segue.cli.demo.ShopServer;
import dev.segue.cli.demo.ShopSize;
import dev.segue.cli.terminal.Elapsed;
import dev.segue.cli.terminal.Look;
import dev.segue.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "try",
        description = "Show it all on a shop with a million orders: up, killed half-way, on, down and up again.",
        footer = {
            "",
            "Brings a PostgreSQL along and takes it away again. What it runs lies in examples/shop.",
        })
final class TryCommand implements CliCommand {

    private final Invocation invocation;

    @Option(
            names = "--rows",
            paramLabel = "ORDERS",
            description = "How many orders the shop has; a million by default.")
    private int orders = ShopSize.USUAL_ORDERS;

    @Option(names = "--keep", description = "Let the server run at the end, until Enter or Ctrl-C is pressed.")
    private boolean keepsServer;

    TryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        long begun = System.nanoTime();
        ShopSize size = size();
        try (Narration narration = narration();
                ShopFiles files = ShopFiles.unpack();
                Interruption interruption = Interruption.expected(files, narration);
                EmbeddedPostgres server = ShopServer.start(size, narration)) {
            ShopDatabase database = ShopDatabase.in(server);
            DemonstrationReport report = new Demonstration(files, database, size, narration, interruption).tell(begun);
            invocation.tell(report);
            if (keepsServer) {
                invocation.tell(new OpenShop(database.url(), files.folder().resolve("migrations")));
                waitForTheEnd();
            } else {
                tellWhatIsNext(report, narration);
            }
            return report.holds() ? ExitCode.OK : ExitCode.VERIFICATION;
        }
    }

    private ShopSize size() {
        if (orders < ShopSize.FEWEST_ORDERS || orders > ShopSize.MOST_ORDERS) {
            throw CliProblem.BAD_VALUE.with(
                    "a shop with " + orders + " orders cannot be shown",
                    "give --rows a number from " + ShopSize.FEWEST_ORDERS + " to " + ShopSize.MOST_ORDERS);
        }
        return new ShopSize(orders);
    }

    private Narration narration() {
        boolean isWanted = invocation.options().format() == OutputFormat.TEXT
                && !invocation.options().isQuiet();
        return new Narration(invocation.terminal(), isWanted);
    }

    private void tellWhatIsNext(DemonstrationReport report, Narration narration) {
        Look look = invocation.look();
        narration.line("");
        narration.line(Elapsed.text(report.duration()) + " in all. The server is gone again, with its data. Next:");
        narration.line(
                "  " + look.name("segue try --keep") + "          the same, with a filled shop to look around in");
        narration.line("  " + look.name("examples/shop/README.md") + "   what each of these revisions shows");
        narration.line("  " + look.name("segue init") + "                begin with revisions of your own");
    }

    /** Whoever has no terminal to press Enter in ends it with a signal. */
    private void waitForTheEnd() {
        try {
            if (invocation.surroundings().input().read() < 0) {
                new CountDownLatch(1).await();
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
