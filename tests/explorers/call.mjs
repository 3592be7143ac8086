// Calls functions of an ES module, for tests that compare them with Python.
// Reads { source, calls: [[name, ...arguments]] } as JSON and writes the list of results as JSON.
import { readFileSync } from "node:fs";

const { source, calls } = JSON.parse(readFileSync(0, "utf8"));
const encoded = Buffer.from(source).toString("base64");
const module = await import(`data:text/javascript;base64,${encoded}`);
const results = calls.map(([name, ...rest]) => module[name](...rest));
const plain = (_, value) =>
  ArrayBuffer.isView(value) ? Array.from(/** @type {any} */ (value)) : value;
process.stdout.write(
  JSON.stringify(
    results.map((result) => result ?? null),
    plain,
  ),
);
