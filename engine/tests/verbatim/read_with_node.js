// Reads {rules, asked: [{text, names, smallTeam}]} and writes what identifying.js finds: by node, or in a page.
const fs = require("fs");
require(process.argv[2]);
const { rules, asked } = JSON.parse(fs.readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(asked.map((each) => globalThis.findIdentifying(each.text, rules, each))));
