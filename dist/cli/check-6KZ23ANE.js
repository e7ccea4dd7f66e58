import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-U53U6JZA.js";import"./chunk-56IJTGYX.js";import"./chunk-CYEZR3GR.js";import"./chunk-CY5DH4B5.js";import"./chunk-MI4XWGPS.js";export{check,checkFormats,timeZoneOf};
