-- Fills a stretch of orders; several sessions may fill one each. Wants:
--   SET shop.users = 100000; SET shop.products = 1000; SET shop.orders = 1000000;   how many there are, or will be
--   SET shop.first_order = 1; SET shop.last_order = 1000000;                        which to make now
-- Two years of a growing shop that end on the first of November 2026. Some users and products are much preferred.
SELECT setseed(current_setting('shop.first_order')::float8 / current_setting('shop.orders')::float8);

INSERT INTO orders (id, user_id, product_id, quantity, amount, status, placed_at)
SELECT n,
       md5('user ' || drawn.buyer)::uuid,
       p.id,
       quantity,
       p.price * quantity,
       CASE
         WHEN luck < 0.04 THEN 'cancelled'
         WHEN placed_at < timestamptz '2026-10-24 00:00+00' THEN 'delivered'
         WHEN placed_at < timestamptz '2026-10-30 00:00+00' THEN 'shipped'
         WHEN luck < 0.80 THEN 'paid'
         ELSE 'pending'
       END::order_status,
       placed_at
FROM (
  SELECT n,
         1 + floor(users * random() * random())::integer AS buyer,
         1 + floor(products * power(random(), 3))::integer AS product,
         (1 + floor(5 * power(random(), 4)))::smallint AS quantity,
         random() AS luck,
         timestamptz '2024-11-01 00:00+00' + interval '2 years' * power(n / orders, 0.7) - random() * interval '1 hour'
           AS placed_at
  FROM (
    SELECT current_setting('shop.users')::integer AS users,
           current_setting('shop.products')::integer AS products,
           current_setting('shop.orders')::float8 AS orders
  ) AS shop
    CROSS JOIN generate_series(
      current_setting('shop.first_order')::integer,
      current_setting('shop.last_order')::integer) AS n
) AS drawn
  JOIN products AS p ON p.id = drawn.product;
