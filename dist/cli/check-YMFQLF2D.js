import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-5VAI5RI3.js";import"./chunk-CYEZR3GR.js";import"./chunk-Q3PCPDX7.js";import"./chunk-FNKV5BMT.js";export{check,checkFormats,timeZoneOf};
