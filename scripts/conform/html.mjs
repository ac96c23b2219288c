// Opens rendered pages in Chromium and uses them as a reader would. `node html.mjs FOLDER`, a folder for each plan in it.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tools = createRequire(join(process.env.node_modules, "x.js"));
const { default: puppeteer } = await import(pathToFileURL(tools.resolve("puppeteer-core")));
const axe = tools.resolve("axe-core");

const folder = resolve(process.argv[2]);
const plans = readdirSync(folder).filter((name) => existsSync(join(folder, name, "index.html")));
assert.ok(plans.includes("online-boutique") && plans.includes("hostile") && plans.includes("large"), plans.join(", "));
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const did = { pages: 0, drawings: 0, rules: 0, widths: 0 };

// A page that notes what it must not do.
async function opened(file, { shade = "light", width = 1280, script = true, hash = "" } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  const address = pathToFileURL(file).href + hash;
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const asked = request.url();
    if (asked.split("#")[0] !== address.split("#")[0] && !asked.startsWith("data:")) complaints.push(`request: ${asked}`);
  });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: shade }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(script);
  const begun = performance.now();
  await page.goto(address, { waitUntil: "load" });
  return { page, complaints, seconds: (performance.now() - begun) / 1000 };
}

async function closed({ page, complaints }, name) {
  assert.deepEqual(complaints, [], name);
  await page.close();
}

// The rules of axe-core, run from outside so that the page's own policy stays in force.
async function accessible(page, name) {
  const session = await page.createCDPSession();
  const source = (await import("node:fs")).readFileSync(axe, "utf8");
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, allowUnsafeEvalBlockedByCSP: true });
    assert.equal(exceptionDetails, undefined, `${name}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  await evaluate(source + ";0");
  const found = await evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations, passes }) => ({
    passes: passes.length,
    violations: violations.map(({ id, help, nodes }) => ({ id, help, count: nodes.length, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " :: " + node.failureSummary) })),
  }))`);
  assert.deepEqual(found.violations, [], `${name}: ${JSON.stringify(found.violations, null, 1)}`);
  did.rules += found.passes;
  await session.detach();
}

const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const seen = (page, selector) => page.$$eval(selector, (all) => all.filter((element) => element.checkVisibility()).length);
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((element) => element.textContent));

for (const name of plans) {
  const file = join(folder, name, "index.html");
  for (const shade of ["light", "dark"]) {
    const at = await opened(file, { shade });
    // Of the large page some of each kind say as much as all of them.
    if (name === "large") {
      await at.page.$$eval(".part, .finding, #graph .box, tbody tr, .journey, [data-journey], select option", (all) => {
        const met = new Map();
        for (const element of all) {
          const kind = element.parentNode;
          met.set(kind, (met.get(kind) ?? 0) + 1);
          if (met.get(kind) > 8) element.remove();
        }
      });
    }
    await accessible(at.page, `${name}, ${shade}`);
    assert.equal(await at.page.evaluate("window.hacked"), undefined, name);
    if (name === "large") assert.ok(at.seconds < 10, `the large page took ${at.seconds} s`);
    await closed(at, `${name}, ${shade}`);
    did.pages += 1;
  }
  for (const width of [1280, 768, 390]) {
    const at = await opened(file, { width });
    assert.ok(await fits(at.page), `${name} is wider than ${width}`);
    await closed(at, name);
    did.widths += 1;
  }
}

// Without a script everything can be read.
{
  const at = await opened(join(folder, "online-boutique", "index.html"), { script: false });
  assert.equal(await seen(at.page, "main > section"), 9);
  assert.equal(await seen(at.page, ".needs-script"), 0);
  assert.equal(await seen(at.page, ".finding"), (await at.page.$$(".finding")).length);
  assert.ok((await at.page.$$eval("#graph a", (links) => links.every((link) => document.querySelector(link.getAttribute("href"))))), "a box leads nowhere");
  await closed(at, "without a script");
}

