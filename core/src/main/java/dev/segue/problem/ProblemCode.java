package dev.segue.problem;

/**
 * The stable name of something that can go wrong. Implemented by one enum in each room; a code never changes its meaning
 * and has a heading of its own in docs/problems.
 */
public interface ProblemCode {

    /** Two letters for the room and three digits, such as {@code RV101}. */
    String code();

    ProblemKind kind();

    /**
     * The exception that carries this problem, to be thrown by the caller.
     *
     * @param headline one sentence that stands alone and quotes names as the user wrote them
     * @param remedy an imperative that can be carried out now
     */
    default SegueException with(String headline, String remedy) {
        return new SegueException(Problem.of(this, headline, remedy));
    }
}
