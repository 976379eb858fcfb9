package dev.segue.embedded;

/** A system property that has another value for a while. */
final class SystemProperty {

    /** What is done meanwhile. */
    interface Work {
        void run() throws Exception;
    }

    private SystemProperty() {}

    static void during(String name, String value, Work work) {
        String before = System.getProperty(name);
        System.setProperty(name, value);
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }
}
