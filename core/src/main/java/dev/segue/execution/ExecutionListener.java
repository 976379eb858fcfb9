package dev.segue.execution;

/** Hears what happens. It must be quick: the run waits for it. */
@FunctionalInterface
public interface ExecutionListener {

    void on(ExecutionEvent event);
}
