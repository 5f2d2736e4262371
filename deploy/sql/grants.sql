-- Once, by the administrator of the database server. Touches nothing but the databases and accounts that it names.
-- In the name of a database _ stands for any character, in GRANT alone, unless \ stands before it. Put passwords for the dots.
CREATE DATABASE IF NOT EXISTS `{{WP_DATABASE}}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS `{{WP_DATABASE}}_drill` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The service: rows, and no tables. `npm run cli -- grants` prints less, table by table.
CREATE USER IF NOT EXISTS `{{WP_DATABASE}}_api`@`{{WP_DATABASE_FROM}}` IDENTIFIED BY '…';
GRANT SELECT, INSERT, UPDATE, DELETE ON `{{WP_DATABASE}}`.* TO `{{WP_DATABASE}}_api`@`{{WP_DATABASE_FROM}}`;

-- Migrations: tables too.
CREATE USER IF NOT EXISTS `{{WP_DATABASE}}_migrate`@`{{WP_DATABASE_FROM}}` IDENTIFIED BY '…';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON `{{WP_DATABASE}}`.* TO `{{WP_DATABASE}}_migrate`@`{{WP_DATABASE_FROM}}`;

-- Backups: reads.
CREATE USER IF NOT EXISTS `{{WP_DATABASE}}_backup`@`{{WP_DATABASE_FROM}}` IDENTIFIED BY '…';
GRANT SELECT ON `{{WP_DATABASE}}`.* TO `{{WP_DATABASE}}_backup`@`{{WP_DATABASE_FROM}}`;

-- Drills: the scratch database, and not the other.
CREATE USER IF NOT EXISTS `{{WP_DATABASE}}_drill`@`{{WP_DATABASE_FROM}}` IDENTIFIED BY '…';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON `{{WP_DATABASE}}\_drill`.* TO `{{WP_DATABASE}}_drill`@`{{WP_DATABASE_FROM}}`;
