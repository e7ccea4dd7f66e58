import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-ZGMCRFZ6.js";import"./chunk-CYEZR3GR.js";import"./chunk-B7K6DLBH.js";import"./chunk-FNKV5BMT.js";export{check,checkFormats,timeZoneOf};
