import { z } from "zod";
import { type Deadline, StatusError, guard } from "../kit/typescript/guards.ts";
import { calls } from "../kit/typescript/policies.ts";
import type { Order } from "./orders.ts";

const Charge = z.object({ id: z.string().min(1) });

/** Has an order paid; a repeat finds the charge of the first time, by the key. */
export type Charges = (order: Order, deadline: Deadline) => Promise<string>;

export function payments(url: string, timeoutMs: number): Charges {
  const call = guard({ ...calls["api -> payments"], timeoutMs });
  return async (order, deadline) => {
    const answer: unknown = await call(async ({ signal, remainingMs }) => {
      const response = await fetch(new URL("/charges", url), {
        method: "POST",
        signal,
        headers: { "Content-Type": "application/json", "Idempotency-Key": order.id, "X-Deadline-Ms": String(Math.floor(remainingMs ?? 0)) },
        body: JSON.stringify({ order: order.id, amount: order.amount, currency: order.currency }),
      });
      return StatusError.check(response).json();
    }, deadline);
    const charge = Charge.safeParse(answer);
    // An answer that nobody understands does not get better by asking again.
    if (!charge.success) throw new StatusError(502);
    return charge.data.id;
  };
}
