// Reduces forge's output to what deployment and the binding generator need, the same bytes on every machine.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const CONTRACTS = ["EctToken", "AppRegistry", "DatasetRegistry", "WorkerPoolRegistry", "EctHub", "EctHubExtension", "EctHubRemedies", "OracleConsumer", "StandingOrders", "MonteCarloOracle", "Matchmaker", "AnyPoolOracle"];
const INTERFACES = ["IAssetRegistry", "IResultConsumer", "ITaskRequester"];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = join(root, "contracts", "src");
const target = join(root, "src", "Ect.Contracts", "Artifacts");
const check = process.argv.includes("--check");
const current = process.argv.includes("--current");

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

// Whatever decides the bytes: our sources, the compiler's settings, the versions of compiler and library.
function hashSources() {
  const hash = createHash("sha256");
  const add = (name, text) => hash.update(`${name}\n${text.length}\n`).update(text);
  for (const path of filesBelow(sources)) add(relative(sources, path).replaceAll("\\", "/"), readFileSync(path, "utf8"));
  const config = readFileSync(join(root, "contracts", "foundry.toml"), "utf8").split("\n");
  add("foundry.toml", config.filter((line) => /^(evm_version|optimizer|via_ir|bytecode_hash|cbor_)/.test(line)).join("\n"));
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  for (const name of ["solc", "@openzeppelin/contracts"]) add(name, packages[`node_modules/${name}`].integrity);
  return `0x${hash.digest("hex")}`;
}

// The hub answers with the code of three contracts: one address, one ABI.
const EXTENSIONS = { EctHub: "EctHubExtension", EctHubExtension: "EctHubRemedies" };

// A part's own functions are called at the hub: of its ABI only the constructor is of use.
const PARTS = new Set(Object.values(EXTENSIONS));

const builtOf = (name) => JSON.parse(readFileSync(join(root, "contracts", "out-ship", `${name}.sol`, `${name}.json`), "utf8"));

function abiOf(name) {
  const own = builtOf(name).abi.filter((entry) => entry.type !== "fallback");
  if (!(name in EXTENSIONS)) return own;
  const known = new Set(own.map((entry) => JSON.stringify(entry)));
  return [...own, ...abiOf(EXTENSIONS[name]).filter((entry) => entry.type !== "constructor" && !known.has(JSON.stringify(entry)))];
}

function artifact(name, sourcesHash) {
  const { bytecode, deployedBytecode } = builtOf(name);
  const abi = PARTS.has(name) ? abiOf(name).filter((entry) => entry.type === "constructor") : abiOf(name);
  if (Object.keys(bytecode.linkReferences).length > 0) throw new Error(`${name} needs linking, which nobody would do`);
  // Where the constructor writes values into the code: a deployment may differ from the artifact there, and only there.
  const immutables = Object.values(deployedBytecode.immutableReferences ?? {}).flat().sort((a, b) => a.start - b.start);
  const code =
    bytecode.object === "0x"
      ? {}
      : { bytecode: bytecode.object, deployedBytecode: deployedBytecode.object, immutables };
  return `${JSON.stringify({ contractName: name, sourcesHash, abi, ...code }, null, 1)}\n`;
}

const sourcesHash = hashSources();
const names = [...CONTRACTS, ...INTERFACES];

// Needs no compiler: an artifact carries the hash of the sources that it came from.
function isCurrent(name) {
  try {
    return JSON.parse(readFileSync(join(target, `${name}.json`), "utf8")).sourcesHash === sourcesHash;
  } catch {
    return false;
  }
}

function write() {
  mkdirSync(target, { recursive: true });
  const stale = [];
  for (const name of names) {
    const path = join(target, `${name}.json`);
    const text = artifact(name, sourcesHash);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    stale.push(relative(root, path));
    if (!check) writeFileSync(path, text);
  }
  if (check && stale.length > 0) {
    console.error(`Artifacts differ from the sources: ${stale.join(", ")}. Run eng/contracts.sh and commit the result.`);
    process.exitCode = 1;
  } else {
    console.log(stale.length === 0 ? "Artifacts are up to date." : `Wrote ${stale.join(", ")}.`);
  }
}

if (!current) write();
else if (!names.every(isCurrent)) process.exitCode = 1;
