import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-EK4BCMJO.js";import"./chunk-CYEZR3GR.js";import"./chunk-4AYQSXQ5.js";import"./chunk-FU7F7THP.js";export{check,checkFormats,timeZoneOf};
