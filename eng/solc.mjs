#!/usr/bin/env node
// The npm build of solc behind the two command lines that forge uses: `--version` and `--standard-json`.
// Forge takes any program for its compiler; no native solc is needed.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createRequire } from "node:module";

const solc = createRequire(import.meta.url)("solc");
const args = process.argv.slice(2);
const valuesOf = (flag) => args.flatMap((arg, i) => (arg === flag ? [args[i + 1]] : []));

if (args.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (args.includes("--standard-json")) {
  const roots = [...valuesOf("--base-path"), ...valuesOf("--include-path"), "."];
  const readImport = (path) => {
    for (const root of roots) {
      try {
        return { contents: readFileSync(resolve(root, path), "utf8") };
      } catch {
        // the next root may have it
      }
    }
    return { error: `${path} is in none of: ${roots.join(", ")}` };
  };
  process.stdout.write(solc.compile(readFileSync(0, "utf8"), { import: readImport }));
} else {
  console.error(`solc.mjs knows --version and --standard-json only, not: ${args.join(" ")}`);
  process.exitCode = 2;
}
