// Looks at the report in headless Chromium and prints what is wrong with it, a line each.
//   node look.cjs REPORT.html PAPER.pdf
"use strict";

const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const [report, paper] = process.argv.slice(2);
const address = pathToFileURL(report).href;
const faults = [];

async function onScreen(browser, width, colorScheme) {
  const place = `${width} px, ${colorScheme}`;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`${place}: console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${place}: ${error}`));
  page.on("request", (request) => {
    if (request.url() !== address) faults.push(`${place}: fetches ${request.url()}`);
  });
  await page.goto(address);
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (scroll > 0) faults.push(`${place}: the page scrolls sideways by ${scroll} px`);
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const violation of found.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ");
    faults.push(`${place}: axe: ${violation.id}: ${violation.help}: ${nodes}`);
  }
  await context.close();
}

// The width that A4 leaves between its margins, in CSS pixels: upright and across.
const UPRIGHT = (210 - 28) * 96 / 25.4;
const ACROSS = (297 - 24) * 96 / 25.4;

async function onPaper(browser) {
  const page = await browser.newPage({ viewport: { width: Math.floor(UPRIGHT), height: 1000 } });
  await page.goto(address);
  await page.emulateMedia({ media: "print" });
  for (const [selector, width] of [[".scroll:not(.wide) > table", UPRIGHT], [".scroll.wide > table", ACROSS]]) {
    await page.setViewportSize({ width: Math.floor(width), height: 1000 });
    const wide = await page.$$eval(selector, (tables, most) => tables
      .filter((table) => table.scrollWidth > most + 1)
      .map((table) => `${table.caption.textContent}: ${table.scrollWidth} px`), width);
    faults.push(...wide.map((table) => `on paper: cut: ${table}`));
  }
  await page.pdf({ path: paper, preferCSSPageSize: true, printBackground: true });
  await page.close();
}

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM.includes("/") ? process.env.CHROMIUM : `/usr/bin/${process.env.CHROMIUM}`,
    args: ["--no-sandbox"],
  });
  for (const width of [360, 1280]) {
    for (const colorScheme of ["light", "dark"]) await onScreen(browser, width, colorScheme);
  }
  await onPaper(browser);
  await browser.close();
  console.log(faults.join("\n"));
  process.exit(faults.length === 0 ? 0 : 1);
})().catch((error) => {
  console.log(error);
  process.exit(1);
});
