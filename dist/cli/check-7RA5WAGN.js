import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-T2HDI4BC.js";import"./chunk-CYEZR3GR.js";import"./chunk-2QZV2THC.js";import"./chunk-FNKV5BMT.js";export{check,checkFormats,timeZoneOf};
