package dev.segue.cli.demo;

/** How big a shop is: everything follows from the number of its orders. */
public record ShopSize(int orders) {

    public static final int USUAL_ORDERS = 1_000_000;

    public static final int FEWEST_ORDERS = 100;
    public static final int MOST_ORDERS = 100_000_000;
    private static final int MOST_PRODUCTS = 1_000;

    public ShopSize {
        if (orders < FEWEST_ORDERS || orders > MOST_ORDERS) {
            throw new IllegalArgumentException(
                    "a shop has " + FEWEST_ORDERS + " to " + MOST_ORDERS + " orders, not " + orders);
        }
    }

    int users() {
        return orders / 10;
    }

    int products() {
        return Math.min(MOST_PRODUCTS, orders / 10);
    }
}
