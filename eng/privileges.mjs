#!/usr/bin/env node
// No privileged access, proven over the compiled contracts, not promised: follows every path through each contract's code with
// an abstract stack, and fails if it finds
//   - SELFDESTRUCT or CALLCODE;
//   - a DELEGATECALL to anything but an immutable of EctHub or EctHubExtension (the next part of the hub);
//   - the caller compared with an address that deployment fixed: an immutable, a literal, a storage slot of fixed place;
//   - storage that the parts of the hub lay out differently.
//   eng/privileges.mjs              the committed artifacts and out-ship's storage layouts; after eng/contracts.sh --check
//   eng/privileges.mjs --self-test  finds what it looks for in contracts that have it (out-ship, after eng/contracts.sh --check)
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
// The parts of the hub, which share its storage; each but the last goes on in the next one's code.
const PARTS = ["EctHub", "EctHubExtension", "EctHubRemedies"];
const SHIPPED = ["EctToken", "AppRegistry", "DatasetRegistry", "WorkerPoolRegistry", ...PARTS, "OracleConsumer", "StandingOrders", "MonteCarloOracle", "Matchmaker", "AnyPoolOracle"];
const MAY_DELEGATE = new Set(PARTS.slice(0, -1));
// Samples believe one hub alone: that is what a consumer is for.
const MAY_KNOW_ITS_CALLER = new Set(["OracleConsumer", "MonteCarloOracle", "AnyPoolOracle"]);
const MOST_STATES = 3_000_000;

/* THE MACHINE: [name, taken from the stack, put on it]; PUSH, DUP and SWAP apart. */
const OPS = {
  0x00: ["STOP", 0, 0], 0x01: ["ADD", 2, 1], 0x02: ["MUL", 2, 1], 0x03: ["SUB", 2, 1], 0x04: ["DIV", 2, 1], 0x05: ["SDIV", 2, 1],
  0x06: ["MOD", 2, 1], 0x07: ["SMOD", 2, 1], 0x08: ["ADDMOD", 3, 1], 0x09: ["MULMOD", 3, 1], 0x0a: ["EXP", 2, 1], 0x0b: ["SIGNEXTEND", 2, 1],
  0x10: ["LT", 2, 1], 0x11: ["GT", 2, 1], 0x12: ["SLT", 2, 1], 0x13: ["SGT", 2, 1], 0x14: ["EQ", 2, 1], 0x15: ["ISZERO", 1, 1],
  0x16: ["AND", 2, 1], 0x17: ["OR", 2, 1], 0x18: ["XOR", 2, 1], 0x19: ["NOT", 1, 1], 0x1a: ["BYTE", 2, 1], 0x1b: ["SHL", 2, 1],
  0x1c: ["SHR", 2, 1], 0x1d: ["SAR", 2, 1], 0x20: ["KECCAK256", 2, 1], 0x30: ["ADDRESS", 0, 1], 0x31: ["BALANCE", 1, 1],
  0x32: ["ORIGIN", 0, 1], 0x33: ["CALLER", 0, 1], 0x34: ["CALLVALUE", 0, 1], 0x35: ["CALLDATALOAD", 1, 1], 0x36: ["CALLDATASIZE", 0, 1],
  0x37: ["CALLDATACOPY", 3, 0], 0x38: ["CODESIZE", 0, 1], 0x39: ["CODECOPY", 3, 0], 0x3a: ["GASPRICE", 0, 1], 0x3b: ["EXTCODESIZE", 1, 1],
  0x3c: ["EXTCODECOPY", 4, 0], 0x3d: ["RETURNDATASIZE", 0, 1], 0x3e: ["RETURNDATACOPY", 3, 0], 0x3f: ["EXTCODEHASH", 1, 1],
  0x40: ["BLOCKHASH", 1, 1], 0x41: ["COINBASE", 0, 1], 0x42: ["TIMESTAMP", 0, 1], 0x43: ["NUMBER", 0, 1], 0x44: ["PREVRANDAO", 0, 1],
  0x45: ["GASLIMIT", 0, 1], 0x46: ["CHAINID", 0, 1], 0x47: ["SELFBALANCE", 0, 1], 0x48: ["BASEFEE", 0, 1], 0x49: ["BLOBHASH", 1, 1],
  0x4a: ["BLOBBASEFEE", 0, 1], 0x50: ["POP", 1, 0], 0x51: ["MLOAD", 1, 1], 0x52: ["MSTORE", 2, 0], 0x53: ["MSTORE8", 2, 0],
  0x54: ["SLOAD", 1, 1], 0x55: ["SSTORE", 2, 0], 0x56: ["JUMP", 1, 0], 0x57: ["JUMPI", 2, 0], 0x58: ["PC", 0, 1], 0x59: ["MSIZE", 0, 1],
  0x5a: ["GAS", 0, 1], 0x5b: ["JUMPDEST", 0, 0], 0x5c: ["TLOAD", 1, 1], 0x5d: ["TSTORE", 2, 0], 0x5e: ["MCOPY", 3, 0],
  0xa0: ["LOG0", 2, 0], 0xa1: ["LOG1", 3, 0], 0xa2: ["LOG2", 4, 0], 0xa3: ["LOG3", 5, 0], 0xa4: ["LOG4", 6, 0],
  0xf0: ["CREATE", 3, 1], 0xf1: ["CALL", 7, 1], 0xf2: ["CALLCODE", 7, 1], 0xf3: ["RETURN", 2, 0], 0xf4: ["DELEGATECALL", 6, 1],
  0xf5: ["CREATE2", 4, 1], 0xfa: ["STATICCALL", 6, 1], 0xfd: ["REVERT", 2, 0], 0xfe: ["INVALID", 0, 0], 0xff: ["SELFDESTRUCT", 1, 0],
};
const ENDS = new Set(["STOP", "RETURN", "REVERT", "INVALID", "SELFDESTRUCT"]);
const COMPARES = new Set(["EQ", "SUB", "XOR", "LT", "GT", "SLT", "SGT"]);
// What keeps an address an address: masks and shifts.
const KEEPS = new Set(["AND", "OR", "SHL", "SHR", "SAR"]);

