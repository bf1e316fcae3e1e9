// Runs the engine in Node: node node.cjs WASM_EXEC ENGINE MODULES NAMES REQUESTS. Requests are a JSON list of {path, text}; standard
// output gets the list of answers, and how many turns the event loop had while they were made.
const fs = require("node:fs");
const [, , support, engine, modules, names, requests] = process.argv;
require(support);

globalThis.underpinModule = async (language) => WebAssembly.compile(fs.readFileSync(`${modules}/${language}.wasm`));
globalThis.underpinNames = async () => fs.readFileSync(names);
globalThis.underpinReady = async () => {
	const answers = [];
	let turns = 0;
	const timer = setInterval(() => turns++, 1);
	for (const { path, text } of JSON.parse(fs.readFileSync(requests, "utf8"))) {
		answers.push(await globalThis.underpinCheck(path, text).catch((e) => `error: ${e}`));
	}
	clearInterval(timer);
	fs.writeSync(1, JSON.stringify({ answers, turns }));
	process.exit(0);
};
const go = new globalThis.Go();
WebAssembly.instantiate(fs.readFileSync(engine), go.importObject).then(({ instance }) => go.run(instance));
