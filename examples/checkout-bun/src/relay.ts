import type { Orders, Unpublished } from "./orders.ts";

const BATCH = 100;
const SLOWEST_MS = 60_000;

// As the plan has them: contracts.channels.order-paid.consumers.warehouse.
const ATTEMPTS = 4;
const BACKOFF_MS = { base: 1_000, cap: 60_000 };

/** What the warehouse did with an event. `away`: it did not look at it, so the event is not to blame. */
type Answer = "taken" | "refused" | "away";

/**
 * Tells the warehouse of paid orders until each was taken. One that was told twice is known by its event id. There is one event
 * for each order, so none overtakes another of its order: those behind a refused one do not wait for it.
 */
export class Relay {
  readonly #orders: Orders;
  readonly #url: URL;
  readonly #stop = new AbortController();
  readonly #everyMs: number;

  constructor(orders: Orders, url: string, everyMs = 1_000) {
    this.#orders = orders;
    this.#url = new URL("/events", url);
    this.#everyMs = everyMs;
  }

  /** Runs until it is stopped. While the warehouse is away, it asks less and less often. */
  async run(): Promise<void> {
    let waitMs = this.#everyMs;
    while (!this.#stop.signal.aborted) {
      waitMs = (await this.once(Date.now())) ? this.#everyMs : Math.min(SLOWEST_MS, waitMs * 2);
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, waitMs);
      this.#stop.signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
      clearTimeout(timer);
    }
  }

  /** Tells what is due; whether the warehouse is there. */
  async once(nowMs: number): Promise<boolean> {
    for (const event of this.#orders.due(BATCH, ATTEMPTS, nowMs)) {
      const answer = await this.#tell(event);
      if (answer === "away") return false;
      if (answer === "taken") this.#orders.published(event.id);
      else this.#refused(event, nowMs);
    }
    return true;
  }

  async #tell(event: Unpublished): Promise<Answer> {
    const headers = { "Content-Type": "application/json", "Event-Id": event.event_id };
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(5_000)]);
    try {
      const { ok, status } = await fetch(this.#url, { method: "POST", headers, body: event.payload, signal });
      if (ok) return "taken";
      return status === 429 || status === 503 ? "away" : "refused";
    } catch {
      return "away";
    }
  }

  #refused(event: Unpublished, nowMs: number): void {
    this.#orders.refused(event.id, nowMs + Math.min(BACKOFF_MS.cap, BACKOFF_MS.base * 2 ** event.refused));
    if (event.refused + 1 < ATTEMPTS) return;
    console.error(JSON.stringify({ level: "error", message: "the warehouse refuses an event, which is parked", event: event.event_id }));
  }

  stop(): void {
    this.#stop.abort();
  }
}
