// Makes src/generated/find-records.ts: the WebAssembly of records.ts, as a module like any other.
import { mkdirSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const entry = 'src/upstream/json/assembly/records.ts';
const code = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
const options = [...code, '--initialMemory', '4', '--outFile', 'binary']; // pages of 64 kB: those of the layouts

let binary;
const { error, stderr } = await asc.main([entry, ...options], { writeFile: (_, content) => void (binary = content) });
if (error) throw new Error(stderr.toString() || error.message);

const text = Buffer.from(binary).toString('base64');
mkdirSync('src/generated', { recursive: true });
writeFileSync('src/generated/find-records.ts', `export const binary = Buffer.from('${text}', 'base64');\n`);
