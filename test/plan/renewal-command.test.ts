import { expect, test } from 'vitest';
import { readRenewal } from '../../src/plan/renewal-command.ts';

const because = 'the fair goes on';
test.each<[text: string, expected: object | undefined]>([
  ['Thank you!', undefined],
  ['please /renew 30d because', undefined],
  ['/renewal 30d because x', undefined],
  [`/renew 30d because ${because}`, { length: '30d', because }],
  [`/renew for 2W because ${because}`, { length: '2w', because }],
  [
    `/renew payroll/viewer until 2027-01-31 because ${because}`,
    { grant: 'payroll/viewer', until: '2027-01-31', because },
  ],
  [
    `/Renew payroll/viewer 8h because the\r\nfair  goes on`,
    { grant: 'payroll/viewer', length: '8h', because },
  ],
  ['/renew 30d', { problem: expect.stringContaining('say why') }],
  ['/renew 30d because ', { problem: expect.stringContaining('say why') }],
  [`/renew because ${because}`, { problem: expect.stringContaining('until when') }],
  [`/renew soon because ${because}`, { problem: expect.stringContaining('until when') }],
  [`/renew a b 30d because ${because}`, { problem: expect.stringContaining('until when') }],
])('%s', (text, expected) => {
  expect(readRenewal(text)).toEqual(expected);
});
