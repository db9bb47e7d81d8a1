// Prints the init code of Probe.sol as the pinned compiler makes it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const solc = createRequire(import.meta.url)('solc');
const source = readFileSync(new URL('Probe.sol', import.meta.url), 'utf8');
const output = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources: { 'Probe.sol': { content: source } },
  settings: { optimizer: { enabled: true }, metadata: { bytecodeHash: 'none', appendCBOR: false }, outputSelection: { '*': { '*': ['evm.bytecode.object'] } } },
})));
const errors = (output.errors ?? []).filter(e => e.severity === 'error');
if (errors.length) { console.error(errors.map(e => e.formattedMessage).join('\n')); process.exit(1); }
process.stdout.write(output.contracts['Probe.sol'].Probe.evm.bytecode.object);
