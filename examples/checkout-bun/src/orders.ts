import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { calls } from "../kit/typescript/policies.ts";
import { Problem } from "./problem.ts";

export interface NewOrder {
  readonly buyer: string;
  readonly amount: number;
  readonly currency: string;
}

export interface Order extends NewOrder {
  readonly id: string;
  readonly status: "pending" | "paid";
  readonly charge: string | null;
}

/** An event that no one has taken yet. */
export interface Unpublished {
  readonly id: number;
  readonly event_id: string;
  readonly payload: string;
  /** How often it was refused. */
  readonly refused: number;
}

const CHANNEL = "order-paid";

const SCHEMA = `
  create table orders (
    id text primary key,
    buyer text not null,
    idempotency_key text not null,
    fingerprint text not null,
    amount integer not null check (amount > 0),
    currency text not null,
    status text not null default 'pending' check (status in ('pending', 'paid')),
    charge text,
    created_at integer not null default (unixepoch()),
    unique (buyer, idempotency_key)
  ) strict, without rowid;
`;

/** Beside the outbox: the events that were refused, and when each is tried again. */
const REFUSALS = `
  create table refusals (
    event integer primary key references outbox (id) on delete cascade,
    times integer not null check (times > 0),
    due_ms integer not null
  ) strict;
`;

/** The orders and their outbox, in one file: one transaction writes both. */
export class Orders {
  readonly #db: Database;

  constructor(file: string) {
    this.#db = new Database(file, { create: true, strict: true });
    this.#db.run("pragma journal_mode = wal");
    this.#db.run("pragma foreign_keys = on");
    this.#db.run("pragma synchronous = full");
    this.#db.run(`pragma busy_timeout = ${calls["api -> orders/place"].timeoutMs}`);
    const { user_version: version } = this.#db.query<{ user_version: number }, []>("pragma user_version").get() ?? { user_version: 0 };
    if (version === 0) this.#create();
  }

  #create(): void {
    const outbox = readFileSync(new URL("../kit/typescript/outbox.sql", import.meta.url), "utf8");
    this.#db.transaction(() => {
      this.#db.run(SCHEMA);
      this.#db.run(outbox);
      this.#db.run(REFUSALS);
      this.#db.run("pragma user_version = 1");
    })();
  }

  /**
   * Keeps a new order, or finds the one that this buyer placed under this key before.
   *
   * @throws Problem 422 where the key stands for another order.
   */
  place(key: string, order: NewOrder): Order {
    const fingerprint = JSON.stringify([order.amount, order.currency]);
    this.#db
      .query(
        `insert into orders (id, buyer, idempotency_key, fingerprint, amount, currency)
         values ($id, $buyer, $key, $fingerprint, $amount, $currency) on conflict (buyer, idempotency_key) do nothing`,
      )
      .run({ id: Bun.randomUUIDv7(), key, fingerprint, ...order });
    const placed = this.#db
      .query<Order & { fingerprint: string }, { buyer: string; key: string }>(
        "select id, buyer, amount, currency, status, charge, fingerprint from orders where buyer = $buyer and idempotency_key = $key",
      )
      .get({ buyer: order.buyer, key });
    if (!placed) throw new Error("an order that was placed is gone");
    const { fingerprint: known, ...rest } = placed;
    if (known !== fingerprint) throw new Problem(422, "this idempotency key stands for another order");
    return rest;
  }

  /** The order is paid, and the warehouse will hear of it: both, or neither. A second time changes nothing. */
  settle(id: string, charge: string): void {
    this.#db
      .transaction(() => {
        const paid = this.#db.query("update orders set status = 'paid', charge = $charge where id = $id and status = 'pending'").run({ id, charge });
        if (paid.changes === 0) return;
        const event = { event: Bun.randomUUIDv7(), channel: CHANNEL, id, payload: JSON.stringify({ order: id, charge }) };
        this.#db
          .query("insert into outbox (event_id, channel, message_key, schema_version, payload) values ($event, $channel, $id, '1', $payload)")
          .run(event);
      })
      .immediate();
  }

  /** Orders behind `after`, the oldest first. Ids grow with time, so a page stays where it is while orders are placed. */
  page(after: string, limit: number): Order[] {
    return this.#db
      .query<Order, { after: string; limit: number }>(
        "select id, buyer, amount, currency, status, charge from orders where id > $after order by id limit $limit",
      )
      .all({ after, limit });
  }

  /** Events to be told now, the oldest first. One that was refused `attempts` times is parked: it waits for a person. */
  due(limit: number, attempts: number, nowMs: number): Unpublished[] {
    return this.#db
      .query<Unpublished, { channel: string; limit: number; attempts: number; nowMs: number }>(
        `select id, event_id, payload, coalesce(times, 0) as refused from outbox left join refusals on event = id
         where channel = $channel and published_at is null and coalesce(times, 0) < $attempts and coalesce(due_ms, 0) <= $nowMs
         order by id limit $limit`,
      )
      .all({ channel: CHANNEL, limit, attempts, nowMs });
  }

  published(id: number): void {
    this.#db.query("update outbox set published_at = unixepoch() where id = $id").run({ id });
  }

  /** The event was refused once more, and is due again at that time. */
  refused(id: number, dueMs: number): void {
    this.#db
      .query("insert into refusals (event, times, due_ms) values ($id, 1, $dueMs) on conflict (event) do update set times = times + 1, due_ms = $dueMs")
      .run({ id, dueMs });
  }

  isReady(): boolean {
    return this.#db.query("select 1").get() !== null;
  }

  close(): void {
    this.#db.close();
  }
}
