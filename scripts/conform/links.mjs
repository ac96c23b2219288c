// Every link of every Markdown page below a folder leads to a file that is there, and to a heading that the file has.
import { readFileSync, readdirSync, existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(process.argv[2]);
const pages = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".md")).map((name) => join(root, name));

// A page without its code, whose brackets are no links.
const prose = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1\s*$/gm, "").replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "code");

// The anchors of a page, as GitHub makes them of its headings.
const anchors = (file) => {
  const found = new Set();
  const text = readFileSync(file, "utf8").replace(/^(```|~~~)[\s\S]*?^\1\s*$/gm, "");
  for (const [, heading] of text.matchAll(/^#{1,6} (.*)$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\\(.)/g, "$1").trim().toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, "").replace(/ /g, "-");
    let anchor = slug;
    for (let n = 1; found.has(anchor); n += 1) anchor = `${slug}-${n}`;
    found.add(anchor);
  }
  return found;
};

let checked = 0;
const broken = [];
for (const page of pages) {
  const text = prose(readFileSync(page, "utf8"));
  for (const [, target] of text.matchAll(/(?<!\\)\]\(([^)\s]*)\)/g)) {
    if (/^(https?|mailto):/.test(target)) continue;
    checked += 1;
    const [path, anchor] = target.split("#");
    const file = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
    const is = existsSync(file) && statSync(file).isFile();
    if (!is) broken.push(`${relative(root, page)}: there is no ${target}`);
    else if (anchor && !anchors(file).has(decodeURIComponent(anchor))) broken.push(`${relative(root, page)}: no heading for ${target}`);
  }
}
if (broken.length > 0 || checked === 0) {
  console.error(broken.join("\n") || "there is no link");
  process.exit(1);
}
console.log(`${checked} links of ${pages.length} pages lead to what is there`);
