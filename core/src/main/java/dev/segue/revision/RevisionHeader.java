package dev.segue.revision;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Places a {@link Migration} in the history. Its values are literals: Segue reads them from the source without compiling
 * it, because most runs only need to know which revisions there are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RevisionHeader {

    /** The name of the revision, unique in its history and never changed. */
    String id();

    /** The revisions that it follows: none for a root, two or more for a merge. */
    String[] parent() default {};

    /** One line for a person. */
    String message() default "";

    RevisionKind kind() default RevisionKind.SCHEMA;

    /** Names for the line that begins here. */
    String[] label() default {};

    /** Ids, beginnings of ids, or labels of revisions that must be applied before, without being parents. */
    String[] dependsOn() default {};

    TransactionWish transaction() default TransactionWish.DEFAULT;
}
