package dev.segue.cli;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How this process is made to end from outside: by Ctrl-C, by SIGTERM of whoever started it, or by SIGHUP when its terminal
 * is closed. The first signal is a request, which Java answers with the hooks of {@link Runtime#addShutdownHook}.
 */
public final class Ending {

    private static final String CTRL_C = "INT";
    private static final String TERMINATION = "TERM";

    /** Java names the thread that runs the hooks after the signal. */
    private static final Map<String, ExitCode> SIGNAL_THREADS =
            Map.of("SIGTERM handler", ExitCode.TERMINATED, "SIGHUP handler", ExitCode.HUNG_UP);

    private Ending() {}

    /** What the process says at the end, while the hooks run. */
    public static ExitCode exitCode() {
        return Thread.getAllStackTraces().keySet().stream()
                .flatMap(thread -> Stream.ofNullable(SIGNAL_THREADS.get(thread.getName())))
                .findFirst()
                .orElse(ExitCode.INTERRUPTED);
    }

    /**
     * Ends the process at once when one more signal comes: whoever presses Ctrl-C twice is in a hurry. What is lost then is
     * what a crash would lose, which is nothing. When a terminal is closed several may send SIGHUP, and nobody is.
     */
    static void atOnceOnNextSignal() {
        answer(CTRL_C, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number()));
        answer(TERMINATION, () -> Runtime.getRuntime().halt(ExitCode.TERMINATED.number()));
    }

    /**
     * Leaves Ctrl-C to a program that shares our terminal, such as an editor, to which it means something else. It reaches
     * both.
     *
     * @return how to listen again
     */
    public static Runnable leaveCtrlCToOthers() {
        Optional<Object> before = answer(CTRL_C, () -> {});
        return () -> before.ifPresent(answer -> install(CTRL_C, answer));
    }

    private static Optional<Object> answer(String signal, Runnable answer) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            return install(
                    signal,
                    Proxy.newProxyInstance(
                            Ending.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                                answer.run();
                                return null;
                            }));
        } catch (ClassNotFoundException notOnThisJava) {
            return Optional.empty();
        }
    }

    /** By reflection, because compilers warn of this part of Java, which has no other way. Returns what was there before. */
    private static Optional<Object> install(String name, Object answer) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance(name);
            return Optional.ofNullable(
                    signal.getMethod("handle", signal, handler).invoke(null, interrupt, answer));
        } catch (ReflectiveOperationException | IllegalArgumentException notOnThisJava) {
            // Then the first signal ends the process, in its own time.
            return Optional.empty();
        }
    }
}
