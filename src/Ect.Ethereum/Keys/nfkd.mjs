// Writes nfkd.txt: Unicode's compatibility decomposition as Node's ICU knows it, for BIP-39 passphrases.
// The program runs without ICU (InvariantGlobalization), where .NET's own Normalize silently does nothing.
// Run: node nfkd.mjs > nfkd.txt
const hex = text => [...text].map(c => c.codePointAt(0).toString(16)).join(' ');
const lines = [`# NFKD of Unicode ${process.versions.unicode}, made by nfkd.mjs. "=": code point and its decomposition. "^": mark and the rank of its class.`];
const marks = [];
const swaps = (a, b) => (a + b).normalize('NFKD') !== a + b;
for (let code = 0x80; code <= 0x10ffff; code++) {
  if ((code >= 0xd800 && code <= 0xdfff) || (code >= 0xac00 && code <= 0xd7a3)) continue; // surrogates; Hangul is arithmetic
  const c = String.fromCodePoint(code);
  const d = c.normalize('NFKD');
  if (d !== c) lines.push(`=${hex(c)} ${hex(d)}`);
  // A mark that never changes places with the lowest or the highest class is a starter.
  else if (/\p{M}/u.test(c) && (swaps('\u0345', c) || swaps(c, '\u0334'))) marks.push(c);
}
marks.push('\u0345');
const unique = [...new Set(marks)].sort((a, b) => swaps(a, b) ? 1 : swaps(b, a) ? -1 : a.codePointAt(0) - b.codePointAt(0));
let rank = 1;
unique.forEach((c, i) => {
  if (i > 0 && swaps(c, unique[i - 1])) rank++;
  lines.push(`^${hex(c)} ${rank}`);
});
process.stdout.write(lines.join('\n') + '\n');
