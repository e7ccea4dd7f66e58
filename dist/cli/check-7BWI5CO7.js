import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-MR5EJA6H.js";import"./chunk-XPOPMVVK.js";import"./chunk-SHFUKXQX.js";export{check,checkFormats,timeZoneOf};
