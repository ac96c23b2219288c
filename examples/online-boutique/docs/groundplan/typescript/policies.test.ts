// groundplan: typescript, system online-boutique, plan sha256:255f6e91cfb9
/**
 * Holds the plan against itself and the guards against the plan. Runs under `bun test` and under `node --test`.
 *
 * Times are shortened so that the tests take seconds; counts, shares and sizes are those of the plan.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from "cockatiel";
import { Deadline, RetryBudget, StatusError, backoffsMs, guard, retryOf } from "./guards.ts";
import { calls, endpoints } from "./policies.ts";
import type { CallPolicy, Endpoint } from "./policies.ts";

const TIMEOUT_MS = 30;
const OPEN_MS = 60;
/** The most that retries may add to the calls of a callee that is down. Above that they keep it down. */
const MOST_RETRIES = 0.2;

const policies = Object.entries(calls) as [string, CallPolicy][];
const requests = Object.entries(endpoints) as [string, Endpoint][];

const fails = (): Promise<never> => Promise.reject(new StatusError(503));
const hangs = (): Promise<never> => new Promise(() => {});

describe("a deadline covers the worst case of what it waits for", () => {
  for (const [name, endpoint] of requests) {
    const worst = worstMs(endpoint);
    const missing = endpoint.deadlineMs === undefined ? ["a deadline"] : worst.missing;
    const skip = missing.length > 0 ? `the plan lacks ${missing.join(", ")}` : (endpoint.accepted ?? false);
    test(name, { skip }, () => {
      assert.ok(worst.ms <= (endpoint.deadlineMs ?? 0), `it may take ${worst.ms} ms and has ${endpoint.deadlineMs} ms:\n${worst.terms.join("\n")}`);
    });
  }
});

/** Its own work and then its steps, of each the longest call; what is missing makes it unbounded. */
function worstMs(endpoint: Endpoint): { ms: number; terms: string[]; missing: string[] } {
  const missing: string[] = endpoint.ownMs === undefined ? ["the time of its own work"] : [];
  const terms = [`own work: ${endpoint.ownMs} ms`];
  let ms = endpoint.ownMs ?? 0;
  for (const step of endpoint.steps) {
    const times = step.map(({ call, times = 1, unlimited }) => {
      const policy = calls[call] as CallPolicy;
      if (unlimited) missing.push(`a limit on how often ${call} is made`);
      if (policy.timeoutMs === undefined) missing.push(`a time-out of ${call}`);
      const retry = retryOf(policy);
      const { attempts = 1, layers = 1 } = retry ?? {};
      const waits = retry ? backoffsMs(retry).reduce((sum, wait) => sum + wait, 0) : 0;
      const longest = times * layers * (attempts * (policy.timeoutMs ?? 0) + waits);
      terms.push(`${call}: ${longest} ms`);
      return longest;
    });
    ms += Math.max(0, ...times);
  }
  return { ms, terms, missing };
}

describe("a call is made as often as it may be", () => {
  for (const [id, policy] of policies) {
    const retry = retryOf(policy);
    const most = retry?.attempts ?? 1;
    test(`${id}: ${most === 1 ? "once" : `${most} times`}`, async () => {
      let made = 0;
      const call = guard(alone(policy));
      await assert.rejects(call(() => ((made += 1), fails())));
      assert.equal(made, retry?.statuses?.includes(503) === false ? 1 : most);
    });
  }
});

describe("a budget stops a storm of retries", () => {
  for (const [id, policy] of policies) {
    const retry = retryOf(policy);
    if (retry?.budget === undefined || retry.attempts < 2) continue;
    test(id, async () => {
      const [status = 503] = retry.statuses ?? [];
      const storm = 500;
      let made = 0;
      const call = guard(alone(policy));
      for (let n = 0; n < storm; n += 1) {
        await call(() => ((made += 1), Promise.reject(new StatusError(status)))).catch(() => {});
      }
      const most = storm * (1 + MOST_RETRIES) + RetryBudget.reserve;
      assert.ok(made <= most, `${storm} calls became ${made}, more than ${most}`);
    });
  }
});

