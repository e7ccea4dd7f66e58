import { Ajv2019 } from 'ajv/dist/2019.js';
import { expect, test } from 'vitest';
import { operationDescriptions } from '../../src/sandbox/openapi.ts';
import { operations } from '../../src/sandbox/operations.ts';
import { findRoute } from '../../src/sandbox/routes.ts';
import { convert, convertAll } from '../../src/sandbox/schemas.ts';

const named = {
  type: 'object',
  properties: { name: { type: 'string', nullable: true } },
  required: ['name'],
};
const aged = { type: 'object', properties: { age: { type: 'integer' } } };
const either = { oneOf: [{ $ref: '#/components/schemas/named' }, { type: 'string' }] };

/** Each schema of OpenAPI with what fits it and what does not, as GitHub means it. */
const conversions = {
  'a property that is not named does not fit': {
    schema: named,
    good: [{ name: 'a' }],
    bad: [{ name: 'a', age: 1 }],
  },
  'null fits what is nullable': { schema: named, good: [{ name: null }], bad: [null, {}] },
  'null fits what is nullable without a type': {
    schema: { nullable: true, ...either },
    good: [null],
    bad: [1],
  },
  'null fits a nullable enumeration': {
    schema: { type: 'string', enum: ['a'], nullable: true },
    good: [null, 'a'],
    bad: ['b'],
  },
  'parts of a whole close it together': {
    schema: { allOf: [{ $ref: '#/components/schemas/named' }, aged] },
    good: [{ name: 'a', age: 1 }],
    bad: [{ name: 'a', size: 1 }],
  },
  'alternatives are each closed': {
    schema: either,
    good: ['a', { name: 'a' }],
    bad: [{ name: 'a', age: 1 }, 1],
  },
  'an alternative adds nothing that the whole does not know': {
    schema: { ...aged, anyOf: [{ required: ['age'], additionalProperties: true }] },
    good: [{ age: 1 }],
    bad: [{}, { age: 1, name: 'a' }],
  },
  'an object without properties holds anything': {
    schema: { type: 'object' },
    good: [{ any: 1 }],
    bad: ['a'],
  },
  'a map holds what its values may be': {
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    good: [{ any: 'a' }],
    bad: [{ any: 1 }],
  },
};

test.each(Object.entries(conversions))('%s', (_name, { schema, good, bad }) => {
  const ajv = new Ajv2019({ strict: false });
  for (const [key, component] of convertAll({ named })) ajv.addSchema(component, key);
  const validate = ajv.compile(convert(schema));
  for (const value of good) expect([value, validate(value)]).toEqual([value, true]);
  for (const value of bad) expect([value, validate(value)]).toEqual([value, false]);
});

test('the subset describes exactly what the sandbox can do', () => {
  const described = operationDescriptions.map(({ operationId }) => operationId);
  expect(described.sort()).toEqual(Object.keys(operations).sort());
});

const routes = {
  'GET /repos/a/b/issues/comments/7': ['issues/get-comment', { owner: 'a', repo: 'b', comment_id: '7' }],
  'GET /repos/a/b/issues/7/comments': ['issues/list-comments', { owner: 'a', repo: 'b', issue_number: '7' }],
  'GET /repos/a/b/git/ref/heads/x/y': ['git/get-ref', { owner: 'a', repo: 'b', ref: 'heads/x/y' }],
  'GET /repos/a/b/git/ref/heads%2Fx': ['git/get-ref', { owner: 'a', repo: 'b', ref: 'heads/x' }],
  'GET /repos/a/b/contents/x/y.yaml': ['repos/get-content', { owner: 'a', repo: 'b', path: 'x/y.yaml' }],
  'GET /repos/a/b/commits/x/y/check-runs': ['checks/list-for-ref', { owner: 'a', repo: 'b', ref: 'x/y' }],
} as const;

test.each(Object.entries(routes))('%s', (request, [operationId, path]) => {
  const [method = '', pathname = ''] = request.split(' ');
  const route = findRoute(method, pathname);
  expect([route?.operation.operationId, route?.path]).toEqual([operationId, path]);
});

test('what GitHub does not have has no route', () => {
  expect(findRoute('GET', '/repos/a/b/nonsense')).toBeNull();
  expect(findRoute('POST', '/user')).toBeNull();
  expect(findRoute('GET', '/users/%E0%A4%A')).toBeNull();
});
