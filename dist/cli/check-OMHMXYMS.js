import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-NQAKSZR3.js";import"./chunk-SULE7I3T.js";import"./chunk-N6ZLKAIL.js";export{check,checkFormats,timeZoneOf};
