package dev.segue.conformance.support;

/** How much of the matrix is run: a part in every build, all of it under the Maven profile {@code matrix}. */
public final class Matrix {

    private Matrix() {}

    public static boolean isWhole() {
        return Boolean.getBoolean("segue.matrix");
    }
}
