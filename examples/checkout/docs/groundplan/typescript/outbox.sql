-- groundplan: typescript, system checkout, plan sha256:31adac69099b
-- Checkout: the outbox in orders (postgres 17).
--
-- Write the event in the transaction that writes its facts: both are there, or neither. A relay publishes what is not published yet
-- and marks it afterwards, so an event may be published twice and consumers have to recognise it by its id.
--
-- order-paid (An order is paid): ordered by order id, which is the key.

create table outbox (
  -- Increases with each insert, but not with each commit: rows become visible out of order. The relay takes what is unpublished, never "all after the last".
  id bigint generated always as identity primary key,
  event_id uuid not null unique,
  channel varchar(255) not null check (channel in ('order-paid')),
  message_key varchar(255) not null,
  schema_version varchar(255) not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  published_at timestamptz
);

-- The relay looks for these alone, however many rows there are.
create index outbox_unpublished on outbox (channel, id) where published_at is null;

-- The relay, in one transaction for each batch. One relay for each channel keeps the order of a key.
--
--   select id, event_id, message_key, payload from outbox
--   where channel = $1 and published_at is null order by id limit 100 for update skip locked;
--   update outbox set published_at = now() where id = any($1);
--
-- The age of the oldest row without `published_at` is the lag.

-- order-paid: published rows go after 7d. Run every hour:
--   delete from outbox where channel = 'order-paid' and published_at < now() - interval '604800 seconds';
