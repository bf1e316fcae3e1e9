// Starts the language server in a worker and carries its messages. What the worker and the page tell one another beside
// them is written in wasm/worker.js.
import type { Transport } from "@codemirror/lsp-client";

declare const __SERVER_VERSION__: string;

const address = (name: string) => new URL(`server/${name}?${__SERVER_VERSION__}`, document.baseURI).href;

export interface Progress {
	/** Bytes so far, and of all; 0 where that is not known. */
	(loaded: number, total: number): void;
}

/** Gives the transport once the server listens. `failed` is called if it ends later. */
export function startServer(progress: Progress, failed: (reason: Error) => void): Promise<Transport> {
	const missing = ["Worker", "WebAssembly", "DecompressionStream"].find((name) => !(name in window));
	if (missing) {
		return Promise.reject(new Error(`this browser has no ${missing}`));
	}
	const worker = new Worker(address("worker.js"));
	// The server will ask for this parser; by then it is there.
	const python = fetch(address("python.wasm.gz")).then((r) => (r.ok ? r.arrayBuffer() : undefined), () => undefined);
	const { port1: control, port2 } = new MessageChannel();
	const ready = new Promise<Transport>((resolve, reject) => {
		const fail = (message: string) => {
			const reason = new Error(message);
			reject(reason);
			failed(reason);
		};
		worker.onerror = (e) => fail(e.message || "the worker could not be loaded");
		control.onmessage = async ({ data }) => {
			switch (data.kind) {
			case "progress":
				return progress(data.loaded, data.total);
			case "module": {
				const early = data.language === "python" ? await python : undefined;
				return control.postMessage({ language: data.language, code: early ?? address(`${data.language}.wasm.gz`) });
			}
			case "names": // after the first findings: the start is not to wait for it
				return control.postMessage({ names: address("names.idx.gz") });
			case "ready":
				return resolve(transport(worker));
			case "failed":
				return fail(data.message);
			}
		};
	});
	worker.postMessage({ engine: address("underpin.wasm.gz"), control: port2, alone: true }, [port2]);
	return ready;
}

function transport(worker: Worker): Transport {
	const listeners = new Map<(text: string) => void, (e: MessageEvent) => void>();
	return {
		send(text) {
			const message = JSON.parse(text);
			if (message.method === "initialize") {
				// The client says that it pulls diagnostics, and never does: servers that believe it push none.
				delete message.params.capabilities.textDocument.diagnostic;
			}
			worker.postMessage(message);
		},
		subscribe(handler) {
			const listener = (e: MessageEvent) => handler(JSON.stringify(e.data));
			listeners.set(handler, listener);
			worker.addEventListener("message", listener);
		},
		unsubscribe(handler) {
			worker.removeEventListener("message", listeners.get(handler)!);
			listeners.delete(handler);
		},
	};
}
