/** An answer that says what went wrong, as RFC 9457 has it. */
export class Problem extends Error {
  override readonly name = "Problem";

  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, title: string, headers: Record<string, string> = {}) {
    super(title);
    this.status = status;
    this.headers = headers;
  }

  response(): Response {
    const body = { type: "about:blank", title: this.message, status: this.status };
    return Response.json(body, { status: this.status, headers: { ...this.headers, "Content-Type": "application/problem+json" } });
  }
}
