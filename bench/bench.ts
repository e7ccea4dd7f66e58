/**
 * `npm run bench [-- --sizes 1000,10000]`: how long the whole check takes against the floor that the bare libraries
 * set in the same run, and what one changed grant costs in repositories of the same sizes.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { makeAudited } from './audit.ts';
import { makeCompany } from './company.ts';
import { appendTime, makeHistory, walkTimes } from './ledger.ts';
import { measure } from './measure.ts';
import { makeProvisioned } from './provisioning.ts';
import { countRequests } from './requests.ts';

const sizes = (
  process.argv[process.argv.indexOf('--sizes') + 1]?.match(/^[\d,]+$/)?.[0] ?? '1000,10000,100000'
)
  .split(',')
  .map(Number);
const cli = resolve('dist/cli.js');
const work = mkdtempSync(join(tmpdir(), 'grantbook-bench-'));
const floor = join(work, 'floor.mjs');
buildSync({
  entryPoints: ['bench/floor.ts'],
  outfile: floor,
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});

const seconds = (value: number) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(2)} s`);
const now = ['--now', '2026-11-23'];

console.log(
  '| grants | floor | whole `check` | ratio | peak memory | ratio of `expire` | one changed grant | its peak memory | API requests to ask / to approve |',
);
console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
try {
  for (const size of sizes) {
    const dir = join(work, String(size));
    mkdirSync(dir);
    makeCompany(dir, size);
    const runs = size > 20_000 ? 1 : 5;
    const bare = measure([floor, dir, resolve('schemas')], { runs });
    const whole = measure([cli, '-C', dir, 'check', ...now], { runs });
    const one = measure([cli, '-C', dir, 'check', '--base', 'main', '--head', 'request', ...now], {
      runs: 5,
    });
    const expire = measure([cli, '-C', dir, 'expire', ...now], { runs });
    const requests = await countRequests(dir);
    console.log(
      `| ${size.toLocaleString('en')} | ${seconds(bare.seconds)} | ${seconds(whole.seconds)} | ${(whole.seconds / bare.seconds).toFixed(2)} | ${Math.round(whole.megabytes)} MB | ${(expire.seconds / bare.seconds).toFixed(2)} | ${seconds(one.seconds)} | ${Math.round(one.megabytes)} MB | ${requests.asking} / ${requests.approving} |`,
    );
    rmSync(dir, { recursive: true, force: true });
  }
  console.log(
    `\n\`grantbook --version\`: ${seconds(measure([cli, '--version'], { runs: 9 }).seconds)}; \`dist/action.js\`: ${(statSync('dist/action.js').size / 1e6).toFixed(2)} MB; Node ${process.versions.node}.`,
  );
  const history = makeHistory(work, 20_000);
  const who = [cli, '-C', history, 'who', 'ana', ...now];
  const walk = walkTimes(history);
  rmSync(join(history, '.git', 'grantbook'), { recursive: true, force: true });
  const first = measure(who, { runs: 1 }).seconds;
  const again = measure(who, { runs: 3 }).seconds;
  const [short, long] = [appendTime(work, 1, 1000), appendTime(work, 60, 1000)];
  console.log(
    `\nThe history walk over 20,000 commits: ${walk.anew.toFixed(0)} ms, ${walk.kept.toFixed(0)} ms once it is kept, ${walk.since.toFixed(0)} ms after 100 more; \`who\`, which reads every version too: ${seconds(first)}, then ${seconds(again)}; finding the end of a ledger and putting a record behind it: ${short.toFixed(0)} ms after one month of 1,000 records, ${long.toFixed(0)} ms after sixty.`,
  );
  const largest = Math.max(...sizes);
  const plan = measure([cli, '-C', makeProvisioned(work, largest), 'plan', ...now], { runs: 3 });
  console.log(
    `\n\`plan\` for ${largest.toLocaleString('en')} grants, all of them adopted by the ledger: ${seconds(plan.seconds)}, ${Math.round(plan.megabytes)} MB.`,
  );
  const audited = makeAudited(work, 20_000, 30_000);
  const audit = measure([cli, '-C', audited, 'audit', '--at', '2026-02-10', '--now', '2026-11-23'], {
    runs: 3,
  });
  console.log(
    `\n\`audit --at\` over 20,000 commits and 30,000 records, in a company of 1,000 grants: ${seconds(audit.seconds)}, ${Math.round(audit.megabytes)} MB.`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
