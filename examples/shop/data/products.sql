-- Fills products. Wants:  SET shop.products = 1000;
SELECT setseed(0.3141);

INSERT INTO products (id, sku, name, category, price, attributes, discontinued_at)
SELECT n,
       upper(left(category, 2)) || '-' || lpad(n::text, 5, '0'),
       initcap(colour) || ' ' || material || ' ' || thing,
       category,
       round((base * (0.6 + random()))::numeric, 0) - 0.05,
       jsonb_build_object('colour', colour, 'material', material, 'grams', 100 + floor(random() * 4900)::integer),
       CASE WHEN random() < 0.07 THEN timestamptz '2026-10-01 00:00+00' - random() * interval '1 year' END
FROM (
  SELECT n,
         split_part(line, ':', 1) AS thing,
         split_part(line, ':', 2) AS category,
         split_part(line, ':', 3)::integer AS base,
         colours[1 + floor(random() * cardinality(colours))::integer] AS colour,
         materials[1 + floor(random() * cardinality(materials))::integer] AS material
  FROM (
    SELECT n,
           lines[1 + floor(random() * cardinality(lines))::integer] AS line,
           colours,
           materials
    FROM (
      SELECT string_to_array(
               'bowl:kitchen:24,kettle:kitchen:59,knife:kitchen:45,pan:kitchen:69,mug:kitchen:14,lamp:living:89,'
               'chair:living:149,shelf:living:119,rug:living:99,clock:living:39,tent:outdoor:189,backpack:outdoor:95,'
               'bottle:outdoor:22,hammock:outdoor:75,notebook:desk:12,pen:desk:9,tray:desk:19,stand:desk:49', ',')
               AS lines,
             string_to_array('black,white,grey,green,blue,red,yellow,sand', ',') AS colours,
             string_to_array('oak,steel,linen,glass,wool,cork,bamboo,stoneware', ',') AS materials
    ) AS words
      CROSS JOIN generate_series(1, current_setting('shop.products')::integer) AS n
  ) AS picked
) AS drawn;

SELECT setval(pg_get_serial_sequence('products', 'id'), max(id)) FROM products;
