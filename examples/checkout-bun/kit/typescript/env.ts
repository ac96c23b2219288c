// groundplan: typescript, system checkout-bun, plan sha256:91ef57ecc86b
/**
 * Checkout on Bun: what each component reads from its environment, checked before it serves anything.
 *
 * A setting of which the plan names no default has to be there.
 */
import { z } from "zod";

/** A whole number, as text has it: no blank is a zero. */
const integer = (least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) =>
  z.string().regex(/^-?\d+$/, "a whole number is wanted").transform(Number).pipe(z.number().min(least).max(most));

/** A number, with or without a point. */
const number = (least = -Number.MAX_VALUE, most = Number.MAX_VALUE) =>
  z.string().regex(/^-?\d+(\.\d+)?$/, "a number is wanted").transform(Number).pipe(z.number().min(least).max(most));

const boolean = () => z.enum(["true", "false"]).transform((text) => text === "true");

const text = () => z.string().min(1);

const url = () => z.url();

const readers = { integer, number, boolean, text, url };

const environments = {
  "api": z.object({
    "PORT": readers.integer(1, 65535).prefault("3000"),
    "DATABASE": readers.text().prefault("orders.sqlite"),
    "PAYMENTS_URL": readers.url().prefault("http://127.0.0.1:3001"),
    /** Sets api -> payments.timeout.total. */
    "PAYMENTS_TIMEOUT_MS": readers.integer(200, 1000).prefault("800"),
    "WAREHOUSE_URL": readers.url().prefault("http://127.0.0.1:3002"),
  }),
} as const;

/** A component that reads settings. */
export type Reader = keyof typeof environments;

/** The settings of a component. */
export type Environment<R extends Reader> = Readonly<z.infer<(typeof environments)[R]>>;

/**
 * Reads and checks the settings of a component. Call it before the server listens.
 *
 * @throws Error that names every setting that is missing or does not fit.
 */
export function readEnvironment<R extends Reader>(reader: R, source: Readonly<Record<string, string | undefined>> = process.env): Environment<R> {
  const read = environments[reader].safeParse(source);
  if (!read.success) throw new Error(`the environment of ${reader} does not fit:\n${z.prettifyError(read.error)}`);
  return Object.freeze(read.data) as Environment<R>;
}
