-- Fills users. Wants:  SET shop.users = 100000;
-- The same seed makes the same users, so what was seen once can be seen again.
SELECT setseed(0.2026);

INSERT INTO users (id, email, full_name, city, country_code, created_at)
SELECT md5('user ' || n)::uuid,
       translate(lower(first || '.' || last), 'áäåçéëíïñóöøúüşžł ''', 'aaaceeiinooouuszl--') || '.' || n || '@example.com',
       first || ' ' || last,
       split_part(place, ':', 1),
       split_part(place, ':', 2),
       timestamptz '2024-11-01 00:00+00' + interval '2 years' * (n::float8 / users)
FROM (
  SELECT n,
         users,
         firsts[1 + floor(random() * cardinality(firsts))::integer] AS first,
         lasts[1 + floor(random() * cardinality(lasts))::integer] AS last,
         -- Big cities stand first, and the square of a random number is more often small than large.
         places[1 + floor(random() * random() * cardinality(places))::integer] AS place
  FROM (
    SELECT string_to_array(
             'Anna,Ben,Camille,Daan,Elif,Emma,Felix,Frida,Giulia,Håkon,Hugo,Ida,Inês,Jakub,Jan,João,José,Julia,Kaan,Lars,'
             'Lea,Leon,Liam,Lucía,Łukasz,Maeve,Marie,Mateo,Maya,Mia,Noah,Nora,Oskar,Paul,Sofia,Søren,Théo,Tom,Zoë,Žana', ',')
             AS firsts,
           string_to_array(
             'Andersen,Bakker,Bauer,Becker,Berg,Bernard,Bianchi,Costa,Çelik,Dubois,Esposito,Fernández,Ferreira,Fischer,'
             'García,Gruber,Hansen,Huber,Jansen,Johansson,Kaya,Keller,Kowalski,Laine,Larsen,López,Martin,Meyer,Moreau,'
             'Müller,Murphy,Nielsen,Nowak,O''Brien,Peeters,Petit,Ricci,Rossi,Santos,Schmidt,Silva,Şahin,Virtanen,Weber', ',')
             AS lasts,
           string_to_array(
             'Berlin:DE,Paris:FR,Madrid:ES,Rome:IT,Vienna:AT,Amsterdam:NL,Istanbul:TR,Warsaw:PL,Lisbon:PT,Zürich:CH,'
             'Brussels:BE,Stockholm:SE,Copenhagen:DK,Dublin:IE,Oslo:NO,Helsinki:FI,Hamburg:DE,Munich:DE,Cologne:DE,'
             'Barcelona:ES,Valencia:ES,Milan:IT,Naples:IT,Turin:IT,Lyon:FR,Marseille:FR,Toulouse:FR,Rotterdam:NL,'
             'Utrecht:NL,Porto:PT,Graz:AT,Salzburg:AT,Basel:CH,Geneva:CH,Ghent:BE,Antwerp:BE,Kraków:PL,Gdańsk:PL,'
             'Ankara:TR,İzmir:TR,Gothenburg:SE,Malmö:SE,Aarhus:DK,Cork:IE,Bergen:NO,Tampere:FI', ',')
             AS places,
           current_setting('shop.users')::integer AS users
  ) AS words
    CROSS JOIN LATERAL generate_series(1, users) AS n
) AS drawn;
