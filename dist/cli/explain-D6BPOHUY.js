import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{findRule,rules}from"./chunk-JIYQEZVJ.js";import"./chunk-ISARC4NH.js";import"./chunk-6NWJXQYY.js";import"./chunk-CFB6HD6I.js";import"./chunk-ZCTRMEJ3.js";import"./chunk-KNK2WCJL.js";import{nearest}from"./chunk-TEFKQCXS.js";import"./chunk-XW2D3KE3.js";import{exitCodes,printable}from"./chunk-54DGOOQP.js";import"./chunk-M35CQTY4.js";var width=90;function renderRule(rule,colors){let level=rule.safety?`${rule.level}; a safety rule, so it cannot be switched off or excepted`:`${rule.level}; \`policies/grantbook.yaml\` can change that, and an exception can excuse one person`,options=Object.entries(rule.options??{}).map(([name,option])=>wrap(`\`${name}\` (${JSON.stringify(option.default)}): ${option.description}`,"  "));return`${[`${colors.bold(`${rule.code} ${rule.name}`)}
${wrap(rule.summary)}`,wrap(rule.rationale),`${colors.bold("Level:")} ${level}`,...rule.causedByTime?[wrap("Time alone can cause it, so what a pull request does not touch only gets a warning.")]:[],...options.length>0?[`${colors.bold("Options:")}
${options.join(`
`)}`]:[],...rule.examples.invalid.slice(0,2).map(example=>`${colors.red(colors.bold("Wrong:"))} ${example.title}

${files(example)}`),...rule.examples.valid.slice(0,1).map(example=>`${colors.green(colors.bold("Right:"))} ${example.title}

${files(example)}`)].join(`

`)}
`}function files(example){return Object.entries(example.files).map(([path,text])=>text===null?`  ${path} is not there`:`  ${path}
${indent(printable(shorten(text)))}`).join(`

`)}function shorten(text,lines=24,columns=160){let all=text.trimEnd().split(`
`),kept=all.slice(0,lines).map(line=>line.length>columns?`${line.slice(0,columns)}…`:line);return all.length>lines?[...kept,`… (${all.length-lines} more lines)`].join(`
`):kept.join(`
`)}var indent=text=>text.split(`
`).map(line=>`    ${line}`).join(`
`);function wrap(text,margin=""){let lines=[],line=margin;for(let word of text.split(/\s+/))line.length+word.length+1>width&&line.trim()!==""&&(lines.push(line),line=margin),line+=line===margin?word:` ${word}`;return[...lines,line].join(`
`)}function explain(name,context){if(name===void 0){let width2=Math.max(...rules.map(rule2=>rule2.name.length));for(let rule2 of rules)context.out(`${context.outColors.bold(rule2.code)}  ${rule2.name.padEnd(width2)}  ${rule2.summary.replaceAll("`","")}
`);return exitCodes.ok}let rule=findRule(name);if(!rule){let near=nearest(name.toLowerCase(),rules.flatMap(known=>[known.name,known.code.toLowerCase()]));return context.err(`there is no rule \`${name}\`; ${near===void 0?"":`did you mean \`${near.startsWith("gb")?near.toUpperCase():near}\`? `}\`grantbook explain\` lists them all
`),exitCodes.unusable}return context.out(renderRule(rule,context.outColors)),exitCodes.ok}export{explain};
