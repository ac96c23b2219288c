// groundplan: typescript, system checkout-bun, plan sha256:1c35e1545a68
/**
 * Turns the policy of a call into a guard around it. From the outside in:
 *
 *   tries, until the deadline of the request > time-out of one try > bulkhead > circuit breaker > the call
 *
 * Time-out, bulkhead and breaker are cockatiel's. The tries are made here: cockatiel's know no budget, and sleep on after
 * whoever waits has given up. Where a policy says nothing, nothing is done: no time-out, one try, no limit.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState,
  TaskCancelledError,
  TimeoutStrategy,
  bulkhead,
  circuitBreaker,
  handleWhen,
  noop,
  timeout,
} from "cockatiel";
import type { CircuitBreakerPolicy, IBreaker, IDefaultPolicyContext, IPolicy } from "cockatiel";
import type { Breaker, CallPolicy, Retry } from "./policies.ts";

/** What one try is told. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** Aborted when the try is given up. Hand it to the client. */
  readonly signal: AbortSignal;
  /** What is left of the deadline, for the callee; undefined where nobody set one. */
  readonly remainingMs: number | undefined;
}

/** Makes one call under its policy. Fails with the error of its last try, or with the reason why there was none. */
export type Guard = <T>(call: (attempt: Attempt) => Promise<T>, deadline?: Deadline) => Promise<T>;

/** What a guard did, for metrics. */
export type GuardEvent =
  | "try"
  | "failed"
  | "timed-out"
  | "shed"
  | "refused"
  | "retry"
  | "over-budget"
  | "breaker-opened"
  | "breaker-closed";

export interface GuardOptions {
  /** Is told what the guard does. */
  readonly observe?: (event: GuardEvent) => void;
  /** Between 0 and 1; for tests. */
  readonly random?: () => number;
}

/** An answer that is no success. Throw it, so that the guard can tell what to repeat. */
export class StatusError extends Error {
  override readonly name = "StatusError";
  readonly status: number;
  /** What `Retry-After` asks for. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs?: number) {
    super(`the callee answered ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The response if it is a success. */
  static check(response: Response): Response {
    if (response.ok) return response;
    throw new StatusError(response.status, retryAfterMs(response.headers.get("retry-after")));
  }
}

/** How long a request may take in all, over every call that it makes. */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #end: number;

  constructor(ms: number, outer?: AbortSignal) {
    this.#end = performance.now() + ms;
    const own = AbortSignal.timeout(ms);
    this.signal = outer ? AbortSignal.any([own, outer]) : own;
  }

  get remainingMs(): number {
    return Math.max(0, this.#end - performance.now());
  }
}

/**
 * The guard of one call. Make it once and keep it: breaker, bulkhead and budget remember.
 *
 * A setting that moves a number is put over the policy: `guard({ ...calls["a -> b"], timeoutMs: env.TIMEOUT_MS })`.
 */
export function guard(policy: CallPolicy, options: GuardOptions = {}): Guard {
  const { observe = () => {}, random = Math.random } = options;
  const limit: IPolicy = policy.timeoutMs === undefined ? noop : timeout(policy.timeoutMs, TimeoutStrategy.Aggressive);
  const room: IPolicy = policy.bulkhead ? bulkhead(policy.bulkhead.inFlight, policy.bulkhead.queue ?? 0) : noop;
  const circuit = policy.breaker && breakerOf(policy.breaker, observe);
  const retry = retryOf(policy);
  const budget = retry?.budget === undefined ? undefined : new RetryBudget(retry.budget);

  const once = <T>(number: number, call: (attempt: Attempt) => Promise<T>, deadline: Deadline | undefined): Promise<T> => {
    const start = ({ signal }: IDefaultPolicyContext): Promise<T> => {
      observe("try");
      return until(signal, deadline?.signal, () => call({ number, signal, remainingMs: deadline?.remainingMs }));
    };
    const through = ({ signal }: IDefaultPolicyContext): Promise<T> => {
      if (!circuit) return start({ signal });
      // One probe at a time: cockatiel would let the others wait for its outcome, longer than their own time-out.
      if (circuit.state === CircuitState.HalfOpen) return Promise.reject(new BrokenCircuitError());
      return circuit.execute(start, signal);
    };
    return limit.execute(({ signal }) => room.execute(through, signal), deadline?.signal);
  };

  return async (call, deadline) => {
    budget?.earn();
    let waitedMs = 0;
    for (let number = 1; ; number += 1) {
      deadline?.signal.throwIfAborted();
      try {
        return await once(number, call, deadline);
      } catch (error) {
        observe(outcome(error));
        if (!retry || number >= retry.attempts || deadline?.signal.aborted || !isWorthRepeating(error, retry)) throw error;
        const waitMs = wait(number, waitedMs, error, retry, random);
        if (waitMs === undefined) throw error;
        if (budget && !budget.spend()) {
          observe("over-budget");
          throw error;
        }
        observe("retry");
        await sleep(waitMs, undefined, deadline && { signal: deadline.signal });
        waitedMs = waitMs;
      }
    }
  };
}

/**
 * The tries that are made. A call that must not arrive twice is made once, unless someone has accepted that it does; so is one of
 * which nobody has said what happens then.
 */
