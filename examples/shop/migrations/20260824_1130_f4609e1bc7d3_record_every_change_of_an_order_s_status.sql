-- segue:revision f4609e1bc7d3
-- segue:parent   d17fe6825b0c
-- segue:message  record every change of an order's status

-- segue:upgrade
CREATE FUNCTION record_order_event() RETURNS trigger
LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO order_events (order_id, status)
  VALUES (NEW.id, NEW.status);
  RETURN NULL; -- what a trigger returns AFTER the row is written is not looked at
END;
$function$;

CREATE TRIGGER orders_record_placing
  AFTER INSERT ON orders
  FOR EACH ROW
  EXECUTE FUNCTION record_order_event();

CREATE TRIGGER orders_record_change
  AFTER UPDATE OF status ON orders
  FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION record_order_event();

-- segue:downgrade
DROP TRIGGER orders_record_change ON orders;
DROP TRIGGER orders_record_placing ON orders;
DROP FUNCTION record_order_event();
