/** The result of `check` for machines: one JSON document, keys in a fixed order, with a final line end. */
export const renderCheckJson = (result: object): string =>
  // `##[` begins a command to the runner of GitHub Actions, even inside of a line.
  `${JSON.stringify(result, withoutEmptyRelated, 2).replaceAll('##[', '##\\u005b')}\n`;

const withoutEmptyRelated = (key: string, value: unknown): unknown =>
  key === 'related' && Array.isArray(value) && value.length === 0 ? undefined : value;
