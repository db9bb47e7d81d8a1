// Writes the UnixFS vectors as JavaScript IPFS computes them, with the settings of
// `ipfs add --cid-version=1` (raw leaves, 262144-byte chunks, balanced, 174 links a node).
// Small chunks and widths make the same tree shapes deep without gigabytes of input.
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'
import { MemoryBlockstore } from 'blockstore-core'
import * as dagPb from '@ipld/dag-pb'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import * as raw from 'multiformats/codecs/raw'

const CHUNK = 262144
const WIDTH = 174

// The bytes of a file are the high bytes of a linear congruential generator: nothing large is committed.
function lcg (seed, size) {
  const bytes = new Uint8Array(size)
  let x = seed >>> 0
  for (let i = 0; i < size; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0
    bytes[i] = x >>> 24
  }
  return bytes
}

async function run (candidates, chunk = CHUNK, width = WIDTH) {
  const store = new MemoryBlockstore()
  const options = {
    cidVersion: 1,
    rawLeaves: true,
    reduceSingleLeafToSelf: true,
    chunker: fixedSize({ chunkSize: chunk }),
    layout: balanced({ maxChildrenPerNode: width }),
    shardSplitThresholdBytes: 262144
  }
  let last
  for await (const entry of importer(candidates, store, options)) last = entry
  const cids = new Set()
  for await (const pair of store.getAll()) cids.add(pair.cid.toString())
  return { cid: last.cid.toString(), totalSize: Number(last.size), blocks: cids.size }
}

const file = (size, seed = 1, chunk = CHUNK, width = WIDTH) => ({ size, seed, chunk, width })
const sizes = [0, 1, 2, 255, 256, 65536, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 10 * CHUNK + 17,
  173 * CHUNK, 174 * CHUNK - 1, 174 * CHUNK, 174 * CHUNK + 1, 175 * CHUNK, 348 * CHUNK, 349 * CHUNK]
const files = sizes.map(size => file(size))
for (const [chunk, width] of [[4, 2], [4, 3], [7, 5], [1, 2], [16, 174]]) {
  for (const leaves of [1, 2, 3, 4, 5, 8, 9, 10, 27, 28, 82, 175]) {
    files.push(file(leaves * chunk, 7, chunk, width))
    if (chunk > 1) files.push(file(leaves * chunk - 1, 7, chunk, width))
  }
}

const f = (path, size, seed = 3) => ({ path, size, seed })
const d = path => ({ path })
const trees = [
  { name: 'empty', entries: [d('r')] },
  { name: 'one file', entries: [f('r/hello.txt', 5)] },
  { name: 'one empty file', entries: [f('r/empty', 0)] },
  { name: 'result of a task', entries: [f('r/stdout.txt', 120), f('r/stderr.txt', 0, 4), f('r/clusters.json', 5000, 5)] },
  { name: 'same content twice', entries: [f('r/a', 1000), f('r/b', 1000)] },
  { name: 'empty folder inside', entries: [d('r/empty'), f('r/x', 1)] },
  { name: 'nested', entries: [f('r/a/b/c/d/e', 9), f('r/a/b/x', 10), f('r/a/y', 11), f('r/z', 12)] },
  { name: 'a chunked file in a folder', entries: [f('r/deep/big.bin', 3 * CHUNK + 5), f('r/small', 3)] },
  { name: 'a two-level file in a folder', entries: [f('r/huge.bin', 175 * CHUNK + 5)] },
  { name: 'unicode names', entries: [f('r/été.txt', 1), f('r/日本語', 2), f('r/😀', 3), f('r/Ω', 4), f('r/плохо', 5), f('r/\uFF5Efull', 6), f('r/e\u0301', 7), f('r/é', 8)] },
  { name: 'order is by bytes', entries: [f('r/b', 1), f('r/B', 2), f('r/a.b', 3), f('r/a', 4), f('r/a-b', 5), f('r/ab/x', 6), f('r/10', 7), f('r/9', 8), f('r/_', 9), f('r/ ', 10), f('r/~', 11)] },
  { name: 'surrogates sort above the private area', entries: [f('r/\u{10000}', 1), f('r/\uFFFD', 2), f('r/\uE000', 3)] },
  { name: 'many files', entries: Array.from({ length: 1000 }, (_, i) => f(`r/file-${i}`, i % 50, i)) },
  { name: 'odd but legal names', entries: [f('r/...', 1), f('r/-rf', 2), f('r/a b', 3), f('r/%2e%2e', 4), f('r/' + 'n'.repeat(255), 5)] }
]
// The importer would quietly replace a file by a folder of the same name.
for (const tree of trees) {
  const paths = tree.entries.map(entry => entry.path)
  for (const path of paths) if (paths.some(other => other.startsWith(path + '/'))) throw new Error(`${tree.name}: ${path} is a file and a folder`)
}

const result = { generator: 'ipfs-unixfs-importer 15.4.0, blockstore-core 7.0.1, multiformats 14.0.5', raw: [], dagPb: [], files: [], trees: [] }
for (const text of ['', 'a', 'hello', 'hello\n', 'hello world', 'ECT']) {
  const bytes = new TextEncoder().encode(text)
  result.raw.push({ text, cid: CID.createV1(raw.code, await sha256.digest(bytes)).toString() })
}
for (const node of [{ Links: [] }, { Data: new Uint8Array([8, 1]), Links: [] }]) {
  const bytes = dagPb.encode(dagPb.prepare(node))
  result.dagPb.push({ bytes: Buffer.from(bytes).toString('hex'), cid: CID.createV1(dagPb.code, await sha256.digest(bytes)).toString() })
}
for (const spec of files) {
  result.files.push({ ...spec, ...await run([{ path: 'f', content: lcg(spec.seed, spec.size) }], spec.chunk, spec.width) })
}
for (const tree of trees) {
  const candidates = tree.entries.map(entry => entry.size === undefined ? { path: entry.path } : { path: entry.path, content: lcg(entry.seed, entry.size) })
  const expected = await run(candidates)
  result.trees.push({ name: tree.name, entries: tree.entries.map(({ path, ...rest }) => ({ path: path === 'r' ? '' : path.slice(2), ...rest })), ...expected })
}
const lines = list => '[\n' + list.map(item => '    ' + JSON.stringify(item)).join(',\n') + '\n  ]'
console.log(`{\n  "generator": ${JSON.stringify(result.generator)},\n  "raw": ${lines(result.raw)},\n  "dagPb": ${lines(result.dagPb)},\n  "files": ${lines(result.files)},\n  "trees": ${lines(result.trees)}\n}`)
