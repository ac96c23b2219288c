import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Api } from "../src/api.ts";
import { Orders } from "../src/orders.ts";
import { payments } from "../src/payments.ts";
import { Relay } from "../src/relay.ts";

/** Stands in for another service: answers what a test tells it to, and remembers what it was asked. */
class Other {
  readonly asked: { key: string | null; body: unknown }[] = [];
  answer: () => Response | Promise<Response> = () => Response.json({ id: "ch_1" });
  readonly #server = Bun.serve({
    port: 0,
    fetch: async (request) => {
      this.asked.push({ key: request.headers.get("idempotency-key") ?? request.headers.get("event-id"), body: await request.json() });
      return this.answer();
    },
  });

  get url(): string {
    return String(this.#server.url);
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }
}

let bank: Other;
let warehouse: Other;
let orders: Orders;
let api: Api;

beforeEach(() => {
  bank = new Other();
  warehouse = new Other();
  orders = new Orders(":memory:");
  api = new Api(orders, payments(bank.url, 200));
});

afterEach(async () => {
  orders.close();
  await bank.stop();
  await warehouse.stop();
});

const book = { buyer: "b-1", amount: 1999, currency: "EUR" };

function place(body: unknown = book, key = "key-0001"): Promise<Response> {
  return api.fetch(new Request("http://api/orders", { method: "POST", headers: { "Idempotency-Key": key }, body: JSON.stringify(body) }));
}

function get(path: string): Promise<Response> {
  return api.fetch(new Request(`http://api${path}`));
}

describe("an order", () => {
  test("is placed and paid", async () => {
    const response = await place();
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ ...book, status: "paid", charge: "ch_1" });
  });

  test("that comes again is answered with the first, and paid once", async () => {
    const first = (await (await place()).json()) as { id: string };
    const second = await place();
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ id: first.id });
    expect(bank.asked).toHaveLength(1);
    expect(orders.due(10, 1, 0)).toHaveLength(1);
  });

  test("that is another under the same key is refused", async () => {
    await place();
    expect((await place({ ...book, amount: 1 })).status).toBe(422);
  });

  test("that is none is refused at the door", async () => {
    for (const body of [{}, { ...book, amount: -1 }, { ...book, amount: 1.5 }, { ...book, currency: "euro" }, { ...book, more: 1 }, "x"]) {
      const response = await place(body);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
    expect((await place(book, "short")).status).toBe(400);
    expect(bank.asked).toHaveLength(0);
  });
});

describe("while payments fail", () => {
  test("a failure that may pass is tried again, with the same key", async () => {
    let times = 0;
    bank.answer = () => ((times += 1) < 3 ? new Response(null, { status: 503 }) : Response.json({ id: "ch_2" }));
    expect((await place()).status).toBe(201);
    expect(new Set(bank.asked.map(({ key }) => key)).size).toBe(1);
    expect(bank.asked).toHaveLength(3);
  });

  test("a refusal is not", async () => {
    bank.answer = () => new Response(null, { status: 402 });
    expect((await place()).status).toBe(402);
    expect(bank.asked).toHaveLength(1);
  });

  test("the order stays, and the same request pays it later", async () => {
    bank.answer = () => new Promise<Response>(() => {});
    expect((await place()).status).toBe(504);
    bank.answer = () => Response.json({ id: "ch_3" });
    expect(await (await place()).json()).toMatchObject({ status: "paid", charge: "ch_3" });
  });

  test("an answer that is no charge is no payment", async () => {
    bank.answer = () => Response.json({ ok: true });
    expect((await place()).status).toBe(502);
    expect(bank.asked).toHaveLength(1);
    expect(orders.due(10, 1, 0)).toHaveLength(0);
  });
});

test("pages follow one another, also while orders are placed", async () => {
  for (let n = 0; n < 5; n += 1) await place(book, `key-000${n}`);
  const first = (await (await get("/orders?limit=3")).json()) as { orders: { id: string }[]; next: string };
  await place(book, "key-0009");
  const second = (await (await get(`/orders?limit=3&after=${first.next}`)).json()) as { orders: { id: string }[]; next?: string };
  const seen = [...first.orders, ...second.orders].map(({ id }) => id);
  expect(new Set(seen).size).toBe(6);
  expect((await get("/orders?limit=101")).status).toBe(400);
  expect((await get("/orders?after=x")).status).toBe(400);
});

describe("the warehouse", () => {
  let relay: Relay;

  beforeEach(async () => {
    await place(book, "key-0001");
    await place(book, "key-0002");
    relay = new Relay(orders, warehouse.url);
  });

  const told = (): number => new Set(warehouse.asked.map(({ key }) => key)).size;

  test("hears of every paid order once it is back", async () => {
    for (const status of [503, 429]) {
      warehouse.answer = () => new Response(null, { status });
      expect(await relay.once(0)).toBe(false);
    }
    expect(warehouse.asked).toHaveLength(2);
    warehouse.answer = () => new Response();
    expect(await relay.once(0)).toBe(true);
    expect(told()).toBe(2);
    expect(await relay.once(0)).toBe(true);
    expect(warehouse.asked).toHaveLength(4);
  });

  test("that refuses one event hears of the others, and of this one four times in all", async () => {
    let first: string | null = null;
    warehouse.answer = () => {
      const key = warehouse.asked.at(-1)?.key ?? null;
      first ??= key;
      return new Response(null, { status: key === first ? 400 : 200 });
    };
    expect(await relay.once(0)).toBe(true);
    expect(told()).toBe(2);
    for (const [nowMs, tries] of [[999, 1], [1_000, 2], [2_999, 2], [3_000, 3], [7_000, 4], [1_000_000, 4]] as const) {
      await relay.once(nowMs);
      expect(warehouse.asked.filter(({ key }) => key === first)).toHaveLength(tries);
    }
  });
});

test("it is ready until it drains, and alive all the time", async () => {
  expect((await get("/readyz")).status).toBe(200);
  api.drain();
  expect((await get("/readyz")).status).toBe(503);
  expect((await get("/livez")).status).toBe(200);
  expect((await get("/nothing")).status).toBe(404);
});
