// Gas of every operation and of whole paths on the shipped contracts, measured in a fresh run of the gas tests.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Measured on the best existing implementation (iExec PoCo): one worker on its classic path, three replicas on it; and one
// worker, whose result nobody checks, on its fast path, which is what it has beside three votes of the epoch path.
const FAST = 162_164;
const PEER = {
  direct_1: 1_655_062,
  direct_3: 2_354_883,
  epoch_100x3x30: FAST,
  epoch_100x3x10: FAST,
  epoch_1000x3x30: FAST,
};

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const contracts = join(root, "contracts");
const forge = join(root, "node_modules", "@foundry-rs", "forge-linux-amd64", "bin", "forge");
const json = process.argv.includes("--json");

function run(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", env: { ...process.env, FORGE_SNAPSHOT_CHECK: "false" } });
  if (status !== 0) {
    process.stderr.write(`${error ?? ""}${stdout ?? ""}${stderr ?? ""}`);
    process.exit(1);
  }
}

// The tests deploy the committed artifacts; that those are the sources', eng/contracts.sh has checked in the launcher.
run(forge, ["test", "--match-path", "test/gas/*"], contracts);
const read = (name) => Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(join(contracts, "snapshots", `${name}.json`), "utf8"))).map(([key, gas]) => [key, Number(gas)]),
);
const paths = read("paths");
const operations = read("operations");

if (json) {
  console.log(JSON.stringify({ ...paths, operations, peer: PEER }, null, 2));
} else {
  const row = (name, gas, note = "") => console.log(`  ${name.padEnd(34)}${gas.toLocaleString("en").padStart(10)}  ${note}`);
  console.log("Whole paths, gas of a task: direct with its match, epoch with its anchor (tasks x votes x seats)");
  for (const [name, gas] of Object.entries(paths)) {
    row(name, gas, PEER[name] ? `peer ${PEER[name].toLocaleString("en")}, ${(PEER[name] / gas).toFixed(1)} times as much` : "");
  }
  console.log("Operations, gas");
  for (const [name, gas] of Object.entries(operations)) row(name, gas);
}
