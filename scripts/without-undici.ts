/**
 * Stands in for `undici` in the Action's bundle. `@actions/http-client` imports it for proxies and asks for an OIDC
 * token with it; Grantbook talks to GitHub with the `fetch` of Node, which has its own copy, so that the second one
 * would be half a megabyte that nothing ever runs. A proxy is obeyed with `NODE_USE_ENV_PROXY=1` (Node 24).
 */
export class ProxyAgent {}
export const { fetch } = globalThis;
