import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-N4EPF2X7.js";import"./chunk-CYEZR3GR.js";import"./chunk-WQA5RPB7.js";import"./chunk-FNKV5BMT.js";export{check,checkFormats,timeZoneOf};
