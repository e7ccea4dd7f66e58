import { type OperationDescription, operationDescriptions } from './openapi.ts';

/** The operation that a request asks for and what stands in its path. */
export interface Route {
  readonly operation: OperationDescription;
  readonly path: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: OperationDescription;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

function compile(operation: OperationDescription): Pattern {
  const names: string[] = [];
  const source = operation.path.replace(/\{([^}]+)\}|[.*+?^$()|[\]\\]/g, (text, name: string | undefined) => {
    if (name === undefined) return `\\${text}`;
    names.push(name);
    const parameter = operation.parameters.find((candidate) => candidate.name === name);
    return parameter?.['x-multi-segment'] ? '(.+)' : '([^/]+)';
  });
  return { operation, expression: new RegExp(`^${source}$`), names };
}

/** The more is said literally, the sooner a path is tried: `issues/comments/{id}` before `issues/{number}/{x}`. */
const literalness = ({ path }: OperationDescription): number => path.replace(/\{[^}]+\}/g, '').length;

const patterns = [...operationDescriptions]
  .sort((a, b) => literalness(b) - literalness(a))
  .map((operation) => compile(operation));

/** Finds the operation for a request; null when GitHub's description (or its subset here) has none. */
export function findRoute(method: string, pathname: string): Route | null {
  for (const { operation, expression, names } of patterns) {
    if (operation.method !== method) continue;
    const match = expression.exec(pathname);
    if (!match) continue;
    try {
      return {
        operation,
        path: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')])),
      };
    } catch {
      return null;
    }
  }
  return null;
}
