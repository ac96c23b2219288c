import { readEnvironment } from "../kit/typescript/env.ts";
import { Api } from "./api.ts";
import { Orders } from "./orders.ts";
import { payments } from "./payments.ts";
import { Relay } from "./relay.ts";

// As the plan has them: components.api.shutdown.
const DEREGISTER_MS = 2_000;
const GRACE_MS = 10_000;

const env = readEnvironment("api");
const orders = new Orders(env.DATABASE);
const api = new Api(orders, payments(env.PAYMENTS_URL, env.PAYMENTS_TIMEOUT_MS));
const relay = new Relay(orders, env.WAREHOUSE_URL);
const relayed = relay.run();

const server = Bun.serve({
  port: env.PORT,
  maxRequestBodySize: 16 * 1024,
  idleTimeout: 75,
  fetch: (request) => api.fetch(request),
});
console.log(JSON.stringify({ level: "info", message: `listening on ${server.url}` }));

/** Says that it is not ready, waits until nobody sends more, finishes what is under way, and goes. */
async function shutDown(): Promise<void> {
  const late = setTimeout(() => process.exit(1), GRACE_MS);
  api.drain();
  await Bun.sleep(DEREGISTER_MS);
  await server.stop();
  relay.stop();
  await relayed;
  orders.close();
  clearTimeout(late);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void shutDown());