/* WHAT MAY BE ON THE STACK */
const UNKNOWN = "?";
const CALLER = "caller";
const IMMUTABLE = "immutable"; // fixed in the code by the constructor
const FIXED = "fixed slot"; // read from a place in storage that depends on nothing
const LITERAL = "literal address";
const FIXED_BY_DEPLOYMENT = new Set([IMMUTABLE, FIXED, LITERAL]);

// Jump targets stay numbers, so that calls return where they came from; other constants only matter as masks and places.
function constant(value, size, targets) {
  if (value < BigInt(targets.length) && targets[Number(value)]) return Number(value);
  const looksLikeAnAddress = size === 20 && value !== (1n << 160n) - 1n && value >> 64n !== 0n;
  return looksLikeAnAddress ? LITERAL : "constant";
}

function decode(code) {
  const targets = new Array(code.length).fill(false);
  for (let pc = 0; pc < code.length; ++pc) {
    if (code[pc] === 0x5b) targets[pc] = true;
    if (code[pc] >= 0x60 && code[pc] <= 0x7f) pc += code[pc] - 0x5f;
  }
  return targets;
}

const isConstant = (value) => value === "constant" || typeof value === "number" || value === LITERAL;

function result(name, taken) {
  if (name === "CALLER" || name === "ORIGIN") return CALLER;
  if (name === "SLOAD") return isConstant(taken[0]) ? FIXED : UNKNOWN;
  if (KEEPS.has(name)) {
    const kept = taken.find((value) => value === CALLER || value === IMMUTABLE || value === FIXED);
    if (kept !== undefined && taken.filter((value) => value === kept || isConstant(value)).length === taken.length) return kept;
    return taken.every(isConstant) ? "constant" : UNKNOWN;
  }
  if (name === "ADD" || name === "MUL" || name === "NOT" || name === "EXP") return taken.every(isConstant) ? "constant" : UNKNOWN;
  if (name === "SUB") return taken.every(isConstant) ? "constant" : UNKNOWN;
  return UNKNOWN;
}

