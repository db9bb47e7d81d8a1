#!/usr/bin/env node
// Writes tests/vectors/draws.json: draws and the weight of reputations, computed a third time as docs/protocol.md defines them.
// The Solidity and C# tests both read this one file.   eng/draw-vectors.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AbiCoder, Wallet, id, keccak256, toBeHex } from "ethers";

const hash = (types, values) => BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));

/* DRAWS: one task at a time, its number digit by digit */
function draw(i) {
  const [blockHash, deal, worker] = [id(`block ${i}`), id(`deal ${i}`), new Wallet(id(`worker ${i}`)).address];
  const [trust, widenings, word] = [1 + (i % 16), i % 3, i % 5];
  const seats = [3, 9, 30, 100, 1000, 12_345, 1_000_000][i % 7];
  const width = (2 * trust + 2) * 2 ** widenings;
  const seed = hash(["bytes32", "bytes32"], [blockHash, deal]) >> 104n;
  let [digits, threshold] = [0, 1];
  if (seats > width) {
    while (width * 2 ** digits < 4 * seats) digits++;
    threshold = Math.ceil((width * 2 ** digits) / seats);
    if (threshold >= 2 ** digits) [digits, threshold] = [0, 1];
  }
  const rows = Array.from({ length: digits }, (_, digit) => hash(["uint256", "address", "uint256", "uint256"], [seed, worker, word, digit]));
  let lanes = 0n;
  for (let lane = 0n; lane < 256n; lane++) {
    const number = rows.reduce((sum, row) => 2 * sum + Number((row >> lane) & 1n), 0);
    if (number < threshold) lanes |= 1n << lane;
  }
  return { blockHash, deal, worker, trust, widenings, word, seats, seed: toBeHex(seed, 32), width, digits, threshold, lanes: toBeHex(lanes, 32) };
}

/* REPUTATIONS */
const UNIT = 10n ** 14n;
const HALF_LIFE = 64n;
function reputation(i) {
  const fees = [0n, 1n, 9_999n, 10_000n, 70_000n, 150_001n, 4_294_967_295n][i % 7];
  const payers = [0, 0b1, 0b11, 0b1111, 0b111111, 0xffff, 0xa5a5][(i * 3) % 7];
  const [day, age] = [20_000n + BigInt(i), [0n, 1n, 63n, 64n, 100n, 128n, 640n, 3000n][i % 8]];
  const value = [0n, 1n, UNIT, 10n ** 18n, 3n * 10n ** 18n, 10n ** 21n][i % 6];
  let left = fees >> (age / HALF_LIFE);
  left -= (left * (age % HALF_LIFE)) / (2n * HALF_LIFE);
  const worth = UNIT * left;
  let bits = 2;
  if (value > 0n && worth >= value) {
    let extra = 0;
    for (let ratio = 1n + worth / value; ratio > 1n && extra < 4; ratio >>= 1n) extra++;
    const distinct = payers.toString(2).replaceAll("0", "").length;
    bits += Math.min(extra, Math.floor(distinct / 2));
  }
  const packed = (fees << 32n) | (BigInt(payers) << 16n) | day;
  return { packed: packed.toString(), on: (day + age).toString(), value: value.toString(), fees: left.toString(), bits };
}

const text = `${JSON.stringify(
  {
    comment: "Written by eng/draw-vectors.mjs with ethers; do not edit.",
    draws: Array.from({ length: 42 }, (_, i) => draw(i)),
    reputations: Array.from({ length: 168 }, (_, i) => reputation(i)),
  },
  null,
  1,
)}\n`;
const path = fileURLToPath(new URL("../tests/vectors/draws.json", import.meta.url));
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error("tests/vectors/draws.json is not what eng/draw-vectors.mjs writes");
    process.exit(1);
  }
} else {
  writeFileSync(path, text);
}
