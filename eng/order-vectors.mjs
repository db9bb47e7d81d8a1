#!/usr/bin/env node
// Writes tests/vectors/order-hashes.json: orders and everything hashed from them, as ethers computes them.
// The Solidity, C# and JavaScript tests all read this one file.   eng/order-vectors.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AbiCoder, TypedDataEncoder, Wallet, id, keccak256, toUtf8Bytes, zeroPadValue } from "ethers";

const MAX = (bits) => ((1n << BigInt(bits)) - 1n).toString();
const word = (text) => id(text);
const ZERO32 = zeroPadValue("0x00", 32);
const ZERO20 = zeroPadValue("0x00", 20);
const address = (text) => new Wallet(word(text)).address;

const domain = {
  name: "ECT",
  version: "1",
  chainId: "31337",
  verifyingContract: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
};

const fields = (text) => text.split(",").map((pair) => pair.trim().split(" ")).map(([type, name]) => ({ name, type }));
const types = {
  AppOrder: fields(
    "uint256 app, uint96 price, uint32 volume, bytes32 tag, uint256 datasetRestrict, uint256 poolRestrict, address requesterRestrict, uint40 expiry, bytes32 salt",
  ),
  DatasetOrder: fields(
    "uint256 dataset, uint96 price, uint32 volume, bytes32 tag, uint256 appRestrict, uint256 poolRestrict, address requesterRestrict, uint40 expiry, bytes32 salt",
  ),
  PoolOrder: fields(
    "uint256 pool, uint96 price, uint32 volume, bytes32 tag, uint16 category, uint16 trust, uint16 mode, uint96 workerStake, uint16 schedulerFee, uint256 appRestrict, uint256 datasetRestrict, address requesterRestrict, uint40 expiry, bytes32 salt",
  ),
  RequestOrder: fields(
    "uint256 app, uint96 appMaxPrice, uint256 dataset, uint96 datasetMaxPrice, uint256 pool, uint96 poolMaxPrice, address requester, address beneficiary, address callback, uint32 volume, bytes32 tag, uint16 category, uint16 trust, uint16 mode, uint96 value, string params, uint40 expiry, bytes32 salt",
  ),
  Authorization: fields("bytes32 task, address worker"),
};
const dealFields = fields(
  "bytes32 requestHash, uint32 first, uint32 size, uint256 app, uint256 dataset, uint256 pool, address requester, address payer, address beneficiary, address callback, address appOwner, address datasetOwner, address poolOwner, address scheduler, uint96 appPrice, uint96 datasetPrice, uint96 poolPrice, uint96 schedulerStake, uint96 workerStake, uint96 value, uint16 schedulerFee, uint16 category, uint16 trust, uint16 mode, uint32 duration, uint40 start, bytes32 tag, bytes32 paramsHash",
);

// Three fillings of every type: all zero, all at their maximum, and something ordinary in between.
const zeroOf = ({ type }) => (type === "string" ? "" : type === "address" ? ZERO20 : type === "bytes32" ? ZERO32 : "0");
const maximumOf = ({ type }) => {
  if (type === "string") return "x".repeat(200) + "é漢🙂\"\\\n\u0000";
  if (type === "address") return "0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF";
  if (type === "bytes32") return `0x${"f".repeat(64)}`;
  return MAX(Number(type.slice(4)));
};
const ordinaryOf = (seed) => ({ name, type }) => {
  const hash = word(`${seed}.${name}`);
  if (type === "string") return JSON.stringify({ args: ["--window", seed], inputs: { "prices.csv": "bafkreia" } });
  if (type === "address") return address(`${seed}.${name}`);
  if (type === "bytes32") return hash;
  return (BigInt(hash) % (1n << BigInt(Math.ceil((Number(type.slice(4)) * 3) / 4)))).toString();
};
const fill = (members, valueOf) => Object.fromEntries(members.map((member) => [member.name, valueOf(member)]));

function typedData(type, name, valueOf) {
  const message = fill(types[type], valueOf);
  const own = { [type]: types[type] };
  const privateKey = word(`key of ${type} ${name}`);
  const digest = TypedDataEncoder.hash(domain, own, message);
  const signer = new Wallet(privateKey);
  return {
    type,
    name,
    message,
    structHash: TypedDataEncoder.hashStruct(type, own, message),
    digest,
    privateKey,
    signer: signer.address,
    signature: signer.signingKey.sign(digest).serialized,
  };
}

const coder = AbiCoder.defaultAbiCoder();
const encode = (members, values) => coder.encode(members.map(({ type }) => type), members.map(({ name }) => values[name]));

function dealVector(name, valueOf) {
  const deal = fill(dealFields, valueOf);
  const dealId = keccak256(encode(dealFields, deal));
  const tasks = [0, 1, 4294967295].map((index) => ({
    index,
    taskId: keccak256(coder.encode(["bytes32", "uint32"], [dealId, index])),
  }));
  return { name, deal, dealId, tasks };
}

function commitmentVector(name) {
  const value = { task: word(`task ${name}`), worker: address(`worker ${name}`), resultHash: word(name), salt: word(`salt ${name}`) };
  const commitment = keccak256(
    coder.encode(["bytes32", "address", "bytes32", "bytes32"], [value.task, value.worker, value.resultHash, value.salt]),
  );
  return { ...value, commitment };
}

function resultVector(text) {
  const digest = word(`digest of ${text}`);
  const callbackData = `0x${Buffer.from(toUtf8Bytes(text)).toString("hex")}`;
  const resultHash = (dataHash) => keccak256(coder.encode(["bytes32", "bytes32"], [digest, dataHash]));
  return {
    digest,
    callbackData,
    withoutCallback: resultHash(ZERO32),
    withCallback: resultHash(keccak256(callbackData)),
    appFailed: resultHash(zeroPadValue("0x01", 32)),
  };
}

const fillings = [["zero", zeroOf], ["maximum", maximumOf], ["ordinary", ordinaryOf("a")], ["another", ordinaryOf("b")]];
const vectors = {
  comment: "Written by eng/order-vectors.mjs with ethers; do not edit.",
  domain,
  domainSeparator: TypedDataEncoder.hashDomain(domain),
  types,
  typeHashes: Object.fromEntries(
    Object.keys(types).map((type) => [type, id(TypedDataEncoder.from({ [type]: types[type] }).encodeType(type))]),
  ),
  typedData: Object.keys(types).flatMap((type) => fillings.map(([name, valueOf]) => typedData(type, name, valueOf))),
  deals: fillings.map(([name, valueOf]) => dealVector(name, valueOf)),
  commitments: ["one", "two"].map(commitmentVector),
  resultHashes: ["", "42", '{"clusters":3}'].map(resultVector),
};

const path = fileURLToPath(new URL("../tests/vectors/order-hashes.json", import.meta.url));
const text = `${JSON.stringify(vectors, null, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  console.error("tests/vectors/order-hashes.json differs from what ethers computes. Run eng/order-vectors.mjs.");
  process.exitCode = 1;
}
