import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-W6ZG444S.js";import"./chunk-CYEZR3GR.js";import"./chunk-EO4AT6IE.js";import"./chunk-MI4XWGPS.js";export{check,checkFormats,timeZoneOf};
