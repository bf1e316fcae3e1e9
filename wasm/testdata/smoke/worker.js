importScripts("wasm_exec.js");

self.underpinModule = (language) => WebAssembly.compileStreaming(fetch(`modules/${language}.wasm`));
self.underpinNames = async () => new Uint8Array(await (await fetch("names.idx")).arrayBuffer());
self.underpinReady = async () => {
	const answers = [];
	let turns = 0;
	const timer = setInterval(() => turns++, 1);
	for (const { path, text } of await (await fetch("requests")).json()) {
		answers.push(await self.underpinCheck(path, text).catch((e) => `error: ${e}`));
	}
	clearInterval(timer);
	postMessage({ answers, turns });
};
const go = new Go();
WebAssembly.instantiateStreaming(fetch("underpin.wasm"), go.importObject).then(({ instance }) => go.run(instance));