/** Every path from the entry; what it finds. */
function inspect(name, code, immutables) {
  const findings = new Set();
  const targets = decode(code);
  const immutableAt = new Set(immutables.map(({ start }) => start));
  const seen = new Set();
  const work = [[0, []]];
  const visit = (pc, stack) => {
    const key = `${pc}|${stack.join(",")}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (seen.size > MOST_STATES) throw new Error(`${name}: more than ${MOST_STATES} states`);
    work.push([pc, stack]);
  };
  while (work.length > 0) {
    const [start, entry] = work.pop();
    const stack = [...entry];
    const pop = () => (stack.length === 0 ? UNKNOWN : stack.pop());
    for (let pc = start; pc < code.length; ++pc) {
      const op = code[pc];
      if (op === 0x5f) { stack.push("constant"); continue; }
      if (op >= 0x60 && op <= 0x7f) {
        const size = op - 0x5f;
        let value = 0n;
        for (let i = 1; i <= size; ++i) value = (value << 8n) | BigInt(code[pc + i] ?? 0);
        stack.push(immutableAt.has(pc + 1) ? IMMUTABLE : constant(value, size, targets));
        pc += size;
        continue;
      }
      if (op >= 0x80 && op <= 0x8f) { stack.push(stack[stack.length - (op - 0x7f)] ?? UNKNOWN); continue; }
      if (op >= 0x90 && op <= 0x9f) {
        const other = stack.length - 1 - (op - 0x8f);
        if (other < 0) throw new Error(`${name}: the stack is too short at ${pc}`);
        [stack[stack.length - 1], stack[other]] = [stack[other], stack[stack.length - 1]];
        continue;
      }
      const [what, takes, gives] = OPS[op] ?? ["INVALID", 0, 0];
      const taken = Array.from({ length: takes }, pop);
      if (what === "SELFDESTRUCT" || what === "CALLCODE") findings.add(`${what} at ${pc}`);
      if (what === "DELEGATECALL" && !(MAY_DELEGATE.has(name) && taken[1] === IMMUTABLE)) findings.add(`DELEGATECALL to ${taken[1]} at ${pc}`);
      if (COMPARES.has(what) && taken.includes(CALLER)) {
        const other = taken[0] === CALLER ? taken[1] : taken[0];
        if (FIXED_BY_DEPLOYMENT.has(other) && !MAY_KNOW_ITS_CALLER.has(name)) findings.add(`caller compared with ${other} at ${pc}`);
      }
      if (ENDS.has(what)) break;
      if (what === "JUMP" || what === "JUMPI") {
        if (typeof taken[0] !== "number") throw new Error(`${name}: a jump to ${taken[0]} at ${pc} cannot be followed`);
        visit(taken[0], [...stack]);
        if (what === "JUMP") break;
        continue;
      }
      for (let i = 0; i < gives; ++i) stack.push(result(what, taken));
      if (code[pc + 1] === 0x5b) { visit(pc + 1, stack); break; }
    }
  }
  const visited = new Set([...seen].map((key) => Number(key.split("|")[0])));
  const missed = targets.flatMap((isTarget, pc) => (isTarget && !visited.has(pc) ? [pc] : []));
  if (missed.length > 0) findings.add(`code that no path reaches, and that was not looked at, from ${missed[0]}`);
  return { findings: [...findings], states: seen.size };
}

const bytesOf = (hex) => Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

function layoutOf(name) {
  const path = join(root, "contracts", "out-ship", `${name}.sol`, `${name}.json`);
  if (!existsSync(path)) throw new Error(`${path} is missing: run eng/contracts.sh --check first`);
  const { storageLayout } = JSON.parse(readFileSync(path, "utf8"));
  if (!storageLayout) throw new Error(`${name}: no storage layout in ${path}`);
  // Type ids carry numbers of the syntax tree; what counts is how a type is laid out.
  const plain = (type) => type.replace(/\)\d+/g, ")");
  const slots = storageLayout.storage.map(({ label, offset, slot, type }) => `${slot}+${offset} ${label} ${plain(type)}`);
  const structs = Object.entries(storageLayout.types ?? {}).flatMap(([type, { members }]) =>
    (members ?? []).map((member) => `${plain(type)} ${member.slot}+${member.offset} ${member.label} ${plain(member.type)}`));
  return { slots, structs: structs.sort() };
}

// Each part names only the structs that it uses; what two name must be alike, and every slot must.
function differences(first, second) {
  const problems = [];
  const pair = `${first.name} and ${second.name}`;
  const differing = first.slots.length !== second.slots.length || first.slots.some((slot, i) => slot !== second.slots[i]);
  if (differing) problems.push(`${pair}: storage differs:\n  ${first.slots.join("\n  ")}\nand\n  ${second.slots.join("\n  ")}`);
  const names = (layout) => new Set(layout.structs.map((line) => line.split(" ")[0]));
  for (const type of [...names(first)].filter((name) => names(second).has(name))) {
    const of = (layout) => layout.structs.filter((line) => line.startsWith(`${type} `)).join("\n  ");
    if (of(first) !== of(second)) problems.push(`${pair}: ${type} differs`);
  }
  return problems;
}

function checkShipped() {
  const problems = [];
  for (const name of SHIPPED) {
    const artifact = read("src", "Ect.Contracts", "Artifacts", `${name}.json`);
    const { findings, states } = inspect(name, bytesOf(artifact.deployedBytecode), artifact.immutables);
    console.log(`${name}: ${states} states, ${findings.length === 0 ? "nothing privileged" : findings.join("; ")}`);
    problems.push(...findings.map((finding) => `${name}: ${finding}`));
  }
  const [first, ...others] = PARTS.map((name) => ({ name, ...layoutOf(name) }));
  for (const other of others) problems.push(...differences(first, other));
  console.log(`${PARTS.join(", ")}: ${first.slots.length} slots, laid out alike`);
  return problems;
}

/** Contracts of contracts/test/mocks/Privileged.sol, each with one thing that must be found. */
const CONTROLS = {
  OwnedByImmutable: "caller compared with immutable",
  OwnedBySlot: "caller compared with fixed slot",
  OwnedByLiteral: "caller compared with literal address",
  DelegatesAnywhere: "DELEGATECALL to ?",
  DelegatesToSlot: "DELEGATECALL to fixed slot",
  OwnedByMapping: undefined, // roles that everybody may take are no privilege
};

function selfTest() {
  const problems = [];
  for (const [code, expected] of [["0x33ff", "SELFDESTRUCT at 1"], ["0x5f5f5f5f5f5f5ff2", "CALLCODE at 7"], ["0x00ff", undefined]]) {
    if (inspect(code, bytesOf(code), []).findings[0] !== expected) problems.push(`${code}: expected ${expected ?? "nothing"}`);
  }
  for (const [name, expected] of Object.entries(CONTROLS)) {
    const { deployedBytecode } = read("contracts", "out-ship", "Privileged.sol", `${name}.json`);
    const immutables = Object.values(deployedBytecode.immutableReferences ?? {}).flat();
    const { findings } = inspect(name, bytesOf(deployedBytecode.object), immutables);
    const found = expected === undefined ? findings.length === 0 : findings.some((finding) => finding.startsWith(expected));
    console.log(`${name}: ${findings.join("; ") || "nothing privileged"}`);
    if (!found) problems.push(`${name}: expected ${expected ?? "nothing"}, found ${findings.join("; ") || "nothing"}`);
  }
  return problems;
}

const problems = process.argv.includes("--self-test") ? selfTest() : checkShipped();
for (const problem of problems) console.error(`privileged access: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
