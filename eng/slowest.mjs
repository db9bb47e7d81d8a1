// node eng/slowest.mjs FOLDER [HOW MANY]: where the time of a run of the tests went, from the results that xunit wrote there as XML.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, count = '20'] = process.argv.slice(2);
const tags = (xml, tag) => [...xml.matchAll(new RegExp(`<${tag} ([^>]*)>`, 'g'))].map(match => {
  const attribute = name => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(match[1])?.[1] ?? '';
  return { name: attribute('name'), seconds: Number(attribute('time')) };
});
const list = (title, rows, length) => {
  console.log(`\n${title}, seconds`);
  for (const { name, seconds } of rows.sort((a, b) => b.seconds - a.seconds).slice(0, length)) {
    console.log(`${seconds.toFixed(1).padStart(8)}  ${name.replace(/^Test collection for | \(id: \w+\)$/g, '').replace(/^.*\//, '').slice(0, 170)}`);
  }
};

const files = readdirSync(folder).filter(file => file.endsWith('.xml')).map(file => readFileSync(join(folder, file), 'utf8'));
for (const [title, tag, length] of [['Projects', 'assembly', 99], ['Slowest collections', 'collection', Number(count)], ['Slowest tests', 'test', Number(count)]]) {
  list(title, files.flatMap(xml => tags(xml, tag)), length);
}
