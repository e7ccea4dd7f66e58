import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-KWMFJPUP.js";import"./chunk-MD6O2RYT.js";import"./chunk-CYEZR3GR.js";import"./chunk-IRZ2YHXV.js";import"./chunk-MI4XWGPS.js";export{check,checkFormats,timeZoneOf};
