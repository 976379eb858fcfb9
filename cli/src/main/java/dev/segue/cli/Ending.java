package dev.segue.cli;

import java.lang.reflect.Proxy;

/**
 * How this process is made to end from outside: by Ctrl-C, or by SIGTERM of whoever started it. The first signal is a
 * request, which Java answers with the hooks of {@link Runtime#addShutdownHook}.
 */
public final class Ending {

    /** Java names the thread that runs the hooks after the signal. */
    private static final String TERMINATION_THREAD = "SIGTERM handler";

    private Ending() {}

    /** What the process says at the end, while the hooks run. */
    public static ExitCode exitCode() {
        boolean isTerminated = Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(TERMINATION_THREAD));
        return isTerminated ? ExitCode.TERMINATED : ExitCode.INTERRUPTED;
    }

    /**
     * Ends the process at once when one more signal comes: whoever presses Ctrl-C twice is in a hurry. What is lost then is
     * what a crash would lose, which is nothing.
     */
    static void atOnceOnNextSignal() {
        atOnceOn("INT", ExitCode.INTERRUPTED);
        atOnceOn("TERM", ExitCode.TERMINATED);
    }

    /** By reflection, because compilers warn of this part of Java, which has no other way. */
    private static void atOnceOn(String name, ExitCode exitCode) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halting = Proxy.newProxyInstance(
                    Ending.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        Runtime.getRuntime().halt(exitCode.number());
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), halting);
        } catch (ReflectiveOperationException | IllegalArgumentException notOnThisJava) {
            // The first signal still ends the process, in its own time.
            return;
        }
    }
}
