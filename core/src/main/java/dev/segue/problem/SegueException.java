package dev.segue.problem;

/** The one exception of Segue. Its message is the problem's text. */
public final class SegueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public SegueException(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    public SegueException(Problem problem, Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
