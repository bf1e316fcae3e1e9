// The worker that Underpin's server runs in. `make wasm` puts Go's own wasm_exec.js in front of it.
//
// The first message starts it: {engine, control, alone}. engine is the server's underpin.wasm, as bytes or as an address, plain
// or gzipped; alone is true for a page, where no file can lie beside the documents; control is a MessagePort for all that is not
// the language server protocol:
//
//   worker -> page  {kind: "progress", loaded, total}   bytes of the engine so far; total is 0 where nobody knows
//                   {kind: "ready"}                     it listens
//                   {kind: "failed", message}           it does not, or no longer
//                   {kind: "module", language}          it needs the parser of a language,
//   page -> worker  {language, code}                    which comes as the engine does; no code: there is none
//   worker -> page  {kind: "names"}                     it needs the index of package names, some time after the start,
//   page -> worker  {names}                             which comes as the engine does; null: there is none
//
// Every other message, either way, is one JSON-RPC message as an object.
(() => {
	"use strict";
	let control;
	let receive; // the server's, once it listens
	const early = [];
	const wanted = new Map();
	let named;

	self.onmessage = ({ data }) => {
		if (!control) {
			control = data.control;
			control.onmessage = ({ data: { language, code, names } }) => (names === undefined ? wanted.get(language)?.(code) : named?.(names));
			self.underpinAlone = data.alone === true;
			start(data.engine).catch((reason) => control.postMessage({ kind: "failed", message: reason?.message ?? String(reason) }));
		} else if (receive) {
			receive(JSON.stringify(data));
		} else {
			early.push(data);
		}
	};

	async function start(engine) {
		const module = await compile(engine, (loaded, total) => control.postMessage({ kind: "progress", loaded, total }));
		const go = new Go();
		// The server's own calls: what it sends, how it gets a parser, and that it listens.
		self.underpinSend = (text) => self.postMessage(JSON.parse(text));
		self.underpinModule = (language) => new Promise((resolve, reject) => {
			wanted.set(language, (code) => (code ? compile(code).then(resolve, reject) : reject(new Error("it did not come along"))));
			control.postMessage({ kind: "module", language });
		});
		self.underpinNames = () => new Promise((resolve, reject) => {
			named = (names) => (names ? bytes(names).then(resolve, reject) : reject(new Error("they did not come along")));
			control.postMessage({ kind: "names" });
		});
		self.underpinListen = (listener) => {
			receive = listener;
			control.postMessage({ kind: "ready" });
			for (const data of early.splice(0)) {
				receive(JSON.stringify(data));
			}
		};
		await go.run(await WebAssembly.instantiate(module, go.importObject));
		throw new Error("the server ended");
	}

	async function compile(source, progress) {
		return WebAssembly.compileStreaming(new Response(await open(source, progress), { headers: { "content-type": "application/wasm" } }));
	}

	async function bytes(source) {
		return new Uint8Array(await new Response(await open(source)).arrayBuffer());
	}

	async function open(source, progress = () => {}) {
		const response = typeof source === "string" ? await load(source) : new Response(source);
		return unpacked(response.body.pipeThrough(counted(Number(response.headers.get("content-length")), progress)));
	}

	async function load(address) {
		const name = new URL(address).pathname.split("/").pop();
		const response = await fetch(address).catch((reason) => {
			throw new Error(`${name} could not be loaded (${reason.message})`);
		});
		if (!response.ok) {
			throw new Error(`${name} could not be loaded (${response.status} ${response.statusText})`);
		}
		return response;
	}

	function counted(total, progress) {
		let loaded = 0;
		return new TransformStream({
			transform(chunk, out) {
				loaded += chunk.byteLength;
				progress(loaded, total);
				out.enqueue(chunk);
			},
		});
	}

	// Some servers say of a .gz file that it is gzipped, and the browser unpacks it before anyone sees it. So its first bytes count.
	async function unpacked(stream) {
		const reader = stream.getReader();
		const first = await reader.read();
		const whole = new ReadableStream({
			start: (out) => (first.done ? out.close() : out.enqueue(first.value)),
			async pull(out) {
				const { done, value } = await reader.read();
				done ? out.close() : out.enqueue(value);
			},
		});
		const packed = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
		return packed ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
	}
})();