// Every link in the page leads somewhere.
for (const name of plans) {
  const at = await opened(join(folder, name, "index.html"));
  const lost = await at.page.$$eval("a[href^='#']", (links) => links.map((link) => link.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
  assert.deepEqual(lost, [], name);
  await closed(at, name);
}

// A click through the boutique.
{
  const at = await opened(join(folder, "online-boutique", "index.html"));
  const { page } = at;
  const lit = async () => (await texts(page, "#graph .box.lit text.id")).sort();
  const box = (id) => `#graph .box:has(> a[href="#${id}"]) > a`;
  const part = async (name) => page.$$eval("#graph .box", (boxes, name) => boxes.find((box) => box.querySelector("text.id").textContent === name).querySelector("a").getAttribute("href").slice(1), name);

  // A component: its neighbours and its facts.
  const checkout = await part("checkoutservice");
  await page.click(box(checkout));
  assert.deepEqual(await lit(), ["cartservice", "checkoutservice", "currencyservice", "emailservice", "frontend", "paymentservice", "productcatalogservice", "shippingservice"]);
  assert.equal(await seen(page, "#panel"), 1);
  assert.match((await texts(page, "#panel"))[0], /checkoutservice Checkout[\s\S]*Peak load[\s\S]*Asks[\s\S]*paymentservice[\s\S]*Is asked by[\s\S]*frontend/);
  await accessible(page, "a component in focus");

  // On to a neighbour from its facts, then away.
  await page.click(`#panel a[href="#${await part("paymentservice")}"]`);
  assert.deepEqual(await lit(), ["checkoutservice", "paymentservice"]);
  await page.keyboard.press("Escape");
  assert.deepEqual(await lit(), []);
  assert.equal(await seen(page, "#panel"), 0);

  // The same by keyboard.
  await page.$eval(box(checkout), (link) => link.focus());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.equal((await lit()).length >= 2, true);
  assert.equal(await seen(page, "#panel"), 1);
  await page.keyboard.press("Escape");

  // A journey: its calls light up.
  const journey = (title) => page.$$eval(".chip[data-journey]", (buttons, title) => buttons.find((button) => button.textContent === title).click(), title);
  await journey("A visitor pays for the cart");
  const onTheWay = await lit();
  assert.ok(onTheWay.includes("paymentservice") && onTheWay.includes("place-order") && !onTheWay.includes("adservice"), onTheWay.join(", "));
  assert.equal(await seen(page, ".chip[aria-pressed=true]"), 1);
  await journey("Everything");
  assert.deepEqual(await lit(), []);

  // Findings: by severity, by part, by words, and all again.
  const all = (await page.$$(".finding")).length;
  assert.ok(all > 20, `${all} findings`);
  await page.click(".chip:has(input[value=high])");
  const high = await seen(page, ".finding");
  assert.ok(high > 0 && high < all);
  assert.equal(await seen(page, ".finding[data-severity=high]"), high);
  assert.equal((await texts(page, "#found"))[0], `${high} of ${all} findings`);
  await page.type("[name=search]", "checkoutservice");
  const searched = await seen(page, ".finding");
  assert.ok(searched > 0 && searched < high, `${searched} of ${high}`);
  await page.click("#filter [type=reset]");
  await page.waitForFunction(`document.querySelectorAll(".finding.filtered").length === 0`);
  await page.select("[name=category]", await page.$eval("[name=category] option:nth-child(2)", (option) => option.value));
  assert.ok((await seen(page, ".finding")) < all);
  await page.click("#filter [type=reset]");
  await page.click(box(checkout));
  await page.click("#panel a[data-part]");
  assert.equal(await page.$eval("[name=part]", (select) => select.value), "checkoutservice");
  const ofPart = await seen(page, ".finding");
  assert.ok(ofPart > 0 && ofPart < all);
  await page.click(".finding:not(.filtered) summary");
  assert.equal(await seen(page, ".finding .more"), 1);

  // On paper nothing is filtered out or folded.
  await page.emulateMediaType("print");
  assert.equal(await seen(page, ".finding"), all);
  assert.equal(await seen(page, ".filter"), 0);
  await page.emulateMediaType("screen");

  // Light and dark by hand.
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await colour();
  await page.click("#shade");
  assert.notEqual(await colour(), before);
  await closed(at, "a click through the boutique");

  const linked = await opened(join(folder, "online-boutique", "index.html"), { hash: `#${checkout}` });
  assert.equal(await seen(linked.page, "#panel"), 1, "a link to a component shows it");
  await closed(linked, "a link to a component");
}

// A system of 2 000 components: what is drawn can be read, and what is not drawn is listed.
{
  const at = await opened(join(folder, "large", "index.html"));
  const drawn = (await at.page.$$("#graph .box")).length;
  assert.ok(drawn > 50 && drawn <= 150, `${drawn} boxes`);
  assert.equal((await at.page.$$(".part")).length, 2000);
  assert.match((await texts(at.page, "#system"))[0], /Drawn are \d+ of 2020/);
  const begun = performance.now();
  await at.page.type("[name=search]", "c1999");
  assert.ok(performance.now() - begun < 5000, "searching is slow");
  await closed(at, "large");
}

// Drawings: every text stands in its box, and no box on another.
for (const name of plans) {
  const at = await opened(join(folder, name, "diagram", "system.svg"), { script: true });
  const wrong = await at.page.evaluate(() => {
    const area = (element) => element.getBoundingClientRect();
    const inside = (a, b) => a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5;
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const wrong = [];
    const boxes = [...document.querySelectorAll(".box[data-box]")];
    const areas = [...boxes.map((box) => box.querySelector(".outline")), ...document.querySelectorAll(".line rect")].map(area);
    for (const box of boxes) {
      for (const text of box.querySelectorAll("text")) {
        if (!inside(area(text), area(box.querySelector(".outline")))) wrong.push(`runs out of its box: ${text.textContent}`);
      }
    }
    for (const label of document.querySelectorAll(".line text")) {
      if (!inside(area(label), area(label.parentNode.querySelector("rect")))) wrong.push(`runs out of its room: ${label.textContent}`);
    }
    areas.forEach((a, at) => areas.slice(at + 1).forEach((b) => { if (!apart(a, b)) wrong.push("one lies on another"); }));
    return wrong;
  });
  assert.deepEqual(wrong, [], `${name}: drawing`);
  await closed(at, `${name}: drawing`);
  did.drawings += 1;
}

await browser.close();
console.log(`${did.pages} openings of ${plans.length} pages in light and dark, ${did.rules} rules of axe-core passed, ${did.widths} widths, ${did.drawings} drawings, a click through the boutique`);
