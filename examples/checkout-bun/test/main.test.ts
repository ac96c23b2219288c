import { expect, test } from "bun:test";

test("it starts with one command, and goes when it is told to", async () => {
  const port = 20_000 + (process.pid % 20_000);
  const service = Bun.spawn([process.execPath, "src/main.ts"], {
    cwd: `${import.meta.dir}/..`,
    env: { ...process.env, PORT: String(port), DATABASE: ":memory:" },
    stdout: "ignore",
  });
  const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
  while ((await ready().catch(() => 0)) !== 200) {
    expect(service.exitCode).toBeNull();
    await Bun.sleep(20);
  }
  service.kill("SIGTERM");
  await Bun.sleep(100);
  expect(await ready()).toBe(503);
  expect(await service.exited).toBe(0);
}, 15_000);

test("it does not start with an environment that does not fit", async () => {
  const service = Bun.spawn([process.execPath, "src/main.ts"], {
    cwd: `${import.meta.dir}/..`,
    env: { ...process.env, PORT: "none", PAYMENTS_TIMEOUT_MS: "5000" },
    stderr: "pipe",
  });
  const said = await new Response(service.stderr).text();
  expect(await service.exited).not.toBe(0);
  expect(said).toContain("PORT");
  expect(said).toContain("PAYMENTS_TIMEOUT_MS");
});
