import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
var displayName=(user,{people})=>(people.isRead(user)?people.get(user)?.value.displayName:void 0)??user;export{displayName};
