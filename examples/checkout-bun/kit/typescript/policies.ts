// groundplan: typescript, system checkout-bun, plan sha256:1c35e1545a68
/**
 * Checkout on Bun: what the plan says of every call and of every endpoint, in numbers.
 *
 * Change the plan and render again, not this file. What a policy does not hold, the plan does not say: a comment names it.
 * What the plan contradicts does not compile, or fails in policies.test.ts.
 */

/** How a call is tried again. */
export interface Retry {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly backoffMs?: { readonly base: number; readonly cap?: number; readonly growth?: "exponential" | "fixed" };
  readonly jitter?: "none" | "full" | "equal" | "decorrelated";
  /** Retries as a share of the calls. */
  readonly budget?: number;
  /** The statuses worth a retry; absent: those from 500 on. */
  readonly statuses?: readonly number[];
  /** Whether the wait that the callee asks for is kept. */
  readonly retryAfter?: boolean;
  /** Tries of others on the same hop, as of a mesh. They multiply. */
  readonly layers?: number;
}

/** When a callee that fails is left alone. */
export interface Breaker {
  readonly windowMs: number;
  readonly minCalls: number;
  readonly failureRatio: number;
  readonly openMs: number;
  readonly counts4xx?: boolean;
}

/** How a call protects its caller and its callee. What is absent, the plan does not say or does not have: see the comments. */
interface Protection {
  readonly need: "hard" | "soft" | "not stated";
  readonly timeoutMs?: number;
  readonly connectMs?: number;
  readonly passesDeadline?: boolean;
  readonly breaker?: Breaker;
  readonly bulkhead?: { readonly inFlight: number; readonly queue?: number };
  readonly pool?: { readonly size?: number; readonly waitMs?: number };
}

/** A call that may arrive twice. */
interface Repeatable {
  readonly idempotency: "safe" | "idempotent" | "keyed";
  readonly retry?: Retry;
}

/** A call that does its work again when it arrives again: it can't be tried again. */
interface Unrepeatable {
  readonly idempotency: "none";
  readonly retry?: never;
  readonly accepted?: never;
}

/** A call that does its work again when it arrives again, and is tried again all the same. */
interface Accepted {
  readonly idempotency: "none";
  readonly retry?: Retry;
  /** Who has accepted that, until when, and why. When that day has come, the kit of the plan no longer says so. */
  readonly accepted: string;
}

/** A call of which nobody has said what happens when it arrives twice. Until then, guards make it once. */
interface Unstated {
  readonly idempotency: "not stated";
  readonly retry?: Retry;
}

export type CallPolicy = Protection & (Repeatable | Unrepeatable | Accepted | Unstated);

export const calls = {
  /**
   * The checkout → Orders.
   * It carries a key, one for each buyer, remembered for 30d.
   */
  "api -> orders/place": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 50,
    bulkhead: { inFlight: 1, queue: 64 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * The checkout → Orders.
   */
  "api -> orders/settle": {
    need: "hard",
    idempotency: "idempotent",
    timeoutMs: 50,
    bulkhead: { inFlight: 1, queue: 64 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * The checkout → Orders.
   */
  "api -> orders/read": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 50,
    bulkhead: { inFlight: 1, queue: 64 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * The checkout → Payments. It moves money, which can't be taken back.
   * When it fails: the order stays pending, and the same request pays it later.
   * It carries a key, one for each order, remembered for 30d.
   */
  "api -> payments": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 800,
    connectMs: 200,
    passesDeadline: true,
    retry: {
      attempts: 3,
      backoffMs: { base: 50, cap: 200, growth: "exponential" },
      jitter: "full",
      budget: 0.1,
      statuses: [429, 502, 503],
      retryAfter: true,
    },
    breaker: { windowMs: 30000, minCalls: 20, failureRatio: 0.5, openMs: 5000, counts4xx: false },
    bulkhead: { inFlight: 16, queue: 16 },
  },
} as const satisfies Record<string, CallPolicy>;

export type CallId = keyof typeof calls;

/** Calls that a request waits for. */
interface Step {
  readonly call: CallId;
  /** How often, one after the other; absent: once, or several at once. */
  readonly times?: number;
  /** Nothing limits how often. */
  readonly unlimited?: true;
}

/** What answers requests. */
export interface Endpoint {
  readonly deadlineMs?: number;
  /** The longest of its own work, without its calls. */
  readonly ownMs?: number;
  /** Who has accepted that it may take longer than its deadline, until when, and why. */
  readonly accepted?: string;
  /** The steps follow one another; the calls of one step run side by side. */
  readonly steps: readonly (readonly Step[])[];
}

/** Each endpoint that waits for calls; where a journey names none, the component and the journey. */
export const endpoints = {
  "POST /orders": {
    deadlineMs: 4000, // of the component
    ownMs: 20,
    steps: [
      [{ call: "api -> orders/place" }],
      [{ call: "api -> orders/settle" }],
      [{ call: "api -> payments" }],
    ],
  },
  "GET /orders": {
    deadlineMs: 4000, // of the component
    ownMs: 20,
    steps: [
      [{ call: "api -> orders/read" }],
    ],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointId = keyof typeof endpoints;
