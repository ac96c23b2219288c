// Mermaid's own parser reads every diagram below a folder: files in its language, and blocks of Markdown pages.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const load = createRequire(`${process.env.node_modules}/`);
const { JSDOM } = load("jsdom");
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(pathToFileURL(join(process.env.node_modules, "mermaid/dist/mermaid.core.mjs")));

const root = resolve(process.argv[2]);
const diagrams = [];
for (const name of readdirSync(root, { recursive: true })) {
  if (name.endsWith(".mmd")) diagrams.push([name, readFileSync(join(root, name), "utf8")]);
  if (!name.endsWith(".md")) continue;
  for (const [, block] of readFileSync(join(root, name), "utf8").matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)) diagrams.push([name, block]);
}
const broken = [];
for (const [name, text] of diagrams) {
  try {
    await mermaid.parse(text);
  } catch (error) {
    broken.push(`${name}: ${error.message}`);
  }
}
if (broken.length > 0 || diagrams.length === 0) {
  console.error(broken.join("\n") || "there is no diagram");
  process.exit(1);
}
console.log(`${diagrams.length} diagrams are read by Mermaid ${JSON.parse(readFileSync(join(process.env.node_modules, "mermaid/package.json"), "utf8")).version}`);
