package dev.segue.sql;

/** Watches the tokens of one statement to tell whether a delimiter would end it or belongs to its inside. */
interface Nesting {

    /** Every delimiter ends the statement. */
    Nesting NONE = new Nesting() {
        @Override
        public void enter(Token token) {}

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void requireClosed() {}
    };

    /** Stands before the first token: an empty word, which is equal to no other. */
    Token NOTHING = new Token(TokenKind.WORD, 0, 0);

    /** The statement's next token, delimiters inside it included. */
    void enter(Token token);

    boolean isOpen();

    /** @throws dev.segue.problem.SegueException pointing at what is still open when the script ends */
    void requireClosed();
}
