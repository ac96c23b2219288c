// groundplan: typescript, system online-boutique, plan sha256:255f6e91cfb9
/**
 * Online Boutique: spans and counters by hand, on the API of OpenTelemetry alone.
 *
 * The plan says that instrumentation is automatic. That sees Node's server and clients, but not Bun.serve: use this where Bun serves.
 * Without an SDK that is set up at the start of the process, all of it does nothing.
 */
import { SpanKind, SpanStatusCode, context, metrics, propagation, trace } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import type { GuardEvent } from "./guards.ts";
import type { CallId } from "./policies.ts";

const tracer = trace.getTracer("online-boutique");

/** Answers a request within a span of its own, which goes on with the trace of the caller. `route` is the pattern, not the address. */
export function served(request: Request, route: string, answer: (span: Span) => Promise<Response>): Promise<Response> {
  const caller = propagation.extract(context.active(), request.headers, { keys: (headers) => [...headers.keys()], get: (headers, key) => headers.get(key) ?? undefined });
  const attributes = { "http.request.method": request.method, "http.route": route };
  return tracer.startActiveSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller, (span) =>
    ended(span, async () => {
      const response = await answer(span);
      span.setAttribute("http.response.status_code", response.status);
      if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      return response;
    }),
  );
}

/** Does a part of the work within a span. */
export function traced<T>(name: string, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, (span) => ended(span, () => work(span)));
}

/** Headers with the trace, for a call. */
export function carried(headers?: Headers): Headers {
  const carrying = new Headers(headers);
  propagation.inject(context.active(), carrying, { set: (carrier, key, value) => carrier.set(key, value) });
  return carrying;
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

const guardEvents = metrics.getMeter("online-boutique").createCounter("guard.events", { description: "What the guards of calls did, by call and kind." });

/** Counts what the guard of a call does: `guard(calls[id], { observe: observed(id) })`. */
export function observed(call: CallId): (event: GuardEvent) => void {
  return (event) => guardEvents.add(1, { call, event });
}
