// Calls functions of an ES module, for tests that compare them with Python.
// Reads { source, calls: [[name, ...arguments]] } as JSON and writes the list of results as JSON.
import { readFileSync } from "node:fs";

/** @type {{ source: string, calls: [string, ...unknown[]][] }} */
const { source, calls } = JSON.parse(readFileSync(0, "utf8"));
const encoded = Buffer.from(source).toString("base64");
const module = await import(`data:text/javascript;base64,${encoded}`);
const results = await Promise.all(calls.map(([name, ...rest]) => module[name](...rest)));
const plain = (/** @type {string} */ _, /** @type {unknown} */ value) =>
  ArrayBuffer.isView(value) ? Array.from(/** @type {Float64Array} */ (value)) : value;
process.stdout.write(
  JSON.stringify(
    results.map((/** @type {unknown} */ result) => result ?? null),
    plain,
  ),
);
