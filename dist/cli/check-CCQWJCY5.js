import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{check,checkFormats,timeZoneOf}from"./chunk-3ABMLSSZ.js";import"./chunk-IG2HULBZ.js";import"./chunk-E3CZSMAN.js";export{check,checkFormats,timeZoneOf};
