import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-GCITDXVD.js";import"./chunk-RZ2FFXDH.js";import"./chunk-Q76VX6DQ.js";export{check,checkFormats,timeZoneOf};
