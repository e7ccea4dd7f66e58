import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
var EnvironmentFailure=class extends Error{name="EnvironmentFailure"},NeverKnown=class extends EnvironmentFailure{},InternalError=class extends Error{name="InternalError"};export{EnvironmentFailure,NeverKnown,InternalError};
