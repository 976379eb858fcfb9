-- segue:revision e85b13d7a962
-- segue:parent   1f86ab54d07c
-- segue:message  orders belong to a user and a product

-- The shop is live now, so nothing may lock its tables for long. A foreign key that is NOT VALID holds for new rows and
-- looks at no old one; VALIDATE reads the old ones while everyone goes on writing. That works only when the two do not
-- share a transaction: each statement commits by itself.
-- segue:no-transaction

-- segue:upgrade
ALTER TABLE orders
  ADD CONSTRAINT orders_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

ALTER TABLE orders
  ADD CONSTRAINT orders_product_id_fkey
  FOREIGN KEY (product_id) REFERENCES products (id) NOT VALID;

ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;

ALTER TABLE orders VALIDATE CONSTRAINT orders_product_id_fkey;

-- segue:downgrade
ALTER TABLE orders DROP CONSTRAINT orders_product_id_fkey;

ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
