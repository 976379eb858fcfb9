-- segue:revision 7a41f3c09be2
-- segue:parent   5e0c1a7b9d24
-- segue:message  users

-- segue:upgrade
CREATE TABLE users (
  id           uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
  email        varchar(254) NOT NULL,
  full_name    varchar(120) NOT NULL,
  city         varchar(80)  NOT NULL,
  country_code char(2)      NOT NULL REFERENCES countries (code),
  created_at   timestamptz  NOT NULL DEFAULT now()
);

COMMENT ON COLUMN users.email IS 'as the user wrote it; two that differ in case only are the same';

-- One account for an address, however it is written.
CREATE UNIQUE INDEX users_email_key ON users (lower(email));

-- segue:downgrade
DROP TABLE users;
