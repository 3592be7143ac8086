// Sets formulas: from stdin [{ tex, display }], to stdout their markup.

import { readFileSync } from "node:fs";
import katex from "katex";

/** @type {{ tex: string, display: boolean }[]} */
const formulas = JSON.parse(readFileSync(0, "utf8"));
const set = formulas.map(({ tex, display }) =>
  katex.renderToString(tex, { displayMode: display, strict: "error", throwOnError: true }),
);
process.stdout.write(JSON.stringify(set));
