// groundplan: typescript, system checkout, plan sha256:31adac69099b
/**
 * Checkout: what the plan says of every call and of every endpoint, in numbers.
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
   * Checkout API → Articles, for ten minutes.
   * When it fails: the price from the catalogue.
   * ioredis@6 makes up to 21 tries by itself unless it is told otherwise. Tell it, or they multiply with those here.
   */
  "api -> redis": {
    need: "soft",
    idempotency: "safe",
    timeoutMs: 50,
    connectMs: 50,
    breaker: { windowMs: 10000, minCalls: 50, failureRatio: 0.5, openMs: 5000, counts4xx: false },
    bulkhead: { inFlight: 256, queue: 0 },
    pool: { size: 1, waitMs: 50 },
    // retry: none, says the plan
  },
  /**
   * Checkout API → Catalogue.
   * When it fails: the shop shows the cart without pictures and asks to try again.
   */
  "api -> catalogue": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 250,
    connectMs: 100,
    passesDeadline: true,
    retry: {
      attempts: 2,
      backoffMs: { base: 20, cap: 100, growth: "exponential" },
      jitter: "full",
      budget: 0.1,
      statuses: [502, 503],
      retryAfter: true,
    },
    breaker: { windowMs: 10000, minCalls: 20, failureRatio: 0.5, openMs: 5000, counts4xx: false },
    bulkhead: { inFlight: 32, queue: 8 },
  },
  /**
   * Checkout API → Loyalty.
   * When it fails: the cart is shown without points.
   */
  "api -> loyalty/balance": {
    need: "soft",
    idempotency: "safe",
    timeoutMs: 200,
    connectMs: 100,
    passesDeadline: true,
    breaker: { windowMs: 10000, minCalls: 20, failureRatio: 0.5, openMs: 10000, counts4xx: false },
    bulkhead: { inFlight: 32, queue: 0 },
    // retry: none, says the plan
  },
  /**
   * Checkout API → Loyalty. It moves money, which can't be taken back.
   * When it fails: the nightly run adds the points that are missing.
   */
  "api -> loyalty/earn": {
    need: "soft",
    idempotency: "none",
    timeoutMs: 300,
    connectMs: 100,
    passesDeadline: true,
    retry: {
      attempts: 2,
      backoffMs: { base: 50, cap: 200, growth: "exponential" },
      jitter: "full",
      budget: 0.1,
      statuses: [502, 503, 504],
      retryAfter: true,
    },
    breaker: { windowMs: 10000, minCalls: 20, failureRatio: 0.5, openMs: 10000, counts4xx: false },
    bulkhead: { inFlight: 32, queue: 0 },
  },
  /**
   * Checkout API → Pricing.
   * When it fails: the cart is shown without a total, and can't be paid.
   */
  "api -> pricing": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 800,
    connectMs: 100,
    passesDeadline: true,
    breaker: { windowMs: 10000, minCalls: 20, failureRatio: 0.5, openMs: 5000, counts4xx: false },
    bulkhead: { inFlight: 64, queue: 16 },
    // retry: none, says the plan
  },
  /**
   * Checkout API → Orders. It places an order, which can't be taken back.
   * It carries a key, one for each buyer, remembered for 30d.
   */
  "api -> orders/place": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 250,
    connectMs: 100,
    bulkhead: { inFlight: 10, queue: 32 },
    pool: { size: 10, waitMs: 100 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * Checkout API → Orders.
   */
  "api -> orders/settle": {
    need: "hard",
    idempotency: "idempotent",
    timeoutMs: 250,
    connectMs: 100,
    bulkhead: { inFlight: 10, queue: 32 },
    pool: { size: 10, waitMs: 100 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * Checkout API → Orders.
   */
  "api -> orders/read": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 250,
    connectMs: 100,
    bulkhead: { inFlight: 10, queue: 32 },
    pool: { size: 10, waitMs: 100 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * Checkout API → Payments. It moves money, which can't be taken back.
   * When it fails: the order stays pending and the shop offers to pay again.
   * It carries a key, one for each order, remembered for 30d.
   */
  "api -> payments": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 5000,
    connectMs: 200,
    passesDeadline: true,
    retry: {
      attempts: 3,
      backoffMs: { base: 200, cap: 1000, growth: "exponential" },
      jitter: "full",
      budget: 0.1,
      statuses: [502, 503],
      retryAfter: true,
    },
    breaker: { windowMs: 30000, minCalls: 20, failureRatio: 0.5, openMs: 10000, counts4xx: false },
    bulkhead: { inFlight: 16, queue: 8 },
  },
  /**
   * Pricing → The tax service.
   * When it fails: no price, and the caller says so.
   */
  "pricing -> tax": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 500,
    connectMs: 150,
    passesDeadline: false,
    breaker: { windowMs: 10000, minCalls: 20, failureRatio: 0.5, openMs: 5000, counts4xx: false },
    bulkhead: { inFlight: 64, queue: 16 },
    // retry: none, says the plan
  },
  /**
   * Payments → Stripe. It moves money, which can't be taken back.
   * When it fails: the charge stays open and is settled by the reconciliation.
   * It carries a key, one for each order, remembered for 1d.
   * stripe@23 makes up to 3 tries by itself unless it is told otherwise. Tell it, or they multiply with those here.
   */
  "payments -> stripe": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 1400,
    connectMs: 300,
    passesDeadline: false,
    retry: {
      attempts: 3,
      backoffMs: { base: 100, cap: 400, growth: "exponential" },
      jitter: "full",
      budget: 0.1,
      statuses: [429, 500, 503],
      retryAfter: true,
    },
    breaker: { windowMs: 30000, minCalls: 20, failureRatio: 0.5, openMs: 10000, counts4xx: false },
    bulkhead: { inFlight: 24, queue: 8 },
  },
  /**
   * Payments → The books of payments.
   * It carries a key, one for each order, remembered for 30d.
   */
  "payments -> charges/open": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 100,
    connectMs: 50,
    bulkhead: { inFlight: 8, queue: 16 },
    pool: { size: 8, waitMs: 50 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * Payments → The books of payments.
   */
  "payments -> charges/close": {
    need: "hard",
    idempotency: "idempotent",
    timeoutMs: 100,
    connectMs: 50,
    bulkhead: { inFlight: 8, queue: 16 },
    pool: { size: 8, waitMs: 50 },
    // retry: none, says the plan
    // breaker: none, says the plan
  },
  /**
   * Fulfilment → Orders. It places an order, which can't be taken back.
   * It carries a key, one for each event, remembered for 30d.
   */
  "fulfilment -> orders": {
    need: "hard",
    idempotency: "keyed",
    timeoutMs: 250,
    connectMs: 100,
    bulkhead: { inFlight: 4, queue: 0 },
    pool: { size: 4, waitMs: 250 },
    // retry: none, says the plan
    // breaker: none, says the plan
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
  "POST /quotes": {
    deadlineMs: 2000, // of the journey quote
    ownMs: 45,
    steps: [
      [{ call: "api -> redis" }],
      [{ call: "api -> catalogue" }, { call: "api -> loyalty/balance" }],
      [{ call: "api -> pricing" }],
    ],
  },
  "pricing in quote": {
    deadlineMs: 800, // of the component
    ownMs: 30,
    steps: [
      [{ call: "pricing -> tax" }],
    ],
  },
  "POST /orders": {
    deadlineMs: 10000, // of the journey pay
    ownMs: 45,
    steps: [
      [{ call: "api -> loyalty/earn" }],
      [{ call: "api -> pricing" }],
      [{ call: "api -> orders/place" }],
      [{ call: "api -> orders/settle" }],
      [{ call: "api -> payments" }],
    ],
  },
  "fulfilment in pay": {
    // deadline: the plan does not say
    ownMs: 120,
    steps: [
      [{ call: "fulfilment -> orders" }],
    ],
  },
  "POST /charges": {
    deadlineMs: 5000, // of the component
    ownMs: 20,
    steps: [
      [{ call: "payments -> stripe" }],
      [{ call: "payments -> charges/open" }],
      [{ call: "payments -> charges/close" }],
    ],
  },
  "pricing in pay": {
    deadlineMs: 800, // of the component
    ownMs: 30,
    steps: [
      [{ call: "pricing -> tax" }],
    ],
  },
  "GET /orders/{id}": {
    deadlineMs: 1000, // of the journey track
    ownMs: 45,
    steps: [
      [{ call: "api -> orders/read" }],
    ],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointId = keyof typeof endpoints;
