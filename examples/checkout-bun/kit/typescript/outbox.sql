-- groundplan: typescript, system checkout-bun, plan sha256:91ef57ecc86b
-- Checkout on Bun: the outbox in orders (sqlite 3).
--
-- Write the event in the transaction that writes its facts: both are there, or neither. A relay publishes what is not published yet
-- and marks it afterwards, so an event may be published twice and consumers have to recognise it by its id.
--
-- order-paid (An order is paid): ordered by order id, which is the key.

create table outbox (
  id integer primary key autoincrement,
  event_id text not null unique,
  channel text not null check (channel in ('order-paid')),
  message_key text not null,
  schema_version text not null,
  payload text not null check (json_valid(payload)),
  created_at integer not null default (unixepoch()),
  published_at integer
) strict;

-- The relay looks for these alone, however many rows there are.
create index outbox_unpublished on outbox (channel, id) where published_at is null;

-- The relay, in one transaction for each batch. One relay for each channel keeps the order of a key.
--
--   select id, event_id, message_key, payload from outbox where channel = ?1 and published_at is null order by id limit 100;
--   update outbox set published_at = unixepoch() where id = ?1;
--
-- The age of the oldest row without `published_at` is the lag.

-- order-paid: published rows go after 7d. Run every hour:
--   delete from outbox where channel = 'order-paid' and published_at < unixepoch() - 604800;
