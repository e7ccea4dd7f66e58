import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
var renderCheckJson=result=>`${JSON.stringify(result,withoutEmptyRelated,2).replaceAll("##[","##\\u005b")}
`,withoutEmptyRelated=(key,value)=>key==="related"&&Array.isArray(value)&&value.length===0?void 0:value;export{renderCheckJson};
