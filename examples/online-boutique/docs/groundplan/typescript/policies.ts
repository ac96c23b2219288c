// groundplan: typescript, system online-boutique, plan sha256:255f6e91cfb9
/**
 * Online Boutique: what the plan says of every call and of every endpoint, in numbers.
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
   * The load generator → The web pages.
   */
  "loadgenerator -> frontend": {
    need: "hard",
    idempotency: "not stated",
    // timeout: the plan does not say
    // retry: none, says the plan
    // breaker: the plan does not say
    // bulkhead: the plan does not say
  },
  /**
   * The web pages → Currencies.
   */
  "frontend -> currencyservice/list": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Currencies.
   */
  "frontend -> currencyservice/convert": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Products.
   */
  "frontend -> productcatalogservice/list": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Products.
   */
  "frontend -> productcatalogservice/get": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Products.
   * When it fails: the page without recommendations.
   */
  "frontend -> productcatalogservice/get-recommended": {
    need: "soft",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Carts.
   */
  "frontend -> cartservice/get": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Carts.
   */
  "frontend -> cartservice/add": {
    need: "hard",
    idempotency: "none",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Recommendations.
   * When it fails: the page without recommendations.
   */
  "frontend -> recommendationservice": {
    need: "soft",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Shipping (a mock).
   */
  "frontend -> shippingservice": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Checkout. It places an order, which can't be taken back.
   */
  "frontend -> checkoutservice": {
    need: "hard",
    idempotency: "none",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * The web pages → Advertisements.
   * When it fails: the page without an advertisement.
   */
  "frontend -> adservice": {
    need: "soft",
    idempotency: "safe",
    timeoutMs: 100,
    passesDeadline: true,
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Recommendations → Products.
   */
  "recommendationservice -> productcatalogservice": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: false,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Carts.
   */
  "checkoutservice -> cartservice/get": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Carts.
   * When it fails: the cart stays full.
   */
  "checkoutservice -> cartservice/empty": {
    need: "soft",
    idempotency: "idempotent",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Products.
   */
  "checkoutservice -> productcatalogservice": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Currencies.
   */
  "checkoutservice -> currencyservice/items": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: false,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Currencies.
   */
  "checkoutservice -> currencyservice/shipping": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: false,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Shipping (a mock).
   */
  "checkoutservice -> shippingservice/quote": {
    need: "hard",
    idempotency: "safe",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Shipping (a mock). It places an order, which can't be taken back.
   */
  "checkoutservice -> shippingservice/ship": {
    need: "hard",
    idempotency: "none",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Payments (a mock). It moves money, which can't be taken back.
   */
  "checkoutservice -> paymentservice": {
    need: "hard",
    idempotency: "none",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Checkout → Confirmations by mail (a mock). It sends a message, which can't be taken back.
   * When it fails: the order without a mail.
   */
  "checkoutservice -> emailservice": {
    need: "soft",
    idempotency: "none",
    passesDeadline: true,
    // timeout: none, says the plan
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Carts → Carts.
   */
  "cartservice -> redis-cart/get": {
    need: "hard",
    idempotency: "safe",
    timeoutMs: 5000,
    connectMs: 5000,
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Carts → Carts.
   */
  "cartservice -> redis-cart/add": {
    need: "hard",
    idempotency: "none",
    timeoutMs: 5000,
    connectMs: 5000,
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
  },
  /**
   * Carts → Carts.
   */
  "cartservice -> redis-cart/read-or-empty": {
    need: "hard",
    idempotency: "idempotent",
    timeoutMs: 5000,
    connectMs: 5000,
    // retry: none, says the plan
    // breaker: none, says the plan
    // bulkhead: none, says the plan
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
  "GET /": {
    deadlineMs: 3000, // of the journey home
    ownMs: 30,
    steps: [
      [{ call: "frontend -> currencyservice/list" }],
      [{ call: "frontend -> currencyservice/convert", times: 9, unlimited: true }],
      [{ call: "frontend -> productcatalogservice/list" }],
      [{ call: "frontend -> cartservice/get" }],
      [{ call: "frontend -> adservice" }],
    ],
  },
  "cartservice in home": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "cartservice -> redis-cart/get" }],
    ],
  },
  "GET /product/{id}": {
    deadlineMs: 3000, // of the journey browse
    ownMs: 30,
    steps: [
      [{ call: "frontend -> currencyservice/list" }],
      [{ call: "frontend -> currencyservice/convert", unlimited: true }],
      [{ call: "frontend -> productcatalogservice/get", unlimited: true }],
      [{ call: "frontend -> productcatalogservice/get-recommended", times: 5 }],
      [{ call: "frontend -> cartservice/get" }],
      [{ call: "frontend -> recommendationservice" }],
      [{ call: "frontend -> adservice" }],
    ],
  },
  "recommendationservice in browse": {
    // deadline: the plan does not say
    ownMs: 25,
    steps: [
      [{ call: "recommendationservice -> productcatalogservice" }],
    ],
  },
  "cartservice in browse": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "cartservice -> redis-cart/get" }],
    ],
  },
  "GET /cart": {
    deadlineMs: 3000, // of the journey view-cart
    ownMs: 30,
    steps: [
      [{ call: "frontend -> currencyservice/list" }],
      [{ call: "frontend -> currencyservice/convert", times: 4, unlimited: true }],
      [{ call: "frontend -> productcatalogservice/get", times: 3, unlimited: true }],
      [{ call: "frontend -> productcatalogservice/get-recommended", times: 5 }],
      [{ call: "frontend -> cartservice/get" }],
      [{ call: "frontend -> recommendationservice" }],
      [{ call: "frontend -> shippingservice" }],
    ],
  },
  "recommendationservice in view-cart": {
    // deadline: the plan does not say
    ownMs: 25,
    steps: [
      [{ call: "recommendationservice -> productcatalogservice" }],
    ],
  },
  "cartservice in view-cart": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "cartservice -> redis-cart/get" }],
    ],
  },
  "POST /cart": {
    deadlineMs: 3000, // of the journey add-to-cart
    ownMs: 30,
    steps: [
      [{ call: "frontend -> productcatalogservice/get", unlimited: true }],
      [{ call: "frontend -> cartservice/add" }],
    ],
  },
  "POST /hipstershop.CartService/AddItem": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "cartservice -> redis-cart/add", times: 2 }],
    ],
  },
  "POST /cart/checkout": {
    deadlineMs: 10000, // of the journey place-order
    ownMs: 30,
    steps: [
      [{ call: "frontend -> currencyservice/list" }],
      [{ call: "frontend -> productcatalogservice/get-recommended", times: 5 }],
      [{ call: "frontend -> recommendationservice" }],
      [{ call: "frontend -> checkoutservice" }],
    ],
  },
  "POST /hipstershop.CheckoutService/PlaceOrder": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "checkoutservice -> cartservice/get" }],
      [{ call: "checkoutservice -> cartservice/empty" }],
      [{ call: "checkoutservice -> productcatalogservice", times: 3, unlimited: true }],
      [{ call: "checkoutservice -> currencyservice/items", times: 3, unlimited: true }],
      [{ call: "checkoutservice -> currencyservice/shipping" }, { call: "checkoutservice -> shippingservice/quote" }],
      [{ call: "checkoutservice -> shippingservice/ship" }],
      [{ call: "checkoutservice -> paymentservice" }],
      [{ call: "checkoutservice -> emailservice" }],
    ],
  },
  "POST /hipstershop.CartService/EmptyCart": {
    // deadline: the plan does not say
    ownMs: 15,
    steps: [
      [{ call: "cartservice -> redis-cart/read-or-empty" }],
    ],
  },
  "recommendationservice in place-order": {
    // deadline: the plan does not say
    ownMs: 25,
    steps: [
      [{ call: "recommendationservice -> productcatalogservice" }],
    ],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointId = keyof typeof endpoints;
