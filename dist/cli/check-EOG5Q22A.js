import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-HC65PXKW.js";import"./chunk-E6OG7A7Z.js";import"./chunk-2OXYAZL6.js";export{check,checkFormats,timeZoneOf};
