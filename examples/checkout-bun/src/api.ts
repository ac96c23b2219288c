import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from "cockatiel";
import { z } from "zod";
import { Deadline, StatusError } from "../kit/typescript/guards.ts";
import { endpoints } from "../kit/typescript/policies.ts";
import type { Orders } from "./orders.ts";
import type { Charges } from "./payments.ts";
import { Problem } from "./problem.ts";

const NewOrder = z.strictObject({
  buyer: z.string().min(1).max(64),
  amount: z.int().positive().max(100_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

const Key = z.string().min(8).max(128);

const Page = z.object({
  after: z.uuid().or(z.literal("")).default(""),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** What the service answers. It knows no server, so tests ask it directly. */
export class Api {
  readonly #orders: Orders;
  readonly #charges: Charges;
  #draining = false;

  constructor(orders: Orders, charges: Charges) {
    this.#orders = orders;
    this.#charges = charges;
  }

  /** From here on it is not ready: whoever balances the load takes it out, while what is under way is finished. */
  drain(): void {
    this.#draining = true;
  }

  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    try {
      switch (`${request.method} ${pathname}`) {
        case "POST /orders":
          return await this.#place(request);
        case "GET /orders":
          return this.#list(searchParams);
        case "GET /livez":
          return new Response("alive");
        case "GET /readyz":
          return !this.#draining && this.#orders.isReady() ? new Response("ready") : new Response("not ready", { status: 503 });
        default:
          throw new Problem(404, "there is nothing here");
      }
    } catch (error) {
      return problem(error).response();
    }
  }

  async #place(request: Request): Promise<Response> {
    const key = valid(Key, request.headers.get("idempotency-key"), "the header Idempotency-Key is wanted, with 8 to 128 letters");
    const body: unknown = await request.json().catch(() => undefined);
    const deadline = new Deadline(endpoints["POST /orders"].deadlineMs, request.signal);
    const order = this.#orders.place(key, valid(NewOrder, body, "this is no order"));
    if (order.status === "paid") return Response.json(order);
    const charge = await this.#charges(order, deadline);
    this.#orders.settle(order.id, charge);
    return Response.json({ ...order, status: "paid", charge }, { status: 201 });
  }

  #list(query: URLSearchParams): Response {
    const { after, limit } = valid(Page, Object.fromEntries(query), "after is the id of an order, limit a number from 1 to 100");
    const orders = this.#orders.page(after, limit);
    return Response.json({ orders, next: orders.length === limit ? orders.at(-1)?.id : undefined });
  }
}

function valid<T>(schema: z.ZodType<T>, value: unknown, title: string): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Problem(400, title);
  return read.data;
}

/** What the caller is told. The order stays pending while payments fail, and the same request pays it later. */
function problem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
    return new Problem(503, "payments are busy; send the same request again", { "Retry-After": "5" });
  }
  const isLate = error instanceof TaskCancelledError || (error instanceof DOMException && error.name === "TimeoutError");
  if (isLate) return new Problem(504, "payments did not answer in time; send the same request again");
  if (error instanceof StatusError) {
    return error.status === 402 ? new Problem(402, "the payment was refused") : new Problem(502, "payments failed; send the same request again");
  }
  console.error(JSON.stringify({ level: "error", message: String(error) }));
  return new Problem(500, "something went wrong");
}
