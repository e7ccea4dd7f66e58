import { addressProblem } from '../../model/connector-target.ts';
import type { PolicyRule } from '../../model/rule.ts';
import { finding } from '../define.ts';
import { connectorsIn, payrollWith, scimExample, targetEntries } from './connectors.ts';

const withAddress = (url: string) =>
  payrollWith(scimExample.replace('https://payroll.example/scim/v2', `"${url}"`));

export const unsafeConnectorAddress: PolicyRule = {
  kind: 'policy',
  code: 'GB429',
  name: 'unsafe-connector-address',
  level: 'error',
  safety: true,
  summary: 'The address of a connector is an `https://` address without a password in it.',
  rationale:
    'A token goes to this address with every request. On the way of `http://` everybody between can read it and then give themselves any access (RFC 6750, 5.3; RFC 7644, 7.2; NIST SP 800-53 SC-8). `http://localhost`, which does not leave the machine, is allowed.',
  examples: {
    valid: [
      { title: 'an address that nobody can listen to', files: payrollWith(scimExample) },
      { title: 'a server on this machine', files: withAddress('http://127.0.0.1:8080/scim/v2') },
    ],
    invalid: [
      {
        title: 'an address that everybody between can read',
        files: withAddress('http://payroll.example/scim'),
      },
      { title: 'no address', files: withAddress('payroll.example/scim') },
      {
        title: 'a password in the address',
        files: withAddress('https://grantbook:word@payroll.example/scim'),
      },
      { title: 'a question at the end', files: withAddress('https://payroll.example/scim?tenant=1') },
    ],
  },
  *check({ workspace }) {
    for (const found of connectorsIn(workspace))
      for (const [key, value, { kind }] of targetEntries(found)) {
        if (kind !== 'address' && kind !== 'base-address') continue;
        const problem = addressProblem(value, kind);
        if (problem === undefined) continue;
        yield finding(found.file, ['connector', 'target', key], {
          message: `the address under \`${key}\` ${problem}`,
          help: /password/.test(problem)
            ? 'take the password out, and change it, since it stands in the history; what proves who we are is the secret'
            : `write the address as the system gives it, such as \`${key}: https://${found.file.id}.example/access\``,
        });
      }
  },
};