describe("a call is given up at its time-out", () => {
  for (const [id, policy] of policies) {
    if (policy.timeoutMs === undefined) continue;
    test(id, async () => {
      const { retry: _, ...once } = quick(policy);
      await assert.rejects(guard({ ...once, idempotency: "none" })(hangs), TaskCancelledError);
    });
  }
});

describe("a breaker opens, lets one call probe, and closes", () => {
  for (const [id, policy] of policies) {
    const { breaker } = policy;
    if (!breaker) continue;
    test(id, async () => {
      const call = guard({ need: policy.need, idempotency: "none", breaker: { ...breaker, openMs: OPEN_MS } });
      for (let n = 0; n < breaker.minCalls; n += 1) await assert.rejects(call(fails), StatusError);
      await assert.rejects(call(fails), BrokenCircuitError, "it is open");
      await sleep(OPEN_MS + 10);
      const { promise, resolve } = Promise.withResolvers<string>();
      const probe = call(() => promise);
      await assert.rejects(call(fails), BrokenCircuitError, "one probe is enough");
      resolve("well");
      assert.equal(await probe, "well");
      assert.equal(await call(() => Promise.resolve("closed")), "closed");
    });
  }
});

describe("a bulkhead sheds what it has no room for", () => {
  for (const [id, policy] of policies) {
    const { bulkhead } = policy;
    if (!bulkhead || !Number.isFinite(bulkhead.queue ?? 0)) continue;
    test(id, async () => {
      const call = guard({ need: policy.need, idempotency: "none", bulkhead });
      const { promise, resolve } = Promise.withResolvers<void>();
      const room = bulkhead.inFlight + (bulkhead.queue ?? 0);
      const inside = Array.from({ length: room }, () => call(() => promise));
      await assert.rejects(call(() => promise), BulkheadRejectedError);
      resolve();
      await Promise.all(inside);
    });
  }
});

test("a guard gives up with the deadline of its request, and tells the callee what is left", async () => {
  const call = guard({ need: "hard", idempotency: "safe", retry: { attempts: 5, backoffMs: { base: 1_000 }, jitter: "none" } });
  const deadline = new Deadline(TIMEOUT_MS);
  const started = performance.now();
  let left: number | undefined;
  await assert.rejects(call(({ remainingMs }) => ((left = remainingMs), fails()), deadline));
  assert.ok(performance.now() - started < 500, "it does not sleep on");
  assert.ok(left !== undefined && left <= TIMEOUT_MS);
});

test("a caller that goes away is no failure of the callee", async () => {
  const call = guard({ need: "hard", idempotency: "none", breaker: { windowMs: 10_000, minCalls: 1, failureRatio: 0.5, openMs: 10_000 } });
  const leaves = AbortSignal.abort();
  await assert.rejects(call(() => Promise.resolve(), new Deadline(1_000, leaves)));
  const during = new AbortController();
  const waiting = call(hangs, new Deadline(1_000, during.signal));
  during.abort();
  await assert.rejects(waiting);
  assert.equal(await call(() => Promise.resolve("still closed")), "still closed");
});

/** The policy with times that a test can wait for. */
function quick(policy: CallPolicy): CallPolicy {
  return policy.timeoutMs === undefined ? policy : { ...policy, timeoutMs: TIMEOUT_MS };
}

/** The tries of a policy, without what would refuse them, and without their waits. */
function alone(policy: CallPolicy): CallPolicy {
  const { timeoutMs: _timeout, breaker: _breaker, bulkhead: _bulkhead, ...tries } = policy;
  return tries.retry ? { ...tries, retry: { ...tries.retry, backoffMs: { base: 0 } } } : tries;
}
