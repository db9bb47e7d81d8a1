// An independent client, ethers alone, trades on a running network: it registers assets, deposits with a permit, signs
// each of the four orders with its own wallet, matches them and reads the deal. Prints one JSON document.
//
//   node trade.mjs NETWORK_FILE ARTIFACTS_FOLDER
//   Private keys come in the environment: ECT_KEYS = JSON { appOwner, datasetOwner, poolOwner, requester }, each with
//   gas, the requester and the pool owner with tokens.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Contract, JsonRpcProvider, NonceManager, Signature, TypedDataEncoder, Wallet, ZeroAddress, ZeroHash, hexlify, randomBytes } from "ethers";

const [networkFile, artifacts] = process.argv.slice(2);
const network = JSON.parse(readFileSync(networkFile, "utf8"));
const keys = JSON.parse(process.env.ECT_KEYS);
const provider = new JsonRpcProvider(network.rpc, undefined, { cacheTimeout: -1, pollingInterval: 100 });
const wallets = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, new Wallet(key, provider)]));
const signers = Object.fromEntries(Object.entries(wallets).map(([name, wallet]) => [name, new NonceManager(wallet)]));
const abi = (name) => JSON.parse(readFileSync(join(artifacts, `${name}.json`), "utf8")).abi;
const at = (name, address, signer) => new Contract(address, abi(name), signer);

const { deployment } = network;
const hub = at("EctHub", deployment.hub, provider);
const token = at("EctToken", deployment.token, provider);
const { chainId } = await provider.getNetwork();
const domain = { name: "ECT", version: "1", chainId, verifyingContract: deployment.hub };
const expiry = Math.floor(Date.now() / 1000) + 3600;
const ect = (amount) => BigInt(amount) * 10n ** 18n;
const wait = async (sent) => (await sent).wait();

async function register(registry, kind, owner, name) {
  const contract = at(registry, deployment[kind], signers[owner]);
  const args = [wallets[owner].address, `bafkreitrade${name}`, hexlify(randomBytes(32)), `{"name":"${name}"}`];
  await wait(contract.register(...args));
  return contract.idOf(...args);
}

async function depositWithPermit(owner, amount) {
  const wallet = wallets[owner];
  const deadline = expiry;
  const permit = {
    Permit: ["owner:address", "spender:address", "value:uint256", "nonce:uint256", "deadline:uint256"].map((field) => {
      const [name, type] = field.split(":");
      return { name, type };
    }),
  };
  const tokenDomain = { name: await token.name(), version: "1", chainId, verifyingContract: deployment.token };
  const { v, r, s } = Signature.from(await wallet.signTypedData(tokenDomain, permit, {
    owner: wallet.address, spender: deployment.hub, value: amount, nonce: await token.nonces(wallet.address), deadline,
  }));
  await wait(hub.connect(signers[owner]).depositWithPermit(amount, deadline, v, r, s));
}

// The order types as the contract's ABI names them: a field added there and forgotten here fails the hash comparison.
function orderType(functionName) {
  return hub.interface.getFunction(functionName).inputs[0].components.map(({ name, type }) => ({ name, type }));
}
const types = {
  app: { AppOrder: orderType("hashAppOrder") },
  dataset: { DatasetOrder: orderType("hashDatasetOrder") },
  pool: { PoolOrder: orderType("hashPoolOrder") },
  request: { RequestOrder: orderType("hashRequestOrder") },
};

const [app, dataset, pool] = [
  await register("AppRegistry", "apps", "appOwner", "app"),
  await register("DatasetRegistry", "datasets", "datasetOwner", "dataset"),
  await register("WorkerPoolRegistry", "pools", "poolOwner", "pool"),
];
await depositWithPermit("requester", ect(100));
await depositWithPermit("poolOwner", ect(100));

const salt = () => hexlify(randomBytes(32));
const orders = {
  app: { app, price: ect(1), volume: 10, tag: ZeroHash, datasetRestrict: 0, poolRestrict: 0, requesterRestrict: ZeroAddress, expiry, salt: salt() },
  dataset: { dataset, price: ect(1), volume: 10, tag: ZeroHash, appRestrict: 0, poolRestrict: 0, requesterRestrict: ZeroAddress, expiry, salt: salt() },
  pool: {
    pool, price: ect(3), volume: 5, tag: ZeroHash, category: 0, trust: 3, mode: 0, workerStake: ect(1), schedulerFee: 1000,
    appRestrict: 0, datasetRestrict: 0, requesterRestrict: ZeroAddress, expiry, salt: salt(),
  },
  request: {
    app, appMaxPrice: ect(1), dataset, datasetMaxPrice: ect(1), pool, poolMaxPrice: ect(3), requester: wallets.requester.address,
    beneficiary: wallets.requester.address, callback: ZeroAddress, volume: 4, tag: ZeroHash, category: 0, trust: 3, mode: 1, value: ect(2),
    params: "{\"args\":[]}", expiry, salt: salt(),
  },
};
const signatories = { app: "appOwner", dataset: "datasetOwner", pool: "poolOwner", request: "requester" };
const hashFunctions = { app: "hashAppOrder", dataset: "hashDatasetOrder", pool: "hashPoolOrder", request: "hashRequestOrder" };

const signed = {};
const hashes = {};
for (const [kind, order] of Object.entries(orders)) {
  hashes[kind] = TypedDataEncoder.hash(domain, types[kind], order);
  const onChain = await hub[hashFunctions[kind]](order);
  if (onChain !== hashes[kind]) throw new Error(`${kind} order: ethers hashes it to ${hashes[kind]}, the hub to ${onChain}`);
  signed[kind] = { order, signature: await wallets[signatories[kind]].signTypedData(domain, types[kind], order) };
}

const receipt = await wait(hub.connect(signers.requester).matchOrders(signed.app, signed.dataset, signed.pool, signed.request));
const matched = receipt.logs.map((log) => hub.interface.parseLog(log)).find((event) => event?.name === "DealMatched");
const deal = matched.args.deal;
const id = await hub.hashDeal(deal.toObject());
const account = await hub.accountOf(wallets.requester.address);
const text = (value) => (typeof value === "bigint" ? value.toString() : value);
console.log(JSON.stringify({
  dealId: matched.args.id,
  hashedDealId: id,
  isDeal: await hub.isDeal(id),
  deal: Object.fromEntries(Object.entries(deal.toObject()).map(([name, value]) => [name, text(value)])),
  orderHashes: hashes,
  requester: { address: wallets.requester.address, free: account.free.toString(), locked: account.locked.toString() },
}, null, 2));
provider.destroy();
