#!/usr/bin/env node
// Writes tests/vectors/live.json: chunks of live logs, sealed a second time as docs/live.md defines it, by node's own
// cryptography and ethers.   eng/live-vectors.mjs [--check]
import { createCipheriv, createHash, hkdfSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SigningKey, Wallet, getBytes, hexlify, id } from "ethers";

const domain = { name: "ECT", version: "1", chainId: 31337, verifyingContract: new Wallet(id("hub")).address };
const bytes = (hex) => Buffer.from(getBytes(hex));
const u64 = (n) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };

async function chunk(i) {
  const [worker, recipient, ephemeral] = ["worker", "recipient", "ephemeral"].map((who) => new SigningKey(id(`${who} ${i}`)));
  const wallet = new Wallet(worker.privateKey);
  const task = id(`task ${i}`);
  const [channel, last] = [1 + (i % 3), i % 2 === 1];
  const sequence = 0; // the first of its channel; the nonce of later ones is told apart by the property tests
  const plain = Buffer.alloc([0, 1, 15, 16, 17, 200, 4096, 32768][i % 8]);
  for (let at = 0; at < plain.length; at++) plain[at] = createHash("sha256").update(`${i} ${at >> 5}`).digest()[at & 31];
  const shared = bytes(ephemeral.computeSharedSecret(recipient.publicKey)).subarray(1, 33); // x alone
  const salt = Buffer.concat([bytes(ephemeral.compressedPublicKey), bytes(recipient.compressedPublicKey)]);
  const info = Buffer.concat([Buffer.from("ect-live-v1"), bytes(task), bytes(wallet.address)]);
  const key = Buffer.from(hkdfSync("sha256", shared, salt, info, 32));
  const nonce = Buffer.concat([Buffer.from([0, 0, 0, channel]), u64(sequence)]);
  const bound = Buffer.concat([bytes(task), bytes(wallet.address), Buffer.from([channel]), u64(sequence), Buffer.from([last ? 1 : 0])]);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(bound);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const signature = await wallet.signTypedData(domain, { LiveKey: [{ name: "task", type: "bytes32" }, { name: "key", type: "string" }] }, { task, key: ephemeral.compressedPublicKey });
  const brief = (data) => (data.length > 256 ? { sha256: createHash("sha256").update(data).digest("hex") } : { hex: hexlify(data) });
  return {
    task, worker: worker.privateKey, recipient: recipient.privateKey, logKey: recipient.compressedPublicKey, ephemeral: ephemeral.privateKey,
    key: ephemeral.compressedPublicKey, signature, channel, sequence, last, plainLength: plain.length, plain: brief(plain), sealed: brief(sealed),
  };
}

const text = `${JSON.stringify(
  { comment: "Written by eng/live-vectors.mjs with node:crypto and ethers; do not edit.", chainId: domain.chainId, hub: domain.verifyingContract, chunks: await Promise.all(Array.from({ length: 24 }, (_, i) => chunk(i))) },
  null,
  1,
)}\n`;
const path = fileURLToPath(new URL("../tests/vectors/live.json", import.meta.url));
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error("tests/vectors/live.json is not what eng/live-vectors.mjs writes");
    process.exit(1);
  }
} else {
  writeFileSync(path, text);
}
