import type { Orders } from "./orders.ts";

const BATCH = 100;
const SLOWEST_MS = 60_000;

/** Tells the warehouse of paid orders, in their order, until each was taken. One that was told twice is known by its event id. */
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

  /** Runs until it is stopped. While the warehouse refuses, it asks less and less often. */
  async run(): Promise<void> {
    let waitMs = this.#everyMs;
    while (!this.#stop.signal.aborted) {
      waitMs = (await this.once()) ? this.#everyMs : Math.min(SLOWEST_MS, waitMs * 2);
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, waitMs);
      this.#stop.signal.addEventListener("abort", () => resolve(), { once: true });
      await promise;
      clearTimeout(timer);
    }
  }

  /** Publishes what is there; whether all of it was taken. */
  async once(): Promise<boolean> {
    for (const event of this.#orders.unpublished(BATCH)) {
      const headers = { "Content-Type": "application/json", "Event-Id": event.event_id };
      const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(5_000)]);
      const taken = await fetch(this.#url, { method: "POST", headers, body: event.payload, signal }).then(
        (response) => response.ok,
        () => false,
      );
      // Those behind it wait: events of one order must not overtake each other.
      if (!taken) return false;
      this.#orders.published(event.id);
    }
    return true;
  }

  stop(): void {
    this.#stop.abort();
  }
}