export function retryOf(policy: CallPolicy): Retry | undefined {
  if (policy.idempotency === "not stated" || (policy.idempotency === "none" && policy.accepted === undefined)) return undefined;
  return policy.retry;
}

/**
 * Retries as a share of the calls: each call earns a part of a retry, each retry spends a whole one. A few are there from the
 * beginning, so that rare calls may be repeated too.
 */
export class RetryBudget {
  static readonly reserve = 10;
  readonly #share: number;
  #tokens = RetryBudget.reserve;

  constructor(share: number) {
    this.#share = share;
  }

  earn(): void {
    this.#tokens = Math.min(RetryBudget.reserve, this.#tokens + this.#share);
  }

  spend(): boolean {
    // Sums of tenths fall short of a whole by a rounding.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** The longest wait after each failed try but the last. */
export function backoffsMs(retry: Retry): number[] {
  const { base = 0, cap = Number.POSITIVE_INFINITY, growth = "exponential" } = retry.backoffMs ?? {};
  const factor = (n: number): number => (retry.jitter === "decorrelated" ? 3 ** (n + 1) : growth === "fixed" ? 1 : 2 ** n);
  return Array.from({ length: retry.attempts - 1 }, (_, n) => Math.min(cap, base * factor(n)));
}

/** How long to wait after this try; undefined where the callee asks for more than the policy allows. */
function wait(number: number, waitedMs: number, error: unknown, retry: Retry, random: () => number): number | undefined {
  const { base = 0, cap = Number.POSITIVE_INFINITY } = retry.backoffMs ?? {};
  const asked = retry.retryAfter && error instanceof StatusError ? (error.retryAfterMs ?? 0) : 0;
  if (asked > cap) return undefined;
  const longest = backoffsMs(retry)[number - 1] ?? 0;
  switch (retry.jitter) {
    case "none":
      return Math.max(asked, longest);
    case "equal":
      return Math.max(asked, (longest + random() * longest) / 2);
    case "decorrelated":
      return Math.max(asked, Math.min(cap, base + random() * (3 * Math.max(base, waitedMs) - base)));
    default:
      // Full: the retries of many callers must not arrive together.
      return Math.max(asked, random() * longest);
  }
}

/** What the callee may do better the next time. What was refused here, and the caller's own mistakes, only cost. */
function isWorthRepeating(error: unknown, retry: Retry): boolean {
  if (error instanceof StatusError) return retry.statuses?.includes(error.status) ?? error.status >= 500;
  return !(error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError || isGivenUp(error));
}

/** Whoever waited went away: that is no failure of the callee. */
function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function outcome(error: unknown): GuardEvent {
  if (error instanceof BulkheadRejectedError) return "shed";
  if (error instanceof BrokenCircuitError) return "refused";
  return error instanceof TaskCancelledError ? "timed-out" : "failed";
}

function breakerOf(policy: Breaker, observe: (event: GuardEvent) => void): CircuitBreakerPolicy {
  const isFailure = (error: unknown): boolean =>
    error instanceof StatusError ? error.status >= 500 || policy.counts4xx === true : !isGivenUp(error) || circuit.state !== CircuitState.Closed;
  const circuit: CircuitBreakerPolicy = circuitBreaker(handleWhen(isFailure), { halfOpenAfter: policy.openMs, breaker: new WindowBreaker(policy) });
  circuit.onBreak(() => observe("breaker-opened"));
  circuit.onReset(() => observe("breaker-closed"));
  return circuit;
}

/** A tenth of a window. */
interface Slot {
  readonly at: number;
  calls: number;
  failures: number;
}

/**
 * Opens at a share of failures among the calls of a window that moves in tenths.
 *
 * cockatiel's own moves its window on by one slot a call: where calls are rare, failures of long ago would still count.
 */
class WindowBreaker implements IBreaker {
  readonly #policy: Breaker;
  #slots: Slot[] = [];

  constructor(policy: Breaker) {
    this.#policy = policy;
  }

  get state(): unknown {
    return this.#slots.map((slot) => ({ ...slot }));
  }

  set state(value: unknown) {
    this.#slots = structuredClone(value) as Slot[];
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.#slots = [];
    this.#count(false);
  }

  failure(state: CircuitState): boolean {
    this.#count(true);
    if (state !== CircuitState.Closed) return true;
    const calls = this.#slots.reduce((sum, slot) => sum + slot.calls, 0);
    const failures = this.#slots.reduce((sum, slot) => sum + slot.failures, 0);
    return calls >= this.#policy.minCalls && failures >= this.#policy.failureRatio * calls;
  }

  #count(failed: boolean): void {
    const at = Math.floor(performance.now() / (this.#policy.windowMs / 10));
    this.#slots = this.#slots.filter((slot) => slot.at > at - 10);
    let slot = this.#slots.at(-1);
    if (slot?.at !== at) {
      slot = { at, calls: 0, failures: 0 };
      this.#slots.push(slot);
    }
    slot.calls += 1;
    if (failed) slot.failures += 1;
  }
}

/** The call, until it is given up: then it has failed, whether or not it listens to the signal. */
async function until<T>(signal: AbortSignal, deadline: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(deadline?.aborted ? deadline.reason : new TaskCancelledError("the time-out of the call has passed"));
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([call(), givenUp]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** `Retry-After` in seconds or as a date; undefined where it is neither. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
